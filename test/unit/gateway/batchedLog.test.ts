import assert from 'node:assert/strict';
import { BatchedLog } from '../../../src/gateway/batchedLog.ts';
import type { GatewayMessage } from '../../../src/protocol/gatewayMessages.ts';
import { ManualClock } from '../../helpers/manualClock.ts';

function setUp() {
  const clock = new ManualClock();
  const sent: GatewayMessage[] = [];
  const log = new BatchedLog((message) => sent.push(message), clock);
  const write = (level: 'info' | 'warn', message: string) => log.send({ type: 'log', level, message });
  const texts = () =>
    sent.map((message) => message.type === 'logs' && message.lines.map((line) => line.message));
  return { clock, sent, log, write, texts };
}

describe('the log on its way to the editor', () => {
  it('sends the first line at once, and those that follow together, in their order', () => {
    const { clock, write, texts } = setUp();
    for (const text of ['a', 'b', 'c']) write('info', text);
    assert.deepEqual(texts(), [['a']]);
    clock.advance(500);
    assert.deepEqual(texts(), [['a'], ['b', 'c']]);
  });

  it('sends twice a second at most while lines keep coming, and all of them', () => {
    const { clock, write, texts } = setUp();
    for (let number = 0; number < 100; number++) {
      write('info', String(number));
      clock.advance(50);
    }
    clock.advance(500);
    assert.ok(texts().length <= 11, `${texts().length} messages in 5 s`);
    assert.deepEqual(
      texts().flat(),
      Array.from({ length: 100 }, (_, number) => String(number)),
    );
  });

  it('sends a warning at once, after what was logged before it', () => {
    const { write, texts } = setUp();
    write('info', 'a');
    write('info', 'b');
    write('warn', 'c');
    assert.deepEqual(texts(), [['a'], ['b', 'c']]);
  });

  it('holds nothing else up', () => {
    const { log, sent, write } = setUp();
    write('info', 'a');
    write('info', 'b');
    log.send({ type: 'welcome', protocolVersion: 1, pid: 1 });
    assert.equal(sent.at(-1)?.type, 'welcome');
  });

  it('sends nothing when nothing is logged', () => {
    const { clock, sent, write } = setUp();
    write('info', 'a');
    clock.advance(5000);
    assert.equal(sent.length, 1);
  });
});
