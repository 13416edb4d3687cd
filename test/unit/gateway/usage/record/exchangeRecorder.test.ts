import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'mocha';
import type { ExchangeRecord } from '../../../../../src/gateway/exchange/services.ts';
import type { Connection } from '../../../../../src/gateway/storage/connection.ts';
import { Database } from '../../../../../src/gateway/storage/database.ts';
import { createExchangeRecorder } from '../../../../../src/gateway/usage/record/createExchangeRecorder.ts';
import {
  attemptsOf,
  countRequests,
  listRequests,
} from '../../../../../src/gateway/usage/record/listRequests.ts';
import type { RequestFilter } from '../../../../../src/gateway/usage/record/requestFilter.ts';
import { type Rating, rateRequest } from '../../../../../src/gateway/usage/record/rateRequest.ts';
import { summarizeUsage, type UsageGroup } from '../../../../../src/gateway/usage/record/summarizeUsage.ts';
import { attemptOf, exchangeRecordOf, intentOf } from '../../../../helpers/exchangeRecords.ts';
import { ManualClock } from '../../../../helpers/manualClock.ts';
import { planOf } from '../../../../helpers/planOf.ts';
import { recordingLog } from '../../../../helpers/recordingLog.ts';
import { temporaryFolder } from '../../../../helpers/temporaryFolder.ts';

const dayMs = 86_400_000;

