import assert from 'node:assert/strict';
import { formatModelReference } from '../../../../src/gateway/modelReference.ts';
import type { Router } from '../../../../src/gateway/routing/router.ts';
import type { RoutingRequest } from '../../../../src/gateway/routing/routingRequest.ts';
import type { WindowSource } from '../../../../src/gateway/routing/windowSource.ts';
import {
  asked,
  calls,
  chat,
  completion,
  embeddings,
  openFile,
  results,
  routerOf,
  says,
  windowOf,
  windowsOf,
} from '../../../helpers/routing.ts';

const none = windowsOf();

function targetOf(
  router: Router,
  request: RoutingRequest['request'],
  windows: WindowSource = none,
  change: Partial<RoutingRequest> = {},
): string {
  return formatModelReference(router.decide(asked(request, change), windows).target);
}

describe("CodeGate's documented example: *.md → A, chat *.js* → B, FIM → C, else D", () => {
  const router = routerOf({
    workspace: {
      model: 'd/d',
      rules: [
        { files: '*.md', model: 'a/a' },
        { request: 'chat', files: '*.js*', model: 'b/b' },
        { request: 'fim', model: 'c/c' },
      ],
    },
  });
  const cases: readonly (readonly [string, RoutingRequest['request'], string])[] = [
    [
      'a chat with a JavaScript and a Markdown file in fences',
      chat('fix\n```js web/cart.js\nx\n```\n```md README.md\ny\n```'),
      'a/a',
    ],
    ['a chat that names both in its words', chat('look at src/cart.js and README.md'), 'a/a'],
    ['a chat with a Markdown file', chat('```md README.md\nx\n```'), 'a/a'],
    ['a chat with a JavaScript file', chat('```js cart.js\nx\n```'), 'b/b'],
    ['a chat with a JSX file', chat('```jsx Cart.jsx\nx\n```'), 'b/b'],
    ['a chat with a JSON file', chat('bump package.json'), 'b/b'],
    ['a completion of a Markdown file', completion('<!-- docs/a.md -->\n# '), 'a/a'],
    ['a completion of a JavaScript file', completion('// cart.js\nfunction f() {'), 'c/c'],
    ['a completion of nothing named', completion('const x = '), 'c/c'],
    ['a chat with a Go file', chat('```go main.go\nx\n```'), 'd/d'],
    ['a chat without a file', chat('hello'), 'd/d'],
    ['a chat about code that says decline', chat('explain function decline() {}'), 'd/d'],
    [
      'an image alone',
      chat([{ role: 'user', content: [{ type: 'image', source: { kind: 'url', url: 'https://x/y.png' } }] }]),
      'd/d',
    ],
  ];
  for (const [name, request, expected] of cases) {
    it(`${name} goes to ${expected}`, () => {
      assert.equal(targetOf(router, request), expected);
      assert.equal(targetOf(router, { ...request, model: undefined }, none, { ignoreModel: true }), expected);
    });
  }
});

