import assert from 'node:assert/strict';
import { LiveFeed } from '../../../../../src/gateway/usage/live/liveFeed.ts';
import type { LiveExchanges, RunningExchange } from '../../../../../src/protocol/exchanges.ts';
import { exchangeRecordOf } from '../../../../helpers/exchangeRecords.ts';
import { ManualClock } from '../../../../helpers/manualClock.ts';

function running(id: string, bytes = 0): RunningExchange {
  return { id, atMs: 0, endpoint: 'chat', stream: true, bytes, attempt: 1 };
}

function setUp() {
  const clock = new ManualClock();
  const feed = new LiveFeed(clock);
  const told: LiveExchanges[] = [];
  return { clock, feed, told, listen: (live: LiveExchanges) => told.push(live) };
}

describe('the live feed', () => {
  it('tells what runs already to who begins to watch', () => {
    const { feed, told, listen } = setUp();
    feed.onExchangeStart('a', () => running('a'));
    feed.watch(listen);
    assert.deepEqual(told, [{ running: [running('a')], ended: [] }]);
  });

  it('asks nobody how far it is while nobody watches', () => {
    const { clock, feed } = setUp();
    feed.onExchangeStart('a', () => assert.fail('nobody watches'));
    clock.advance(5000);
    feed.onExchange(exchangeRecordOf({ requestId: 'a' }));
    assert.equal(feed.runningCount, 0);
  });

  it('tells moving numbers four times a second and no more, and is silent when nothing runs', () => {
    const { clock, feed, told, listen } = setUp();
    let bytes = 0;
    feed.watch(listen);
    for (let index = 0; index < 10; index++)
      feed.onExchangeStart(`${index}`, () => running(`${index}`, ++bytes));
    clock.advance(1000);
    assert.equal(told.length, 1 + 5);
    const shown = told.map((live) => live.running[0]?.bytes ?? 0);
    assert.ok(
      shown.every((one, index) => index < 2 || one > (shown[index - 1] ?? 0)),
      shown.join(),
    );
    for (let index = 0; index < 10; index++) feed.onExchange(exchangeRecordOf({ requestId: `${index}` }));
    clock.advance(1000);
    const before = told.length;
    clock.advance(10_000);
    assert.equal(told.length, before);
  });

  it('tells each request that ended once, with what its row will say', () => {
    const { clock, feed, told, listen } = setUp();
    feed.watch(listen);
    feed.onExchangeStart('a', () => running('a'));
    feed.onExchange(exchangeRecordOf({ requestId: 'a', client: 'cline', durationMs: 1200 }));
    clock.advance(1000);
    feed.onExchangeStart('b', () => running('b'));
    clock.advance(1000);
    const ended = told.flatMap((live) => live.ended);
    assert.deepEqual(
      ended.map(({ id, client, model, durationMs, place }) => ({ id, client, model, durationMs, place })),
      [{ id: 'a', client: 'cline', model: 'gpt-5', durationMs: 1200, place: undefined }],
    );
  });

  it('is silent for who has stopped watching', () => {
    const { clock, feed, told, listen } = setUp();
    const stop = feed.watch(listen);
    feed.onExchangeStart('a', () => running('a'));
    stop();
    clock.advance(5000);
    assert.equal(told.length, 1);
  });
});
