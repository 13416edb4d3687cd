import assert from 'node:assert/strict';
import type { EffectiveRule } from '../../../../src/config/effectiveConfig.ts';
import type { Explanation } from '../../../../src/gateway/routing/decision.ts';
import {
  asked,
  chat,
  completion,
  configOf,
  openFile,
  providerTable,
  routerOf,
  windowOf,
  windowsOf,
} from '../../../helpers/routing.ts';

const none = windowsOf();

function outcomes({ rules }: Explanation): string[] {
  return rules.map(({ number, outcome, why }) => `${number} ${outcome}: ${why}`);
}

describe('explain', () => {
  const router = routerOf({
    workspace: {
      model: 'd/d',
      rules: [
        { request: 'fim', model: 'c/c' },
        { name: 'Off', enabled: false, model: 'a/a' },
        { files: '*.md', model: 'missing/m' },
        { clients: ['cline', 'roo'], model: 'a/a' },
        { files: '*.go', model: 'a/a' },
        { languages: ['python'], model: 'a/a' },
        { files: '*.go', scope: 'visible', model: 'a/a' },
        { files: '*.ts', model: 'b/b' },
        { files: 'src/**', model: 'c/c' },
        { files: '*.md', model: 'a/a' },
      ],
    },
  });
  const request = asked(chat('fix src/app.ts'), { headers: { 'user-agent': 'curl/8' } });

  it('tells of every rule why it did or did not match', () => {
    assert.deepEqual(outcomes(router.explain(request, none)), [
      '1 not matched: it is for FIM requests, and this one is chat',
      '2 disabled: it is switched off',
      '3 broken: there is no provider "missing"',
      '4 not matched: it is for requests from cline or roo, and this one comes from curl',
      '5 not matched: it does not match src/app.ts, named in the newest message',
      '6 not matched: it does not match src/app.ts (typescript), named in the newest message',
      '7 not matched: it asks for a file in visible editors, and there is none',
      '8 matched: rule 8 (*.ts) matched src/app.ts, named in the newest message',
      '9 not reached: an earlier rule decided; rule 9 (src/**) matched src/app.ts, named in the newest message',
      '10 not matched: it does not match src/app.ts, named in the newest message',
    ]);
  });

  it('holds the very decision that the call would get, the layers, the client and the model asked for', () => {
    const windows = windowsOf(
      windowOf({ active: openFile('a.go'), open: [openFile('a.go'), openFile('b.md')] }),
    );
    const explanation = router.explain(request, windows);
    assert.deepEqual(explanation.decision, router.decide(request, windows));
    assert.deepEqual(
      explanation.layers.map(({ layer, files }) => `${layer}: ${files.map(({ path }) => path).join(' ')}`),
      ['prompt: src/app.ts', 'active: a.go', 'open: a.go b.md'],
    );
    assert.equal(explanation.client, 'curl');
    assert.equal(explanation.requestedModel, 'auto');
  });

  it('without a file it says that there is none', () => {
    const [, , , , fifth] = outcomes(router.explain(asked(chat('hi')), none));
    assert.equal(fifth, '5 not matched: it asks for a file, and the request names none and none is open');
  });

  it('names three files at most', () => {
    const explanation = router.explain(asked(chat('a.ts b.ts c.ts d.ts e.ts')), none);
    assert.equal(
      outcomes(explanation)[4],
      '5 not matched: it matches none of a.ts, b.ts, c.ts and 2 more, named in the newest message',
    );
  });

  it('when a model is named or pinned, the rules that would match are told as not reached', () => {
    const ninth = (explanation: Explanation): string | undefined => outcomes(explanation)[7];
    const named = router.explain(asked(chat('fix src/app.ts', { model: 'a/m' })), none);
    assert.match(ninth(named) ?? '', /^8 not reached: the request names its model; rule 8/);
    const pinned = router.explain(request, windowsOf(windowOf({ override: { chat: 'a/m' } })));
    assert.match(ninth(pinned) ?? '', /^8 not reached: a model is pinned in this window; rule 8/);
  });

  it('never throws: a refusal is told with its code', () => {
    const refused = (explanation: Explanation): string | undefined => explanation.error?.code;
    assert.equal(refused(router.explain(asked(chat('hi', { model: '@x' })), none)), 'model_not_found');
    assert.equal(refused(router.explain(asked(chat('hi', { model: undefined })), none)), 'invalid_request');
    assert.equal(refused(routerOf({}).explain(asked(completion('x')), none)), 'model_not_found');
    const guarded = routerOf({
      workspace: { model: 'd/d', rules: [{ files: '*.pem', model: 'a/a', localOnly: true }] },
    });
    const explanation = guarded.explain(asked(chat('read key.pem')), none);
    assert.equal(explanation.decision, undefined);
    assert.equal(refused(explanation), 'policy_violation');
    assert.deepEqual(outcomes(explanation), [
      '1 guard: it covers key.pem (named in the newest message): only local models may answer.',
    ]);
  });

  it('a localOnly rule that is broken says so', () => {
    const guarded = routerOf({
      workspace: { model: 'd/d', rules: [{ files: '*.pem', model: 'missing/m', localOnly: true }] },
    });
    assert.match(
      outcomes(guarded.explain(asked(chat('read key.pem')), none))[0] ?? '',
      /^1 guard: .* The rule is broken \(/,
    );
  });
});

describe('preview', () => {
  const router = routerOf({
    workspace: {
      model: 'd/d',
      rules: [
        { files: '*.go', model: 'a/a' },
        { files: '*.md', model: 'b/b' },
        { files: '*.pem', localOnly: true, model: 'local/m' },
      ],
    },
  });
  const target = (explanation: Explanation): string | undefined => explanation.decision?.target.provider;

  it('follows the active editor', () => {
    assert.equal(target(router.preview(windowOf({ active: openFile('main.go') }))), 'a');
    assert.equal(target(router.preview(windowOf({ active: openFile('README.md') }))), 'b');
    assert.equal(target(router.preview(windowOf())), 'd');
    assert.equal(target(router.preview(undefined)), 'd');
  });

  it('shows the pin and the guard', () => {
    assert.equal(router.preview(windowOf({ override: { chat: 'c/c' } })).decision?.cause, 'pin');
    const guarded = router.preview(
      windowOf({ active: openFile('key.pem'), override: { chat: 'c/c' } }),
    ).decision;
    assert.deepEqual([guarded?.cause, guarded?.localOnly?.file], ['local only', 'key.pem']);
  });

  it('takes files as if they were named', () => {
    const window = windowOf({ active: openFile('main.go') });
    assert.equal(target(router.preview(window, [openFile('README.md')])), 'b');
    assert.equal(target(router.preview(window, [openFile('key.pem')])), 'local');
  });

  it('without a provider it tells how to add one', () => {
    const { error } = routerOf({ providers: ['demo'] }).preview(windowOf());
    assert.equal(error?.code, 'provider_unavailable');
  });
});

describe('an explanation of a refusal', () => {
  it('names the workspace whose rule refused', () => {
    const strict = { rules: [{ files: '*.pem', localOnly: true }] };
    const workspaces = { default: { model: 'a/a' }, strict };
    const router = routerOf({ config: configOf({ providers: providerTable, workspaces }) });
    const window = windowOf({ active: openFile('key.pem'), override: { workspace: 'strict' } });
    const { decision, error, workspace } = router.preview(window);
    assert.deepEqual([decision, error?.code, workspace], [undefined, 'policy_violation', 'strict']);
  });
});

describe('what the settings page asks of a rule', () => {
  const rules: EffectiveRule[] = [
    { files: '*.ts', model: 'a/a' },
    { files: 'src/[a', model: 'a/a' },
    { files: ['*.md', '!docs/**'], languages: ['markdown'], clients: ['cline'], scope: 'open', model: 'a/a' },
    { model: 'a/gone' },
    { scope: 'active', files: '*', model: 'b/b' },
  ];
  const router = routerOf({ gone: ['a/gone'] });
  const window = windowOf({
    active: openFile('src/app.ts'),
    visible: [openFile('src/app.ts'), openFile('b.ts')],
    open: [openFile('src/app.ts'), openFile('README.md'), openFile('docs/a.md')],
  });

  it('which of the open files it matches, each once', () => {
    const matching = rules.map((rule) => router.matchingFiles(rule, window));
    assert.deepEqual(matching, [
      ['src/app.ts', 'b.ts'],
      [],
      ['README.md'],
      ['src/app.ts', 'b.ts', 'README.md', 'docs/a.md'],
      ['src/app.ts'],
    ]);
    assert.deepEqual(router.matchingFiles({ files: '*.ts' }, undefined), []);
  });

  it('its text', () => {
    const texts: readonly (readonly [EffectiveRule, string])[] = [
      [{ files: '*.ts', model: 'a/a' }, '*.ts → a/a'],
      [{ model: 'a/a' }, 'everything → a/a'],
      [{ request: 'fim', model: 'c/c' }, 'FIM → c/c'],
      [{ files: '*.pem', localOnly: true }, '*.pem → local models only'],
      [
        {
          files: ['*.md', '!docs/**'],
          languages: ['markdown', 'mdx'],
          clients: ['cline'],
          scope: 'open',
          localOnly: true,
          model: 'local/m',
        },
        '*.md, !docs/** in markdown or mdx from cline in open tabs → local/m, local only',
      ],
    ];
    for (const [rule, text] of texts) assert.equal(router.ruleText(rule), text);
  });

  it('why it is broken', () => {
    assert.equal(router.brokenReason({ model: 'a/a' }), undefined);
    assert.equal(router.brokenReason({ model: 'a/gone' }), '"a" no longer has the model "gone"');
    assert.equal(router.brokenReason({ model: 'missing/m' }), 'there is no provider "missing"');
    assert.match(router.brokenReason({ files: 'src/[a', model: 'a/a' }) ?? '', /does not compile/);
    assert.equal(router.brokenReason({ model: 'a/a', broken: 'as configured' }), 'as configured');
  });
});