describe('rules', () => {
  it('the first that matches wins, and its decision says which file and why', () => {
    const router = routerOf({
      workspace: {
        model: 'd/d',
        rules: [
          { files: '*.go', model: 'a/a' },
          { name: 'Docs', files: ['*.md'], model: 'b/b' },
          { files: '*.md', model: 'c/c' },
        ],
      },
    });
    const decision = router.decide(asked(chat('```md docs/a.md\nx\n```')), none);
    assert.equal(formatModelReference(decision.target), 'b/b');
    assert.equal(decision.cause, 'rule');
    assert.deepEqual(decision.rule, { number: 2, name: 'Docs', text: '*.md → b/b' });
    assert.equal(decision.matchedFile?.path, 'docs/a.md');
    assert.equal(decision.layer, 'prompt');
    assert.equal(decision.reason, 'rule 2 "Docs" (*.md) matched docs/a.md, named in the newest message');
    assert.deepEqual(decision.warnings, []);
  });

  it('files and languages must be met by one and the same file', () => {
    const rules = [{ files: 'src/**', languages: ['typescript'], model: 'a/a' }];
    const router = routerOf({ workspace: { model: 'd/d', rules } });
    assert.equal(targetOf(router, chat('```ts src/a.ts\nx\n```')), 'a/a');
    assert.equal(targetOf(router, chat('```ts lib/a.ts\nx\n```\n```py src/b.py\nx\n```')), 'd/d');
  });

  it("languages are the editor's for open files", () => {
    const router = routerOf({ workspace: { model: 'd/d', rules: [{ languages: ['helm'], model: 'a/a' }] } });
    const windows = windowsOf(windowOf({ open: [openFile('chart/values.yaml', 'helm')] }));
    assert.equal(targetOf(router, chat('fix chart/values.yaml'), windows), 'a/a');
    assert.equal(targetOf(router, chat('fix chart/values.yaml')), 'd/d');
  });

  it('clients are told by their headers', () => {
    const router = routerOf({
      workspace: { model: 'd/d', rules: [{ clients: ['Cline', 'roo'], model: 'a/a' }] },
    });
    assert.equal(targetOf(router, chat('hi'), none, { headers: { 'user-agent': 'Cline/3.0' } }), 'a/a');
    assert.equal(targetOf(router, chat('hi'), none, { headers: { 'user-agent': 'curl/8' } }), 'd/d');
    assert.equal(targetOf(router, chat('hi from Cline')), 'd/d');
  });

  it('a disabled rule and a rule of another kind do not hold', () => {
    const rules = [
      { enabled: false, model: 'a/a' },
      { request: 'fim', model: 'b/b' },
      { request: 'embeddings', model: 'c/c' },
    ];
    const router = routerOf({ workspace: { model: 'd/d', rules } });
    assert.equal(targetOf(router, chat('hi')), 'd/d');
    assert.equal(targetOf(router, completion('x')), 'b/b');
    assert.equal(targetOf(router, embeddings('x')), 'c/c');
  });

  it('a rule without files, with empty ones, or for any kind holds without a file', () => {
    for (const files of [undefined, '', [], [' ']]) {
      const router = routerOf({
        workspace: { model: 'd/d', rules: [{ request: 'any', files, model: 'a/a' }] },
      });
      assert.equal(targetOf(router, chat('hi')), 'a/a');
    }
  });

  it('a rule that asks for a file does not hold without one', () => {
    for (const files of ['*', '**', '!*.md']) {
      const router = routerOf({ workspace: { model: 'd/d', rules: [{ files, model: 'a/a' }] } });
      assert.equal(targetOf(router, chat('hi')), 'd/d');
    }
  });

  it('an empty list of rules leaves the catch-all', () => {
    const decision = routerOf({ workspace: { model: 'd/d', rules: [] } }).decide(asked(chat('hi')), none);
    assert.equal(decision.cause, 'catch-all');
    assert.equal(
      decision.reason,
      'no rule is for this kind of request, so the catch-all model of "default" answers',
    );
  });

  it('model names keep their slashes and tags', () => {
    const router = routerOf({
      workspace: {
        model: 'c/deepseek/deepseek-r1',
        rules: [{ request: 'fim', model: 'local/qwen2.5-coder:1.5b' }],
      },
    });
    assert.deepEqual(router.decide(asked(chat('x')), none).target, {
      provider: 'c',
      model: 'deepseek/deepseek-r1',
    });
    assert.deepEqual(router.decide(asked(completion('x')), none).target, {
      provider: 'local',
      model: 'qwen2.5-coder:1.5b',
    });
  });

  it('a broken rule is skipped with a warning when it would have held, and only then', () => {
    const rules = [
      { files: '*.md', model: 'missing/m' },
      { files: '*.md', model: 'a/gone' },
      { files: 'src/[a', model: 'a/a' },
      { files: '*.md', model: 'b/b' },
    ];
    const router = routerOf({ workspace: { model: 'd/d', rules }, gone: ['a/gone'] });
    const decision = router.decide(asked(chat('fix README.md')), none);
    assert.equal(formatModelReference(decision.target), 'b/b');
    assert.equal(decision.warnings.length, 3);
    assert.match(decision.warnings[0] ?? '', /^rule 1 \(\*\.md\) is skipped: there is no provider "missing"/);
    assert.match(decision.warnings[1] ?? '', /^rule 2 .*"a" no longer has the model "gone"/);
    assert.match(decision.warnings[2] ?? '', /^rule 3 .*does not compile/);
    assert.equal(router.decide(asked(chat('fix main.go')), none).warnings.length, 1);
  });

  it('a provider without its key keeps its requests, with a warning', () => {
    const router = routerOf({
      workspace: { model: 'd/d', rules: [{ files: '*.md', model: 'a/a' }] },
      withoutKey: ['a', 'd'],
    });
    const decision = router.decide(asked(chat('fix README.md')), none);
    assert.equal(formatModelReference(decision.target), 'a/a');
    assert.deepEqual(decision.warnings, ['rule 1 (*.md): the provider "a" has no key']);
    assert.deepEqual(router.decide(asked(chat('hi')), none).warnings, [
      'workspaces.default.model: the provider "d" has no key',
    ]);
  });
});

