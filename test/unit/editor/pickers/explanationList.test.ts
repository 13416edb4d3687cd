import assert from 'node:assert/strict';
import { explanationList } from '../../../../src/editor/pickers/explanationList.ts';
import type { ExplainResult } from '../../../../src/protocol/gatewayRequests.ts';

const result: ExplainResult = {
  model: 'anthropic/claude',
  workspace: 'default',
  kind: 'chat',
  cause: 'rule',
  reason: 'rule 2 (*.js) matched cart.js',
  layer: 'active',
  files: ['web/cart.js'],
  warnings: ['rule 3 is broken'],
  rules: [
    { number: 1, text: '*.md → a/b', outcome: 'not matched', why: 'cart.js is no *.md' },
    {
      number: 2,
      name: 'scripts',
      text: '*.js → anthropic/claude',
      outcome: 'matched',
      why: 'cart.js is *.js',
    },
    { number: 3, text: '*.x → gone/y', outcome: 'broken', why: 'there is no provider gone' },
  ],
};

function texts(of: ExplainResult, catchAll: string | undefined = 'openai/gpt') {
  return explanationList(of, { subject: 'cart.js', catchAll }).lines.map((line) =>
    'separator' in line ? `-- ${line.separator}` : [line.icon, line.label, line.description, line.detail],
  );
}

describe('the explanation', () => {
  it('says the decision, its warnings, every rule with its outcome and why, the catch-all and the files', () => {
    assert.deepEqual(texts(result), [
      ['arrow-swap', 'anthropic/claude', 'rule', undefined],
      ['warning', 'rule 3 is broken', undefined, undefined],
      '-- rules of default, the first match wins',
      ['blank', '1. *.md → a/b', 'not matched', 'cart.js is no *.md'],
      ['check', '2. scripts', '*.js → anthropic/claude · matched', 'cart.js is *.js'],
      ['warning', '3. *.x → gone/y', 'broken', 'there is no provider gone'],
      ['blank', 'Otherwise openai/gpt', undefined, undefined],
      '-- files looked at: the active editor',
      ['file', 'web/cart.js', undefined, undefined],
    ]);
  });

  it('says what was found of the request', () => {
    const shown = texts({ ...result, facts: ['intent code_gen, confidence 0.82', 'main request'] });
    assert.deepEqual(shown.slice(2, 4), [
      ['info', 'intent code_gen, confidence 0.82', undefined, undefined],
      ['info', 'main request', undefined, undefined],
    ]);
  });

  it('says the order of a route and who is left out', () => {
    const route = {
      id: 'strong',
      strategy: 'priority',
      order: ['anthropic/claude', 'a/b'],
      leftOut: [{ route: 'strong', target: 'c/d', why: 'it is switched off' }],
    };
    assert.deepEqual(texts({ ...result, route }).slice(2, 6), [
      '-- @strong, priority',
      ['blank', '1. anthropic/claude', undefined, undefined],
      ['blank', '2. a/b', undefined, undefined],
      ['circle-slash', 'c/d', 'left out', 'it is switched off'],
    ]);
  });

  it('says the reason in full below the input', () => {
    const { prompt } = explanationList(result, { subject: '', catchAll: undefined });
    assert.equal(prompt, 'rule 2 (*.js) matched cart.js');
  });

  it('selects what decided', () => {
    const active = (of: ExplainResult) =>
      explanationList(of, { subject: '', catchAll: 'a/b' }).lines.flatMap((line) =>
        'label' in line && line.isActive === true ? [line.label] : [],
      );
    assert.deepEqual(active(result), ['2. scripts']);
    assert.deepEqual(active({ ...result, cause: 'catch-all', rules: [] }), ['Otherwise a/b']);
    const guard = { number: 1, text: 'secrets/**', outcome: 'guard' as const, why: 'it covers a' };
    assert.deepEqual(active({ ...result, model: undefined, cause: undefined, rules: [guard] }), [
      '1. secrets/**',
    ]);
  });

  it('says why there is no model', () => {
    const error = { code: 'policy_violation', message: 'only local models may answer' };
    const refused = { ...result, model: undefined, reason: undefined, cause: undefined, error };
    assert.deepEqual(texts(refused)[0], ['error', 'No model', undefined, undefined]);
    assert.equal(explanationList(refused, { subject: '', catchAll: undefined }).prompt, error.message);
  });

  it('says that no file was looked at, and that nothing answers otherwise', () => {
    const shown = texts({ ...result, files: [], layer: undefined, rules: [], warnings: [] }, '');
    assert.equal(shown.at(-1), '-- no file was looked at');
  });
});
