import { equal } from 'node:assert/strict';
import { conditionsSchema } from '../../../../../src/config/conditionSchema.ts';
import { compileConditions } from '../../../../../src/gateway/routing/conditions/compileConditions.ts';
import { conditionsText } from '../../../../../src/gateway/routing/conditions/conditionsText.ts';
import type { DiagnosticCounts, EditorWindow } from '../../../../../src/gateway/routing/window.ts';
import type { ChatRequest, NeutralMessage } from '../../../../../src/gateway/wire/exchange.ts';
import {
  asked,
  chat,
  completion,
  embeddings,
  folderOf,
  openFile,
  routerOf,
  says,
  windowOf,
  windowsOf,
} from '../../../../helpers/routing.ts';

interface Scene {
  readonly request?: ChatRequest;
  readonly window?: EditorWindow;
  readonly nowMs?: number;
}

/** What explain says of the one rule with these conditions. */
function why(
  conditions: Record<string, unknown>,
  { request = chat('hi'), window, nowMs }: Scene = {},
): string {
  const router = routerOf({ workspace: { model: 'd/m', rules: [{ ...conditions, model: 'a/m' }] }, nowMs });
  const windows = window === undefined ? windowsOf() : windowsOf(window);
  const [rule] = router.explain(asked(request), windows).rules;
  const decided = router.decide(asked(request), windows).cause === 'rule';
  equal(rule?.outcome === 'matched', decided);
  return rule?.why ?? '';
}

function holds(conditions: Record<string, unknown>, scene: Scene = {}): boolean {
  return why(conditions, scene).startsWith('rule 1 ');
}

const image: NeutralMessage = {
  role: 'user',
  content: [{ type: 'image', source: { kind: 'url', url: 'https://example.com/a.png' } }],
};
const imageResult: NeutralMessage = {
  role: 'tool',
  content: [{ type: 'toolResult', toolCallId: 'c', content: image.content, isError: false }],
};

describe('the size of the prompt', () => {
  it('is compared with both ends, and told', () => {
    const request = chat('x'.repeat(400));
    equal(holds({ tokens: { min: 100 } }, { request }), true);
    equal(holds({ tokens: { min: 100, max: 110 } }, { request }), true);
    equal(holds({ tokens: { max: 103 } }, { request }), false);
    equal(
      why({ tokens: { min: 200 } }, { request }),
      'it asks for a prompt of at least 200 tokens, and this one has about 104',
    );
  });

  it('counts system prompt and tools too', () => {
    const request = chat([says('system', 'x'.repeat(4000)), says('user', 'hi')], {
      tools: [{ type: 'function', name: 't', description: 'y'.repeat(4000) }],
    });
    equal(holds({ tokens: { min: 2000 } }, { request }), true);
  });
});

describe('images and tools', () => {
  it('are looked for in the whole request, results of tools included', () => {
    equal(holds({ hasImages: true }, { request: chat([image, says('user', 'what is it?')]) }), true);
    equal(holds({ hasImages: true }, { request: chat([says('user', 'look'), imageResult]) }), true);
    equal(holds({ hasImages: true }), false);
    equal(holds({ hasImages: false }), true);
    equal(
      holds({ hasTools: true }, { request: chat('hi', { tools: [{ type: 'function', name: 't' }] }) }),
      true,
    );
    equal(why({ hasTools: true }), 'it asks for a request with tools, and this one has none');
  });
});

describe('the requested model', () => {
  it('is matched by globs over the whole name, in any case', () => {
    const request = chat('hi', { model: 'claude-Haiku-4-5' });
    equal(holds({ requestedModel: '*haiku*' }, { request }), true);
    equal(holds({ requestedModel: ['gpt-*', 'claude-*'] }, { request }), true);
    equal(holds({ requestedModel: ['claude-*', '!*haiku*'] }, { request }), false);
    equal(
      why({ requestedModel: 'gpt-*' }, { request }),
      'it asks for a request for gpt-*, and this one asks for claude-Haiku-4-5',
    );
  });
});

describe('the time', () => {
  /** 2026-11-20 is a Friday. */
  const at = (day: number, hours: number, minutes = 0): Scene => ({
    nowMs: new Date(2026, 10, day, hours, minutes).getTime(),
  });

  it('is between from and to, without its last minute', () => {
    const time = { from: '09:00', to: '17:30' };
    equal(holds({ time }, at(20, 9)), true);
    equal(holds({ time }, at(20, 17, 29)), true);
    equal(holds({ time }, at(20, 17, 30)), false);
    equal(why({ time }, at(20, 8, 5)), 'it asks for the time from 09:00 to 17:30, and it is fri 08:05');
  });

  it('goes over midnight, and belongs to the day on which it began', () => {
    const time = { from: '22:00', to: '06:00', days: ['fri'] };
    equal(holds({ time }, at(20, 23)), true);
    equal(holds({ time }, at(21, 5, 59)), true);
    equal(holds({ time }, at(21, 6)), false);
    equal(holds({ time }, at(21, 23)), false);
    equal(holds({ time }, at(20, 5)), false);
  });

  it('is all day where only days are said, and Sunday comes before Monday', () => {
    equal(holds({ time: { days: ['sat', 'sun'] } }, at(22, 12)), true);
    equal(holds({ time: { days: ['sat', 'sun'] } }, at(23, 12)), false);
    equal(holds({ time: { from: '20:00', to: '04:00', days: ['sat'] } }, at(22, 3)), true);
    equal(holds({ time: { from: '20:00', to: '04:00', days: ['sun'] } }, at(23, 3)), true);
  });

  it('with only one end lasts to, or from, midnight', () => {
    equal(holds({ time: { from: '12:00' } }, at(20, 23, 59)), true);
    equal(holds({ time: { to: '12:00' } }, at(20, 0)), true);
    equal(holds({ time: { to: '12:00' } }, at(20, 12)), false);
  });
});