describe('layers of files', () => {
  const everywhere = {
    active: openFile('src/app.ts'),
    visible: [openFile('src/app.ts'), openFile('lib/b.go')],
    open: [openFile('src/app.ts'), openFile('README.md')],
  };
  const byType = {
    model: 'd/d',
    rules: [
      { files: '*.md', model: 'a/a' },
      { files: '*.go', model: 'b/b' },
      { files: '*.ts', model: 'c/c' },
    ],
  };

  it('the narrowest layer that has files decides', () => {
    const router = routerOf({ workspace: byType });
    const { active, visible, open } = everywhere;
    const layerOf = (text: string, window: Parameters<typeof windowOf>[0]): unknown[] => {
      const decision = router.decide(asked(chat(text)), windowsOf(windowOf(window)));
      return [decision.layer, decision.target.provider];
    };
    assert.deepEqual(layerOf('fix main.go', everywhere), ['prompt', 'b']);
    assert.deepEqual(layerOf('fix it', everywhere), ['active', 'c']);
    assert.deepEqual(layerOf('fix it', { visible, open }), ['visible', 'b']);
    assert.deepEqual(layerOf('fix it', { open }), ['open', 'a']);
    assert.deepEqual(layerOf('fix it', {}), [undefined, 'd']);
    assert.deepEqual(layerOf('fix main.py', { active, open }), ['prompt', 'd']);
  });

  it('older turns, tool calls and answers come last, and only when nothing nearer has a file', () => {
    const router = routerOf({ workspace: byType });
    const request = chat([
      says('user', 'read README.md'),
      says('assistant', 'done'),
      says('user', 'thanks, go on'),
    ]);
    const decision = router.decide(asked(request), none);
    assert.deepEqual([decision.layer, decision.target.provider], ['history', 'a']);
    assert.equal(decision.reason, 'rule 1 (*.md) matched README.md, named in an older message');
    assert.equal(targetOf(router, request, windowsOf(windowOf(everywhere))), 'c/c');
    const byTool = chat([
      says('user', 'q'),
      calls('Read', { file_path: 'main.go' }),
      results('x'),
      says('user', 'go on'),
    ]);
    assert.equal(targetOf(router, byTool), 'b/b');
  });

  it('a file of twenty turns ago does not steer when the newest turn names one', () => {
    const router = routerOf({ workspace: byType });
    const old = Array.from({ length: 20 }, () => [
      says('user', 'fix README.md'),
      says('assistant', 'ok'),
    ]).flat();
    assert.equal(targetOf(router, chat([...old, says('user', 'fix main.go')])), 'b/b');
  });

  for (const [scope, text, expected] of [
    ['prompt', 'fix main.go', 'd/d'],
    ['prompt', 'fix README.md', 'a/a'],
    ['active', 'fix README.md', 'd/d'],
    ['visible', 'fix main.go', 'd/d'],
    ['open', 'fix main.go', 'a/a'],
    ['history', 'fix main.go', 'd/d'],
    ['all', 'fix main.go', 'a/a'],
  ] as const) {
    it(`scope ${scope} with "${text}" goes to ${expected}`, () => {
      const router = routerOf({
        workspace: { model: 'd/d', rules: [{ files: '*.md', scope, model: 'a/a' }] },
      });
      assert.equal(targetOf(router, chat(text), windowsOf(windowOf(everywhere))), expected);
    });
  }

  it('the decision of a scoped rule tells the files of its scope', () => {
    const router = routerOf({
      workspace: { model: 'd/d', rules: [{ files: '*.md', scope: 'open', model: 'a/a' }] },
    });
    const decision = router.decide(asked(chat('fix main.go')), windowsOf(windowOf(everywhere)));
    assert.equal(decision.layer, 'open');
    assert.deepEqual(decision.files, everywhere.open);
    assert.equal(decision.reason, 'rule 1 (*.md in open tabs) matched README.md, an open tab');
  });

  it('editors that a client reports fill the layers that no window reports', () => {
    const router = routerOf({ workspace: byType });
    const text =
      'fix it\n<environment_details>\n# VSCode Visible Files\nlib/b.go\n\n# VSCode Open Tabs\nREADME.md\n</environment_details>';
    const headless = router.decide(asked(chat(text)), none);
    assert.deepEqual([headless.layer, headless.target.provider], ['visible', 'b']);
    assert.equal(targetOf(router, chat(text), windowsOf(windowOf(everywhere))), 'c/c');
  });

  it('files attached by aider belong to the newest turn', () => {
    const router = routerOf({ workspace: byType });
    const attached =
      'I have *added these files to the chat* so you can go ahead and edit them.\n\nmain.go\n```\nx\n```';
    const request = chat([
      says('user', 'old README.md'),
      says('assistant', 'ok'),
      says('user', attached),
      says('assistant', 'Ok.'),
      says('user', 'rename it'),
    ]);
    assert.equal(targetOf(router, request), 'b/b');
  });

  it('CLAUDE.md in every request of Claude Code makes none of them a Markdown request', () => {
    const router = routerOf({ workspace: byType });
    const reminder =
      '<system-reminder>\nContents of /home/me/shop/CLAUDE.md (project instructions, checked into the codebase):\n\nSee docs/style.md\n</system-reminder>';
    assert.equal(targetOf(router, chat([says('user', reminder, 'fix main.go')])), 'b/b');
    assert.equal(targetOf(router, chat([says('user', reminder, 'hello')])), 'd/d');
  });

  it('a completion looks at the file being written, then at the active editor', () => {
    const router = routerOf({ workspace: byType });
    const windows = windowsOf(windowOf(everywhere));
    assert.equal(
      targetOf(
        router,
        completion('<|file_sep|>b.md\nx\n<|file_sep|>main.go\n<|fim_prefix|>x<|fim_suffix|>y<|fim_middle|>'),
        windows,
      ),
      'b/b',
    );
    assert.equal(targetOf(router, completion('import "README.md"\nx'), windows), 'c/c');
  });
});

