import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { UsageQuestion } from '../../../../../src/protocol/usage.ts';
import type { ExchangeRecord } from '../../../../../src/gateway/exchange/services.ts';
import type { Connection } from '../../../../../src/gateway/storage/connection.ts';
import { Database } from '../../../../../src/gateway/storage/database.ts';
import type { Rates } from '../../../../../src/gateway/usage/money/rates.ts';
import { createExchangeRecorder } from '../../../../../src/gateway/usage/record/createExchangeRecorder.ts';
import { answerUsage } from '../../../../../src/gateway/usage/summary/answerUsage.ts';
import { attemptOf, exchangeRecordOf } from '../../../../helpers/exchangeRecords.ts';
import { ManualClock } from '../../../../helpers/manualClock.ts';
import { recordingLog } from '../../../../helpers/recordingLog.ts';
import { temporaryFolder } from '../../../../helpers/temporaryFolder.ts';

const now = new Date(2026, 10, 21, 15, 30).getTime();
const at = (day: number, hour = 12): number => new Date(2026, 10, day, hour).getTime();
const lastWeek: UsageQuestion = { range: { kind: 'days', days: 7 }, by: 'model' };

describe('The usage of a range of days', () => {
  const folder = temporaryFolder();
  let count = 0;

  function startRecord(maxDays = 90) {
    const clock = new ManualClock();
    const log = recordingLog();
    const database = new Database({
      file: join(folder, `${++count}.db`),
      log,
      now: () => clock.now(),
      after: (delayMs, callback) => clock.after(delayMs, callback),
    });
    const { recorder, pruner } = createExchangeRecorder(database, {
      settings: () => ({ enabled: true, maxDays, maxMiB: 200, capture: { enabled: false, maxHours: 24 } }),
      now: () => now,
      log,
    });
    const record = (...facts: Partial<ExchangeRecord>[]): void => {
      for (const one of facts) recorder.onExchange(exchangeRecordOf(one));
      database.flush();
    };
    const read = <T>(query: (connection: Connection) => T): T => {
      const answer = database.read((connection) => ({ value: query(connection) }));
      assert.ok(answer, log.lines.join('\n'));
      return answer.value;
    };
    const usage = (question: Partial<UsageQuestion> = {}, rates?: Rates) =>
      answerUsage(
        { ...lastWeek, ...question },
        { read, ratesOf: () => Promise.resolve(rates), isRecording: true, nowMs: now },
        new AbortController().signal,
      );
    const prune = (): void => {
      pruner.tickNow();
      database.flush();
    };
    return { record, usage, read, prune };
  }

  it('has every day of the range, those without a request too', async () => {
    const { record, usage } = startRecord();
    record({ startedAtMs: at(21) }, { startedAtMs: at(15, 0) }, { startedAtMs: at(14, 23) });
    const { from, to, step, buckets, total } = await usage();
    assert.deepEqual([from, to, step], ['2026-11-15', '2026-11-21', 'day']);
    assert.deepEqual(
      buckets.map(({ start, total: { requests } }) => `${start} ${requests}`),
      ['15 1', '16 0', '17 0', '18 0', '19 0', '20 0', '21 1'].map((text) => `2026-11-${text}`),
    );
    assert.equal(total.requests, 2);
  });

  it('is told by hours up to now where the range is today', async () => {
    const { record, usage } = startRecord();
    record({ startedAtMs: at(21, 9) }, { startedAtMs: at(21, 9) + 3_599_000 }, { startedAtMs: at(21, 15) });
    const { step, buckets } = await usage({ range: { kind: 'days', days: 1 } });
    assert.equal(step, 'hour');
    assert.equal(buckets.length, 16);
    assert.deepEqual(
      buckets.filter(({ total }) => total.requests > 0).map(({ start, total }) => [start, total.requests]),
      [
        ['2026-11-21T09', 2],
        ['2026-11-21T15', 1],
      ],
    );
  });

  it('ranges over a calendar month, and over days that the user names', async () => {
    const { usage } = startRecord();
    const month = await usage({ range: { kind: 'month' } });
    assert.deepEqual([month.from, month.to], ['2026-11-01', '2026-11-21']);
    const dates = await usage({ range: { kind: 'dates', from: '2026-02-27', to: '2026-03-01' } });
    assert.deepEqual(
      dates.buckets.map(({ start }) => start),
      ['2026-02-27', '2026-02-28', '2026-03-01'],
    );
    await assert.rejects(
      usage({ range: { kind: 'dates', from: '2026-03-02', to: '2026-03-01' } }),
      /ends before/,
    );
    await assert.rejects(
      usage({ range: { kind: 'dates', from: '2020-01-01', to: '2026-01-01' } }),
      /at most 366/,
    );
  });

  it('keeps what nobody knows the price of apart', async () => {
    const { record, usage } = startRecord();
    record(
      { startedAtMs: at(20), cost: { kind: 'exact', usd: 0.25 } },
      { startedAtMs: at(20), cost: { kind: 'estimated', usd: 0.5 } },
      { startedAtMs: at(20), cost: { kind: 'unknown' } },
      { startedAtMs: at(20), cost: undefined, outcome: 'failed', status: 502 },
    );
    const { total } = await usage();
    assert.equal(total.costUsd, 0.75);
    assert.equal(total.estimatedUsd, 0.5);
    assert.equal(total.knownCosts, 2);
    assert.equal(total.unknownCosts, 1);
    assert.equal(total.errors, 1);
  });

  it('adds up what comes later to what it knew before', async () => {
    const { record, usage } = startRecord();
    const tokens = { inputTokens: 100, cachedInputTokens: 40, outputTokens: 10, reasoningTokens: 3 };
    record({ startedAtMs: at(21), usage: tokens, durationMs: 1000 });
    assert.equal((await usage()).total.requests, 1);
    record({ startedAtMs: at(21), usage: tokens, durationMs: 3000 });
    const { total } = await usage();
    assert.equal(total.requests, 2);
    assert.equal(total.inputTokens, 200);
    assert.equal(total.cachedInputTokens, 80);
    assert.equal(total.outputTokens, 20);
    assert.equal(total.reasoningTokens, 6);
    assert.equal(total.meanDurationMs, 2000);
    assert.equal((await usage()).total.requests, 2);
  });

  it('tells groups apart, the dearest first, and filters', async () => {
    const { record, usage } = startRecord();
    const small = { target: { provider: 'ollama', model: 'qwen3' }, account: 'default' };
    record(
      { startedAtMs: at(21), answeredBy: small, cost: { kind: 'exact', usd: 0 }, client: 'aider' },
      { startedAtMs: at(21), cost: { kind: 'exact', usd: 1 } },
    );
    const { groups, choices, buckets } = await usage();
    assert.deepEqual(
      groups.map(({ key, costUsd }) => [key, costUsd]),
      [
        ['openai/gpt-5', 1],
        ['ollama/qwen3', 0],
      ],
    );
    assert.deepEqual(buckets.at(-1)?.groups, groups);
    assert.deepEqual(choices.client, ['aider', 'cline']);
    const aider = await usage({ by: 'provider', filter: { client: 'aider', model: 'ollama/qwen3' } });
    assert.deepEqual(
      aider.groups.map(({ key }) => key),
      ['ollama'],
    );
    assert.equal(aider.total.requests, 1);
    assert.deepEqual(aider.choices.client, ['aider', 'cline']);
    const account = await usage({ by: 'account', filter: { provider: 'openai' } });
    assert.deepEqual(
      account.groups.map(({ key }) => key),
      ['openai/default'],
    );
  });

  it('knows the times to the first token, of one request exactly and of many to a tenth', async () => {
    const { record, usage } = startRecord();
    record({ startedAtMs: at(15), firstTokenMs: 812 }, { startedAtMs: at(16), firstTokenMs: undefined });
    record(
      ...Array.from({ length: 200 }, (_, index) => ({
        startedAtMs: at(20),
        firstTokenMs: 200 + index * 10,
        requestId: `many-${index}`,
      })),
    );
    const { buckets } = await usage();
    assert.equal(buckets[0]?.total.firstTokenP50Ms, 812);
    assert.equal(buckets[1]?.total.firstTokenP50Ms, undefined);
    const { firstTokenP50Ms = 0, firstTokenP95Ms = 0 } = buckets[5]?.total ?? {};
    assert.ok(Math.abs(firstTokenP50Ms - 1190) < 60, String(firstTokenP50Ms));
    assert.ok(Math.abs(firstTokenP95Ms - 2090) < 105, String(firstTokenP95Ms));
  });

  it('counts the calls that failed where they were made', async () => {
    const { record, usage } = startRecord();
    record({
      startedAtMs: at(21),
      attempts: [attemptOf({ provider: 'anthropic', outcome: 'failed', status: 529 }), attemptOf()],
    });
    const { calls = [], groups } = await usage({ by: 'provider' });
    assert.deepEqual(
      calls.toSorted((one, other) => one.key.localeCompare(other.key)),
      [
        { key: 'anthropic', calls: 1, failedCalls: 1 },
        { key: 'openai', calls: 1, failedCalls: 0 },
      ],
    );
    assert.deepEqual(
      groups.map(({ key, errors }) => [key, errors]),
      [['openai', 0]],
    );
    assert.equal((await usage({ by: 'client' })).calls, undefined);
  });

  it('remembers exchanges that the record had no room for any more, for as long as it is kept', async () => {
    const { record, usage, read, prune } = startRecord(5);
    record({ startedAtMs: at(15) }, { startedAtMs: at(20) });
    prune();
    read((connection) => connection.run('DELETE FROM exchange'));
    assert.deepEqual(
      (await usage()).buckets.map(({ total }) => total.requests),
      [0, 0, 0, 0, 0, 1, 0],
    );
    record({ startedAtMs: at(21) });
    assert.equal((await usage()).total.requests, 2);
  });

  it('says what the same tokens would have cost at one model, from those that are known', async () => {
    const { record, usage } = startRecord();
    const tokens = { inputTokens: 1_000_000, cachedInputTokens: 400_000, outputTokens: 100_000 };
    record(
      { startedAtMs: at(21), usage: tokens, cost: { kind: 'exact', usd: 0.5 } },
      { startedAtMs: at(21), usage: tokens, cost: { kind: 'unknown' } },
      { startedAtMs: at(21), usage: undefined },
      { startedAtMs: at(21), route: 'embeddings' },
      { startedAtMs: at(21), outcome: 'failed', status: 500 },
    );
    const asked = { compareWith: 'anthropic/claude-opus-4-1' };
    const { comparison } = await usage(asked, { input: 10, output: 50, cacheRead: 1 });
    assert.deepEqual(comparison, {
      outcome: 'compared',
      model: 'anthropic/claude-opus-4-1',
      wouldBeUsd: 6 + 0.4 + 5,
      wasUsd: 0.5,
      requests: 1,
      leftOut: 2,
      lacksCachePrice: false,
      isTiered: false,
    });
    const dear = await usage(asked, {
      input: { base: 10, tiers: [{ start: 200_000, price: 20 }] },
      output: 50,
    });
    assert.ok(dear.comparison?.outcome === 'compared');
    assert.equal(dear.comparison.wouldBeUsd, 15);
    assert.ok(dear.comparison.isTiered && dear.comparison.lacksCachePrice);
    assert.deepEqual((await usage(asked)).comparison, {
      outcome: 'unknown price',
      model: 'anthropic/claude-opus-4-1',
    });
  });

  it('ends when nobody waits for it any more', async () => {
    const { read } = startRecord();
    const controller = new AbortController();
    controller.abort();
    const sources = { read, ratesOf: () => Promise.resolve(undefined), isRecording: true, nowMs: now };
    await assert.rejects(answerUsage(lastWeek, sources, controller.signal), { name: 'AbortError' });
  });
});
