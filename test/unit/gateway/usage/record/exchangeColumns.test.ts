import assert from 'node:assert/strict';
import {
  attemptColumns,
  attemptValues,
  exchangeColumns,
  exchangeValues,
} from '../../../../../src/gateway/usage/record/exchangeColumns.ts';
import { attemptOf, exchangeRecordOf, intentOf } from '../../../../helpers/exchangeRecords.ts';

/** What stands in each column. */
function byColumn(columns: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  assert.equal(values.length, columns.length);
  return Object.fromEntries(columns.map((name, index) => [name, values[index]]));
}

describe('the columns of the record', () => {
  it('hold of an exchange what they are named after', () => {
    const { decision } = exchangeRecordOf();
    assert.ok(decision);
    const file = { path: 'src/app.ts' };
    const record = exchangeRecordOf({
      requestId: 'r1',
      decision: {
        ...decision,
        plan: { ...decision.plan, route: 'many', strategy: 'cheapest' },
        window: { id: 'w1', how: 'it had the focus last' },
        rule: { number: 2, name: 'own', text: '*.ts → openai/gpt-5' },
        intent: intentOf('code_gen'),
        layer: 'active',
        files: [file],
      },
      inboundFormat: 'messages',
      upstreamFormat: 'chat',
      answeredBy: { target: { provider: 'groq', model: 'llama' }, account: 'work', variant: 'b' },
      usage: {
        inputTokens: 11,
        cachedInputTokens: 12,
        cacheWriteTokens: 13,
        outputTokens: 14,
        reasoningTokens: 15,
      },
      cost: { kind: 'estimated', usd: 0.5 },
      estimatedUsd: 0.6,
      overBudget: 'perDayUsd',
      downRouted: true,
      cached: false,
      firstByteMs: 21,
      firstTokenMs: 22,
      decisionMs: 23,
      durationMs: 24,
      startedAtMs: 25.4,
      outcome: 'failed',
      status: 502,
      stream: false,
      error: { code: 'upstream_error', message: 'it broke' },
      dropped: ['seed', 'logit_bias'],
    });
    const { intent_signals, intent_confidence, rules, ...told } = byColumn(
      exchangeColumns,
      exchangeValues(record),
    );
    assert.equal(intent_signals, JSON.stringify(intentOf('code_gen').signals));
    assert.equal(intent_confidence, intentOf('code_gen').confidence);
    assert.equal(rules, null);
    assert.deepEqual(told, {
      request_id: 'r1',
      at_ms: 25,
      window: 'w1',
      workspace: 'default',
      client: 'cline',
      endpoint: 'chat',
      inbound_format: 'messages',
      upstream_format: 'chat',
      requested_model: 'auto',
      chosen_model: 'openai/gpt-5',
      cause: 'catch-all',
      rule: '2 own',
      reason: 'no rule matched',
      route: 'many',
      strategy: 'cheapest',
      provider: 'groq',
      account: 'work',
      model: 'llama',
      variant: 'b',
      intent: 'code_gen',
      input_tokens: 11,
      cached_input_tokens: 12,
      cache_write_tokens: 13,
      output_tokens: 14,
      reasoning_tokens: 15,
      cost_usd: 0.5,
      cost_kind: 'estimated',
      estimated_usd: 0.6,
      over_budget: 'perDayUsd',
      down_routed: 1,
      cached: 0,
      stream: 0,
      attempts: 1,
      first_byte_ms: 21,
      first_token_ms: 22,
      decision_ms: 23,
      duration_ms: 24,
      status: 502,
      outcome: 'failed',
      error_code: 'upstream_error',
      error_message: 'it broke',
      dropped: 'seed, logit_bias',
      layer: 'active',
      files: '["src/app.ts"]',
    });
  });

  it('hold of an attempt what they are named after', () => {
    const attempt = attemptOf({
      account: 'work',
      variant: 'b',
      outcome: 'failed',
      status: 503,
      error: { code: 'upstream_error', message: 'it broke' },
    });
    assert.deepEqual(byColumn(attemptColumns, attemptValues(attempt)), {
      provider: 'openai',
      account: 'work',
      model: 'gpt-5',
      variant: 'b',
      started_at_ms: attempt.startedAtMs,
      duration_ms: 1100,
      outcome: 'failed',
      status: 503,
      error_code: 'upstream_error',
      error_message: 'it broke',
    });
  });
});