describe('paths in rules', () => {
  const router = routerOf({ workspace: { model: 'd/d', rules: [{ files: 'src/**/*.ts', model: 'a/a' }] } });
  const windows = windowsOf(windowOf({ open: [openFile('src/web/app.ts')] }));
  for (const [name, text, expected] of [
    ['relative', 'fix src/web/x.ts', 'a/a'],
    ['absolute, in the folder', 'fix /home/me/shop/src/x.ts', 'a/a'],
    ['absolute, elsewhere', 'fix /tmp/src/x.ts', 'd/d'],
    ['Windows separators', 'fix src\\web\\x.ts', 'a/a'],
    ['a bare name that is open there', 'fix app.ts', 'a/a'],
    ['a bare name that is not', 'fix other.ts', 'd/d'],
  ] as const) {
    it(name, () => {
      assert.equal(targetOf(router, chat(text), windows), expected);
    });
  }

  it('headless, absolute paths are read from the working directory that the client tells', () => {
    const request = chat([
      says('system', 'Working directory: /srv/shop'),
      says('user', 'fix /srv/shop/src/x.ts'),
    ]);
    assert.equal(targetOf(router, request), 'a/a');
  });

  it('case counts on Linux only', () => {
    const onPlatform = (platform: NodeJS.Platform): string =>
      targetOf(
        routerOf({ platform, workspace: { model: 'd/d', rules: [{ files: 'SRC/*.TS', model: 'a/a' }] } }),
        chat('fix src/a.ts'),
      );
    assert.equal(onPlatform('linux'), 'd/d');
    assert.equal(onPlatform('darwin'), 'a/a');
    assert.equal(onPlatform('win32'), 'a/a');
  });
});
