import assert from 'node:assert/strict';
import { join } from 'node:path';
import { Database } from '../../../../../src/gateway/storage/database.ts';
import { createExchangeRecorder } from '../../../../../src/gateway/usage/record/createExchangeRecorder.ts';
import { exchangeDetail } from '../../../../../src/gateway/usage/record/exchangeDetail.ts';
import {
  exchangeChoices,
  exchangeIndex,
  exchangePage,
  type ReadRecord,
} from '../../../../../src/gateway/usage/record/exchangeList.ts';
import { rateRequest } from '../../../../../src/gateway/usage/record/rateRequest.ts';
import type { ExchangeFilter } from '../../../../../src/protocol/exchanges.ts';
import { attemptOf, exchangeRecordOf } from '../../../../helpers/exchangeRecords.ts';
import { ManualClock } from '../../../../helpers/manualClock.ts';
import { recordingLog } from '../../../../helpers/recordingLog.ts';
import { temporaryFolder } from '../../../../helpers/temporaryFolder.ts';

const { signal } = new AbortController();

describe('the list of exchanges', () => {
  const clock = new ManualClock();
  const startMs = clock.now();
  const log = recordingLog();
  const database = new Database({
    file: join(temporaryFolder(), 'record.db'),
    log,
    now: () => clock.now(),
    after: (delayMs, callback) => clock.after(delayMs, callback),
  });
  const read: ReadRecord = (query) => {
    const result = database.read((connection) => ({ value: query(connection) }));
    assert.ok(result !== undefined, log.lines.join('\n'));
    return result.value;
  };
  const ids = async (filter: ExchangeFilter, from?: number, limit = 1000): Promise<string[]> =>
    (await exchangePage(read, { filter, from, limit }, signal)).map(({ id }) => id);

  before(() => {
    const { recorder } = createExchangeRecorder(database, {
      settings: () => ({
        enabled: true,
        maxDays: 90,
        maxMiB: 200,
        capture: { enabled: false, maxHours: 24 },
      }),
      now: () => clock.now(),
      log,
    });
    const { decision } = exchangeRecordOf();
    assert.ok(decision);
    // More than one piece of the scan.
    for (let index = 0; index < 12_500; index++) {
      recorder.onExchange(
        exchangeRecordOf({
          requestId: `r${index}`,
          startedAtMs: startMs + index * 1000,
          client: index % 2 === 0 ? 'cline' : 'codex',
          ...(index === 100
            ? { outcome: 'failed', status: 429, error: { code: 'rate_limited', message: '100%_slow' } }
            : {}),
        }),
      );
    }
    recorder.onExchange(
      exchangeRecordOf({
        requestId: 'last',
        startedAtMs: startMs + 12_500_000,
        client: undefined,
        attempts: [
          attemptOf({ outcome: 'failed', status: 500, startedAtMs: startMs + 12_500_010 }),
          attemptOf({ startedAtMs: startMs + 12_500_400 }),
        ],
        decision: {
          ...decision,
          workspace: 'docs',
          layer: 'prompt',
          files: [{ path: 'docs/Guide.md' }],
          rules: [
            { number: 1, text: '*.go → a/b', outcome: 'not matched', why: 'it does not match docs/Guide.md' },
            { number: 2, name: 'Docs', text: '*.md → a/c', outcome: 'matched', why: 'it matched' },
          ],
        },
      }),
    );
    database.flush();
  });

  it('has the newest first, and knows where each of its pages begins', async () => {
    const { total, places } = await exchangeIndex(read, { filter: {}, pageRows: 200 }, signal);
    assert.equal(total, 12_501);
    assert.equal(places.length, Math.ceil(12_501 / 200));
    assert.deepEqual(await ids({}, places[0], 2), ['last', 'r12499']);
    // The page after 60 pages, over the end of the first piece.
    const third = await ids({}, places[60], 200);
    assert.equal(third[0], `r${12_500 - 60 * 200}`);
    assert.equal(third.length, 200);
    assert.deepEqual((await ids({}, places.at(-1))).at(-1), 'r0');
  });

  it('numbers the pages of a filter over all pieces', async () => {
    const filter = { client: 'codex' };
    const { total, places } = await exchangeIndex(read, { filter, pageRows: 100 }, signal);
    assert.equal(total, 6250);
    const pages = await Promise.all(places.map((place) => ids(filter, place, 100)));
    const all = pages.flat();
    assert.equal(new Set(all).size, 6250);
    assert.deepEqual(all, await ids(filter, undefined, 10_000));
  });

  it('filters by status, client, provider, model, workspace and time', async () => {
    assert.deepEqual(await ids({ status: '4xx' }), ['r100']);
    assert.deepEqual(await ids({ status: 'failed' }), ['r100']);
    assert.deepEqual(await ids({ workspace: 'docs', provider: 'openai', model: 'gpt*' }), ['last']);
    assert.deepEqual(await ids({ client: 'nobody' }), []);
    assert.deepEqual(await ids({ sinceMs: startMs + 12_499_000 }), ['last', 'r12499']);
    assert.deepEqual(await ids({ untilMs: startMs + 2000 }), ['r1', 'r0']);
  });

  it('finds a text wherever it stands, and takes its characters as they are', async () => {
    assert.deepEqual(await ids({ text: 'guide.MD' }), ['last']);
    assert.deepEqual(await ids({ text: '100%_slow' }), ['r100']);
    assert.deepEqual(await ids({ text: '100_%slow' }), []);
  });

  it('says what there is to filter by', async () => {
    const choices = await exchangeChoices(read, signal);
    assert.deepEqual(choices.clients, ['cline', 'codex']);
    assert.deepEqual(choices.models, ['openai/gpt-5']);
    assert.deepEqual(choices.workspaces, ['default', 'docs']);
  });

  it('tells of one request its rules, its files and its calls in time', () => {
    const detail = read((connection) => exchangeDetail(connection, 'last'));
    assert.ok(detail);
    assert.deepEqual(
      detail.rules.map(({ number, name, outcome }) => ({ number, name, outcome })),
      [
        { number: 1, name: undefined, outcome: 'not matched' },
        { number: 2, name: 'Docs', outcome: 'matched' },
      ],
    );
    assert.deepEqual([detail.layer, detail.files], ['prompt', ['docs/Guide.md']]);
    assert.deepEqual(
      detail.attempts.map(({ outcome, startMs: start }) => [outcome, start]),
      [
        ['failed', 10],
        ['answered', 400],
      ],
    );
    assert.equal(detail.isCaptured, false);
  });

  it('shows what a person thinks of an answer', async () => {
    read((connection) => rateRequest(connection, 'last', 'down', clock.now()));
    const [row] = await exchangePage(read, { filter: {}, limit: 1 }, signal);
    assert.equal(row?.rating, 'down');
  });

  it('stops when nobody waits any more', async () => {
    const gone = AbortSignal.abort(new Error('gone'));
    await assert.rejects(exchangeIndex(read, { filter: {}, pageRows: 10 }, gone), /gone/);
  });
});
