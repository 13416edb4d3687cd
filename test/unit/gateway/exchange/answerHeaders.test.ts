import assert from 'node:assert/strict';
import { GatewayError } from '../../../../src/gateway/errors.ts';
import { answerHeaders, headerValue } from '../../../../src/gateway/exchange/answerHeaders.ts';
import type { Decision } from '../../../../src/gateway/routing/decision.ts';
import { planOf } from '../../../helpers/planOf.ts';

const decision: Decision = {
  target: { provider: 'ollama', model: 'qwen:7b' },
  plan: planOf({ provider: 'ollama', model: 'qwen:7b' }),
  kind: 'chat',
  workspace: 'default',
  cause: 'rule',
  rule: { number: 2, name: 'Dökümente', text: '*.md → ollama/qwen:7b' },
  reason: 'rule 2 (*.md) matched README.md',
  files: [],
  warnings: [],
};

const answering = {
  target: decision.target,
  account: {
    provider: 'ollama',
    id: 'default',
    name: 'default',
    enabled: true,
    priority: 0,
    weight: 1,
    limits: {},
    flatRate: false,
  },
  dropped: ['top_k', 'seed'],
  estimate: undefined,
};

describe('headerValue', () => {
  it('leaves printable ASCII as it is', () => {
    assert.equal(headerValue('rule 2 (*.md) ~!@#$^&*'), 'rule 2 (*.md) ~!@#$^&*');
  });

  it('percent-encodes everything else, so that decodeURIComponent gives it back', () => {
    for (const text of ['größe → 名 😀', 'line\r\nx-evil: 1', '100 %', 'tab\tnul\u0000del\u007f']) {
      assert.match(headerValue(text), /^[ -~]*$/);
      assert.equal(decodeURIComponent(headerValue(text)), text);
    }
  });

  it('holds at most 512 bytes, cut between characters', () => {
    const value = headerValue(`${'x'.repeat(505)}名名`);
    assert.equal(value, 'x'.repeat(505));
    assert.equal(headerValue('y'.repeat(1000)).length, 512);
    assert.equal(decodeURIComponent(headerValue('😀'.repeat(200))), '😀'.repeat(42));
  });

  it('survives half a surrogate pair', () => {
    assert.equal(headerValue('a\ud800b'), 'a%EF%BF%BDb');
  });
});

describe('answerHeaders', () => {
  it('says which request, model, workspace, rule, why, how many calls, and what was dropped', () => {
    assert.deepEqual(answerHeaders('r1', { decision, calls: 2, failures: [], attempts: [answering] }), {
      'x-muxgate-request-id': 'r1',
      'x-muxgate-model': 'ollama/qwen:7b',
      'x-muxgate-workspace': 'default',
      'x-muxgate-rule': '2 D%C3%B6k%C3%BCmente',
      'x-muxgate-reason': 'rule 2 (*.md) matched README.md',
      'x-muxgate-attempts': '2',
      'x-muxgate-dropped': 'top_k, seed',
    });
  });

  it('names the target and account that answered instead of the first, what was tried before, and the estimate', () => {
    const target = { provider: 'claude', model: 'sonnet' };
    const cost = { kind: 'estimated', usd: 0.0123 } as const;
    const headers = answerHeaders('r1', {
      decision,
      calls: 2,
      failures: [{ name: 'ollama/qwen:7b', error: new GatewayError('provider_timeout', 'late') }],
      attempts: [answering],
      answering: {
        ...answering,
        target,
        account: { ...answering.account, id: 'work' },
        estimate: { promptTokens: 1, answerTokens: 1, cost, size: { promptBytes: 4, mediaTokens: 0 } },
      },
    });
    assert.equal(headers['x-muxgate-model'], 'claude/sonnet');
    assert.equal(headers['x-muxgate-account'], 'work');
    assert.equal(headers['x-muxgate-tried'], 'ollama/qwen:7b: 504 provider_timeout');
    assert.equal(headers['x-muxgate-cost-estimate-usd'], '0.012300');
  });

  it('says the intent and how sure that is', () => {
    const signals = {
      estimatedTokens: 1,
      codeFence: false,
      programmingWords: 2,
      translation: false,
      vision: false,
      safety: false,
    };
    const intent = { label: 'code_gen', confidence: 0.82, source: 'classifier', signals } as const;
    const headers = answerHeaders('r1', {
      decision: { ...decision, intent },
      calls: 1,
      failures: [],
      attempts: [],
    });
    assert.equal(headers['x-muxgate-intent'], 'code_gen;confidence=0.82');
  });

  it('says what decided where no rule did', () => {
    const headers = answerHeaders('r1', {
      decision: { ...decision, rule: undefined, cause: 'catch-all' },
      calls: 1,
      failures: [],
      attempts: [],
    });
    assert.equal(headers['x-muxgate-rule'], 'catch-all');
    assert.equal(headers['x-muxgate-dropped'], undefined);
  });

  it('has but the request id and the attempts before anything is decided', () => {
    assert.deepEqual(answerHeaders('r1', { calls: 0, failures: [], attempts: [] }), {
      'x-muxgate-request-id': 'r1',
      'x-muxgate-attempts': '0',
    });
  });
});