describe('The record of exchanges', () => {
  const folder = temporaryFolder();
  let count = 0;

  function startRecord(settings: { enabled?: boolean; maxDays?: number; maxMiB?: number } = {}) {
    const clock = new ManualClock();
    const log = recordingLog();
    const database = new Database({
      file: join(folder, `${++count}.db`),
      log,
      now: () => clock.now(),
      after: (delayMs, callback) => clock.after(delayMs, callback),
    });
    const { recorder } = createExchangeRecorder(database, {
      settings: () => ({
        enabled: true,
        maxDays: 90,
        maxMiB: 200,
        capture: { enabled: false, maxHours: 24 },
        ...settings,
      }),
      now: () => clock.now(),
      log,
    });
    const record = (...facts: Partial<ExchangeRecord>[]): void => {
      for (const one of facts) recorder.onExchange(exchangeRecordOf({ startedAtMs: clock.now(), ...one }));
      clock.advance(1000);
    };
    const read = <T>(query: (connection: Connection) => T): T => {
      const result = database.read(query);
      assert.ok(result !== undefined, log.lines.join('\n'));
      return result;
    };
    const list = (filter: RequestFilter = {}) =>
      read((connection) => listRequests(connection, filter, 100)).rows;
    const usage = (by: UsageGroup, filter: RequestFilter = {}) =>
      read((connection) => summarizeUsage(connection, by, filter));
    return { clock, log, database, record, read, list, usage, recorder };
  }

  it('has a row a second after the exchange, with everything that is known of it', () => {
    const { record, list, read, clock } = startRecord();
    const target = { provider: 'anthropic', model: 'claude' };
    const { decision } = exchangeRecordOf();
    assert.ok(decision);
    record({
      requestId: 'one',
      decision: {
        ...decision,
        intent: intentOf('code_gen'),
        layer: 'active',
        files: [{ path: 'src/a.ts' }, { path: 'README.md' }],
        matchedFile: { path: 'README.md' },
      },
      inboundFormat: 'chat',
      upstreamFormat: 'messages',
      attempts: [
        attemptOf({
          outcome: 'failed',
          status: 429,
          error: { code: 'rate_limited', message: 'provider openai answered 429' },
        }),
        attemptOf({ ...target, account: 'work' }),
      ],
      answeredBy: { target, account: 'work', variant: 'b' },
      usage: {
        inputTokens: 1000,
        outputTokens: 100,
        cachedInputTokens: 800,
        cacheWriteTokens: 50,
        reasoningTokens: 20,
      },
      estimatedUsd: 0.003,
      overBudget: 'perDayUsd',
      downRouted: true,
      cached: false,
      dropped: ['seed', 'top_k'],
    });
    const [row] = list();
    assert.deepEqual(
      { ...row },
      {
        id: 1,
        request_id: 'one',
        at_ms: clock.now() - 1000,
        window: null,
        workspace: 'default',
        client: 'cline',
        endpoint: 'chat',
        inbound_format: 'chat',
        upstream_format: 'messages',
        requested_model: 'auto',
        chosen_model: 'openai/gpt-5',
        cause: 'catch-all',
        rule: null,
        reason: 'no rule matched',
        route: null,
        strategy: null,
        provider: 'anthropic',
        account: 'work',
        model: 'claude',
        variant: 'b',
        intent: 'code_gen',
        intent_confidence: 0.8,
        intent_signals: JSON.stringify(intentOf('code_gen').signals),
        input_tokens: 1000,
        cached_input_tokens: 800,
        cache_write_tokens: 50,
        output_tokens: 100,
        reasoning_tokens: 20,
        cost_usd: 0.002,
        cost_kind: 'exact',
        estimated_usd: 0.003,
        over_budget: 'perDayUsd',
        down_routed: 1,
        cached: 0,
        stream: 1,
        attempts: 2,
        first_byte_ms: null,
        first_token_ms: 300,
        decision_ms: null,
        duration_ms: 1200,
        status: 200,
        outcome: 'answered',
        error_code: null,
        error_message: null,
        dropped: 'seed, top_k',
        layer: 'active',
        files: '["README.md","src/a.ts"]',
        calls: 'openai/default/gpt-5: 429 rate_limited; anthropic/work/claude: answered',
      },
    );
    const attempts = read((connection) => attemptsOf(connection, 'one'));
    assert.deepEqual(
      attempts.map(({ account, outcome, status, error_message }) => ({
        account,
        outcome,
        status,
        error_message,
      })),
      [
        { account: 'default', outcome: 'failed', status: 429, error_message: 'provider openai answered 429' },
        { account: 'work', outcome: 'answered', status: 200, error_message: null },
      ],
    );
  });

  it('records what was never decided or sent, without inventing a model', () => {
    const { record, list } = startRecord();
    record({
      decision: undefined,
      attempts: [],
      outcome: 'failed',
      status: 400,
      usage: undefined,
      cost: undefined,
      error: { code: 'invalid_request', message: 'messages is missing' },
    });
    const [row] = list();
    assert.equal(row?.['provider'], null);
    assert.equal(row['cost_usd'], null);
    assert.equal(row['cost_kind'], null);
    assert.equal(row['error_code'], 'invalid_request');
  });

  it('keeps a row whose provider reported impossible counts', () => {
    const { record, list } = startRecord();
    record({ usage: { inputTokens: Number.NaN, outputTokens: 1e300 } }, { usage: { inputTokens: 2.5 } });
    assert.deepEqual(
      list().map((row) => row['input_tokens']),
      [2.5, null],
    );
  });

  it('writes nothing while it is turned off', () => {
    const { record, list } = startRecord({ enabled: false });
    record({}, {});
    assert.equal(list().length, 0);
  });

  it('writes ten thousand exchanges that came at once', () => {
    const { recorder, read, clock } = startRecord();
    for (let index = 0; index < 10_000; index++) recorder.onExchange(exchangeRecordOf());
    clock.advance(1000);
    assert.equal(
      read((connection) => countRequests(connection, {})),
      10_000,
    );
  });

  it('is listed by time, client, provider, model and status, a page at a time', () => {
    const { record, list, read, clock } = startRecord();
    const local = { provider: 'ollama', model: 'qwen2.5-coder:1.5b' };
    record(
      { requestId: 'a' },
      { requestId: 'b', client: 'codex', status: 429, outcome: 'failed' },
      { requestId: 'c', answeredBy: { target: local, account: 'default' } },
    );
    const later = clock.now();
    record({ requestId: 'd', status: 0, outcome: 'aborted' });
    const ids = (filter: RequestFilter) => list(filter).map((row) => row['request_id']);
    assert.deepEqual(ids({}), ['d', 'c', 'b', 'a']);
    assert.deepEqual(ids({ sinceMs: later }), ['d']);
    assert.deepEqual(ids({ client: 'codex' }), ['b']);
    assert.deepEqual(ids({ provider: 'ollama' }), ['c']);
    assert.deepEqual(ids({ model: 'qwen2.5-coder:1.5b' }), ['c']);
    assert.deepEqual(ids({ model: 'openai/*' }), ['d', 'b', 'a']);
    assert.deepEqual(ids({ status: '4xx' }), ['b']);
    assert.deepEqual(ids({ status: '429' }), ['b']);
    assert.deepEqual(ids({ status: 'aborted' }), ['d']);
    assert.deepEqual(ids({ client: 'codex', status: '200' }), []);
    const first = read((connection) => listRequests(connection, {}, 3));
    const second = read((connection) => listRequests(connection, {}, 3, first.next));
    assert.deepEqual([first.rows.length, second.rows.length, second.next], [3, 1, undefined]);
  });

  it('sums usage by group: requests, failures, tokens, costs, percentiles', () => {
    const { record, usage } = startRecord();
    const times = Array.from({ length: 20 }, (_, index) => ({ firstTokenMs: (index + 1) * 10 }));
    record(...times, {
      client: 'codex',
      outcome: 'failed',
      status: 502,
      firstTokenMs: undefined,
      usage: undefined,
      cost: undefined,
      downRouted: true,
    });
    const [cline, codex] = usage('client');
    assert.deepEqual(
      { ...cline, costUsd: cline?.costUsd?.toFixed(4) },
      {
        key: 'cline',
        requests: 20,
        failures: 0,
        failedCalls: 0,
        downRouted: 0,
        fromCache: 0,
        ratedUp: 0,
        ratedDown: 0,
        inputTokens: 20_000,
        cachedInputTokens: 0,
        outputTokens: 2000,
        costUsd: '0.0400',
        estimatedUsd: 0,
        unknownCosts: 0,
        firstTokenP50Ms: 100,
        firstTokenP95Ms: 190,
      },
    );
    assert.deepEqual(
      [codex?.key, codex?.failures, codex?.costUsd, codex?.downRouted, codex?.firstTokenP50Ms],
      ['codex', 1, undefined, 1, undefined],
    );
  });

  it('counts ratings at what was rated: by id or the last answer, changed and taken back', () => {
    const { record, usage, read } = startRecord();
    record({ requestId: 'one' });
    record({ requestId: 'two', client: 'codex' });
    record({ requestId: 'three', outcome: 'failed' });
    const rate = (request: string, rating: Rating) =>
      read((connection) => [rateRequest(connection, request, rating, 1)])[0];
    const counts = () => usage('client').map(({ key, ratedUp, ratedDown }) => [key, ratedUp, ratedDown]);
    assert.equal(rate('nobody', 'up'), undefined);
    assert.equal(rate('last', 'up'), 'two');
    assert.equal(rate('one', 'up'), 'one');
    assert.equal(rate('one', 'down'), 'one');
    assert.deepEqual(counts().sort(), [
      ['cline', 0, 1],
      ['codex', 1, 0],
    ]);
    rate('last', 'none');
    assert.deepEqual(counts().sort(), [
      ['cline', 0, 1],
      ['codex', 0, 0],
    ]);
    read((connection) => connection.run("DELETE FROM exchange WHERE request_id = 'one'"));
    assert.deepEqual(
      read((connection) => connection.all('SELECT * FROM rating')),
      [],
    );
  });

  it('tells unknown costs from none, and estimated ones from exact ones', () => {
    const { record, usage } = startRecord();
    record(
      { cost: { kind: 'unknown' } },
      { cost: { kind: 'estimated', usd: 0.5 } },
      { cost: { kind: 'exact', usd: 0.25 } },
      { client: 'codex', cost: { kind: 'unknown' } },
    );
    const [cline, codex] = usage('client');
    assert.deepEqual([cline?.costUsd, cline?.estimatedUsd, cline?.unknownCosts], [0.75, 0.5, 1]);
    assert.deepEqual([codex?.costUsd, codex?.unknownCosts], [undefined, 1]);
  });

  it('counts failed calls at the account that failed, though another answered', () => {
    const { record, usage } = startRecord();
    record({
      attempts: [
        attemptOf({ account: 'home', outcome: 'failed', status: 429 }),
        attemptOf({ account: 'work' }),
      ],
      answeredBy: { target: { provider: 'openai', model: 'gpt-5' }, account: 'work' },
    });
    assert.deepEqual(
      usage('account').map(({ key, requests, failedCalls }) => ({ key, requests, failedCalls })),
      [
        { key: 'openai/work', requests: 1, failedCalls: 0 },
        { key: 'openai/home', requests: 0, failedCalls: 1 },
      ],
    );
  });

  it('counts a request that went to a cheaper model at the model that was too dear', () => {
    const { record, usage } = startRecord();
    record({
      downRouted: true,
      answeredBy: { target: { provider: 'openai', model: 'gpt-5-mini' }, account: 'default' },
    });
    assert.deepEqual(
      usage('model').map(({ key, requests, downRouted }) => ({ key, requests, downRouted })),
      [
        { key: 'openai/gpt-5-mini', requests: 1, downRouted: 0 },
        { key: 'openai/gpt-5', requests: 0, downRouted: 1 },
      ],
    );
    assert.equal(usage('provider')[0]?.downRouted, 1);
  });

  it('groups by model, provider, workspace, route, variant and day', () => {
    const { record, usage } = startRecord();
    const target = { provider: 'openai', model: 'gpt-5' };
    const { decision } = exchangeRecordOf();
    assert.ok(decision);
    record(
      {
        decision: { ...decision, plan: { ...planOf(target), route: 'fast' } },
        answeredBy: { target, account: 'default', variant: 'a' },
      },
      {},
    );
    const keys = (by: UsageGroup) => usage(by).map(({ key }) => key);
    assert.deepEqual(keys('model'), ['openai/gpt-5']);
    assert.deepEqual(keys('provider'), ['openai']);
    assert.deepEqual(keys('workspace'), ['default']);
    assert.deepEqual(keys('route'), ['', '@fast']);
    assert.deepEqual(keys('variant'), ['', 'a']);
    assert.match(keys('day')[0] ?? '', /^2026-09-\d\d$/);
  });

  it('drops what is older than its days, with its calls', () => {
    const { record, list, read, clock } = startRecord({ maxDays: 2 });
    record({ requestId: 'old' });
    clock.advance(3 * dayMs);
    record({ requestId: 'new' });
    assert.deepEqual(
      list().map((row) => row['request_id']),
      ['new'],
    );
    assert.equal(
      read((connection) => connection.get('SELECT COUNT(*) AS count FROM attempt')?.['count']),
      1,
    );
  });

  it('drops the oldest when it is larger than its size, and gives the space back', () => {
    const { recorder, read, clock, list } = startRecord({ maxMiB: 1 });
    const reason = 'x'.repeat(2000);
    const { decision } = exchangeRecordOf();
    assert.ok(decision);
    for (let index = 0; index < 3000; index++) {
      recorder.onExchange(exchangeRecordOf({ requestId: `big ${index}`, decision: { ...decision, reason } }));
    }
    clock.advance(1000);
    clock.advance(60_000);
    recorder.onExchange(exchangeRecordOf({ requestId: 'last' }));
    clock.advance(5000);
    assert.ok(read((connection) => Number(connection.pragma('page_count'))) * 4096 < 1.3 * 1024 * 1024);
    assert.equal(list()[0]?.['request_id'], 'last');
    assert.ok(list().length > 50);
  });
});