describe('the branch', () => {
  const onBranch = (branch?: string | null): EditorWindow =>
    windowOf({ folders: [{ ...folderOf('shop'), branch }] });

  it('is the one of the folder that the request is about', () => {
    equal(holds({ branch: 'feature/*' }, { window: onBranch('feature/a/b') }), true);
    equal(holds({ branch: ['!main'] }, { window: onBranch('main') }), false);
    const two = windowOf({
      folders: [
        { ...folderOf('shop'), branch: 'main' },
        { ...folderOf('api'), branch: 'next' },
      ],
      active: openFile('a.ts', undefined, 'api'),
    });
    equal(holds({ branch: 'next' }, { window: two }), true);
  });

  it('that nobody knows does not hold, and is told', () => {
    equal(why({ branch: 'main' }), 'it asks for the branch main, and no editor tells the branch');
    equal(
      why({ branch: 'main' }, { window: onBranch(null) }),
      'it asks for the branch main, and shop is on none',
    );
    equal(
      why({ branch: 'main' }, { window: onBranch('x') }),
      'it asks for the branch main, and shop is on x',
    );
  });

  it('of a localOnly rule that nobody knows keeps the request here', () => {
    const rules = [{ branch: 'secret/*', model: 'local/m', localOnly: true }];
    const router = routerOf({ workspace: { model: 'd/m', rules } });
    equal(router.decide(asked(chat('hi')), windowsOf()).cause, 'local only');
    equal(router.decide(asked(chat('hi')), windowsOf(onBranch('main'))).cause, 'catch-all');
    equal(router.decide(asked(chat('hi')), windowsOf(onBranch(null))).cause, 'catch-all');
    const other = windowOf({
      folders: [
        { ...folderOf('shop'), branch: 'main' },
        { ...folderOf('api'), branch: 'secret/a' },
      ],
    });
    equal(router.decide(asked(chat('hi')), windowsOf(other)).cause, 'local only');
  });
});

describe('diagnostics', () => {
  const window = (diagnostics?: DiagnosticCounts): EditorWindow => windowOf({ diagnostics });

  it('are those of the active file; warnings hold where there are errors', () => {
    const errors = window({ errors: 2, warnings: 0 });
    equal(holds({ diagnostics: 'errors' }, { window: errors }), true);
    equal(holds({ diagnostics: 'warnings' }, { window: errors }), true);
    equal(holds({ diagnostics: 'none' }, { window: window({ errors: 0, warnings: 0 }) }), true);
    equal(
      why({ diagnostics: 'errors' }, { window: window({ errors: 0, warnings: 1 }) }),
      'it asks for errors in the active file, and it has no error and 1 warning',
    );
    equal(holds({ diagnostics: 'none' }, { window: window() }), false);
  });
});

describe('conditions', () => {
  it('must all hold, with the files', () => {
    const rule = { files: '*.ts', keywords: ['fix'], hasTools: false };
    equal(holds(rule, { request: chat('fix app.ts') }), true);
    equal(holds(rule, { request: chat('read app.ts') }), false);
    equal(holds(rule, { request: chat('fix app.go') }), false);
    equal(
      why(rule, { request: chat('fix app.ts') }),
      'rule 1 (*.ts saying fix without tools) matched app.ts, named in the newest message: this one has none, the newest message says "fix"',
    );
  });

  it('of a localOnly rule must all hold too', () => {
    const rules = [{ files: 'secrets/**', hasTools: true, model: 'local/m', localOnly: true }];
    const router = routerOf({ workspace: { model: 'd/m', rules } });
    const withTools = chat('read secrets/a', { tools: [{ type: 'function', name: 't' }] });
    equal(router.decide(asked(withTools), windowsOf()).cause, 'local only');
    equal(router.decide(asked(chat('read secrets/a')), windowsOf()).cause, 'catch-all');
  });

  it('of a localOnly rule guard completions and embeddings by their texts', () => {
    const rules = [{ keywords: ['patient'], model: 'local/m', localOnly: true }];
    const workspace = { model: 'd/m', embeddingsModel: 'local/e', rules };
    const router = routerOf({ workspace });
    equal(router.decide(asked(completion('const patient =')), windowsOf()).cause, 'local only');
    equal(router.decide(asked(embeddings('the patient')), windowsOf()).localOnly?.file, 'this request');
    equal(
      router.decide(asked(embeddings('x', { input: [[1, 2]] })), windowsOf()).localOnly?.file,
      'this request',
    );
    equal(router.decide(asked(embeddings('the doctor')), windowsOf()).localOnly, undefined);
  });

  it('that are empty ask for nothing', () => {
    equal(holds({ keywords: [' '], tokens: {}, time: {}, requestedModel: [], branch: '', intent: [] }), true);
  });

  it('are told in short, in one order', () => {
    const conditions = conditionsSchema.parse({
      request: 'chat',
      files: '*.ts',
      keywords: ['a', '/b/'],
      intent: { labels: ['vision'], minConfidence: 0.5 },
      tokens: { min: 1, max: 9 },
      hasImages: true,
      hasTools: false,
      requestClass: 'title',
      requestedModel: '*haiku*',
      time: { from: '22:00', to: '06:00', days: ['fri', 'sat'] },
      branch: ['main', 'dev'],
      diagnostics: 'errors',
    });
    equal(
      conditionsText(conditions),
      'chat *.ts saying a or /b/ about vision of 1 to 9 tokens with images without tools for title asking for *haiku* ' +
        'from 22:00 to 06:00 on fri or sat on branch main or dev with errors in the active file',
    );
    equal(compileConditions(conditions, 'linux').checks.length, 10);
  });
});
