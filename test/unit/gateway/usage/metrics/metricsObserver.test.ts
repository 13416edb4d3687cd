import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import type { ExchangeRecord } from '../../../../../src/gateway/exchange/services.ts';
import { MetricsObserver } from '../../../../../src/gateway/usage/metrics/metricsObserver.ts';
import { attemptOf, exchangeRecordOf, intentOf } from '../../../../helpers/exchangeRecords.ts';
import { planOf } from '../../../../helpers/planOf.ts';

async function metricsOf(...facts: Partial<ExchangeRecord>[]): Promise<string[]> {
  const observer = new MetricsObserver('1.2.3');
  for (const one of facts) {
    observer.onExchangeStart();
    observer.onExchange(exchangeRecordOf(one));
  }
  return (await observer.read()).text.split('\n');
}

/** The value of a sample; undefined when there is none. */
function valueOf(lines: readonly string[], sample: string): number | undefined {
  const line = lines.find((one) => one.startsWith(`${sample} `));
  return line === undefined ? undefined : Number(line.slice(sample.length + 1));
}

describe('GET /metrics counts', () => {
  const target = { provider: 'openai', model: 'gpt-5' };
  const { decision } = exchangeRecordOf();
  assert.ok(decision);
  const routed = { ...decision, plan: { ...planOf(target), route: 'fast' } };

  it('requests by endpoint, client, model and outcome', async () => {
    const lines = await metricsOf({}, {}, { outcome: 'failed', status: 502 });
    const labels = 'endpoint="chat",client="cline",outcome="answered",provider="openai",model="openai/gpt-5"';
    assert.equal(valueOf(lines, `muxgate_requests_total{${labels}}`), 2);
    assert.equal(valueOf(lines, `muxgate_requests_total{${labels.replace('answered', 'failed')}}`), 1);
  });

  it('times in seconds', async () => {
    const lines = await metricsOf({ firstTokenMs: 1500, durationMs: 4000, decisionMs: 0.2 });
    const labels = 'provider="openai",model="openai/gpt-5"';
    assert.equal(valueOf(lines, `muxgate_first_token_seconds_sum{${labels}}`), 1.5);
    assert.equal(valueOf(lines, 'muxgate_request_seconds_sum{endpoint="chat"}'), 4);
    assert.equal(valueOf(lines, 'muxgate_decision_seconds_sum'), 0.0002);
    assert.equal(valueOf(lines, `muxgate_provider_seconds_sum{${labels}}`), 1.1);
  });

  it('tokens by type', async () => {
    const lines = await metricsOf({ usage: { inputTokens: 1000, cachedInputTokens: 400, outputTokens: 50 } });
    const sample = (type: string): string =>
      `muxgate_tokens_total{provider="openai",model="openai/gpt-5",type="${type}"}`;
    assert.deepEqual(
      ['input', 'cached_input', 'output', 'reasoning'].map((type) => valueOf(lines, sample(type))),
      [1000, 400, 50, undefined],
    );
  });

  it('known costs by kind, and unknown ones apart', async () => {
    const lines = await metricsOf(
      { cost: { kind: 'exact', usd: 0.5 } },
      { cost: { kind: 'estimated', usd: 0.25 } },
      { cost: { kind: 'unknown' } },
    );
    const labels = 'provider="openai",model="openai/gpt-5"';
    assert.equal(valueOf(lines, `muxgate_cost_usd_total{${labels},kind="exact"}`), 0.5);
    assert.equal(valueOf(lines, `muxgate_cost_usd_total{${labels},kind="estimated"}`), 0.25);
    assert.equal(valueOf(lines, `muxgate_cost_unknown_total{${labels}}`), 1);
  });

  it('estimates, passed budgets and the models that were too dear', async () => {
    const cheaper = { target: { provider: 'openai', model: 'gpt-5-mini' }, account: 'default' };
    const lines = await metricsOf(
      { decision: routed, estimatedUsd: 0.1 },
      {
        decision: routed,
        estimatedUsd: 0.4,
        overBudget: 'perDayUsd',
        downRouted: true,
        answeredBy: cheaper,
      },
    );
    const estimate = (model: string, within: boolean): string =>
      `muxgate_cost_estimate_usd_total{route="fast",model="openai/${model}",within_budget="${within}"}`;
    assert.equal(valueOf(lines, estimate('gpt-5', true)), 0.1);
    assert.equal(valueOf(lines, estimate('gpt-5-mini', false)), 0.4);
    assert.equal(valueOf(lines, 'muxgate_budget_exceeded_total{route="fast",reason="perDayUsd"}'), 1);
    assert.equal(valueOf(lines, 'muxgate_down_routed_total{route="fast",model="openai/gpt-5"}'), 1);
  });

  it('failed calls that another followed, not the last one', async () => {
    const failed = attemptOf({ outcome: 'failed', error: { code: 'rate_limited', message: 'slow down' } });
    const lines = await metricsOf(
      { attempts: [failed, attemptOf()] },
      { attempts: [failed], outcome: 'failed' },
    );
    assert.equal(valueOf(lines, 'muxgate_failovers_total{reason="rate_limited"}'), 1);
  });

  it('intents and what the cache knew', async () => {
    const lines = await metricsOf(
      { decision: { ...decision, intent: intentOf('code_gen') } },
      { cached: true },
      { cached: false },
    );
    assert.equal(valueOf(lines, 'muxgate_intent_total{label="code_gen"}'), 1);
    assert.equal(valueOf(lines, 'muxgate_cache_total{result="hit"}'), 1);
    assert.equal(valueOf(lines, 'muxgate_cache_total{result="miss"}'), 1);
  });

  it('requests that are running, and the version', async () => {
    const observer = new MetricsObserver('1.2.3');
    observer.onExchangeStart();
    observer.onExchangeStart();
    observer.onExchange(exchangeRecordOf());
    const lines = (await observer.read()).text.split('\n');
    assert.equal(valueOf(lines, 'muxgate_requests_running'), 1);
    assert.equal(valueOf(lines, 'muxgate_build_info{version="1.2.3"}'), 1);
  });

  it('so many models at most, the rest together as "other"', async () => {
    const models = Array.from({ length: 300 }, (_, index) => ({
      answeredBy: { target: { provider: 'openai', model: `model-${index}` }, account: 'default' },
      attempts: [],
    }));
    const lines = await metricsOf(...models);
    const samples = lines.filter((line) => line.startsWith('muxgate_requests_total{'));
    assert.equal(samples.length, 201);
    assert.equal(
      valueOf(
        lines,
        'muxgate_requests_total{endpoint="chat",client="cline",outcome="answered",provider="openai",model="other"}',
      ),
      100,
    );
  });

  it('nothing of impossible counts', async () => {
    const lines = await metricsOf({
      usage: { inputTokens: -5, outputTokens: Number.NaN },
      cost: { kind: 'exact', usd: Number.POSITIVE_INFINITY },
    });
    assert.ok(lines.every((line) => !line.startsWith('muxgate_tokens_total{')));
    assert.ok(lines.every((line) => !line.startsWith('muxgate_cost_usd_total{')));
  });
});
