import assert from 'node:assert/strict';
import { RequestTable } from '../../../../src/editor/link/requestTable.ts';
import type { EditorMessage } from '../../../../src/protocol/gatewayMessages.ts';
import { ManualClock } from '../../../helpers/manualClock.ts';

function setUp({ isRunning = true } = {}) {
  const clock = new ManualClock();
  const sent: EditorMessage[] = [];
  const table = new RequestTable({
    send: (message) => {
      if (isRunning) sent.push(message);
      return isRunning;
    },
    startTimer: (delayMs, callback) => clock.after(delayMs, callback),
  });
  return { clock, sent, table };
}

const noTypes = { types: [] };

describe('a question to the gateway', () => {
  it('is settled by the answer with its number, in whatever order answers come', async () => {
    const { table, sent } = setUp();
    const first = table.request('providerTypes', {});
    const second = table.request('discover', {});
    assert.deepEqual(
      sent.map((message) => (message.type === 'request' ? [message.id, message.method] : [])),
      [
        [1, 'providerTypes'],
        [2, 'discover'],
      ],
    );
    table.receive({ type: 'response', id: 2, result: { found: [] } });
    table.receive({ type: 'response', id: 1, result: noTypes });
    assert.deepEqual(await second, { found: [] });
    assert.deepEqual(await first, noTypes);
  });

  it("rejects with the gateway's code and text when it refuses", async () => {
    const { table } = setUp();
    const answer = table.request('explain', {});
    table.receive({ type: 'failure', id: 1, error: { code: 'invalid_request', message: 'no such file' } });
    await assert.rejects(answer, { code: 'invalid_request', message: 'no such file' });
  });

  it('rejects at once when no gateway runs', async () => {
    const { table } = setUp({ isRunning: false });
    await assert.rejects(table.request('explain', {}), { code: 'not_running' });
  });

  it('is given up after its time, and the gateway is told', async () => {
    const { table, clock, sent } = setUp();
    const answer = table.request('explain', {}, { timeoutMs: 2000 });
    clock.advance(2000);
    await assert.rejects(answer, { code: 'timeout', message: 'The gateway gave no answer within 2 s.' });
    assert.deepEqual(sent.at(-1), { type: 'cancel', id: 1 });
  });

  it('is given up when its signal aborts, and the gateway is told', async () => {
    const { table, sent } = setUp();
    const controller = new AbortController();
    const answer = table.request('refreshModels', {}, { signal: controller.signal });
    controller.abort();
    await assert.rejects(answer, { code: 'cancelled' });
    assert.deepEqual(sent.at(-1), { type: 'cancel', id: 1 });
  });

  it('is not sent at all when its signal has aborted before', async () => {
    const { table, sent } = setUp();
    await assert.rejects(table.request('explain', {}, { signal: AbortSignal.abort() }), {
      code: 'cancelled',
    });
    assert.deepEqual(sent, []);
  });

  it('ignores an answer that comes after it was given up', async () => {
    const { table, clock } = setUp();
    const answer = table.request('explain', {}, { timeoutMs: 1 });
    clock.advance(1);
    await assert.rejects(answer);
    table.receive({ type: 'response', id: 1, result: {} });
  });

  it('leaves neither timer nor listener behind', async () => {
    const { table, clock, sent } = setUp();
    const controller = new AbortController();
    const answer = table.request('providerTypes', {}, { signal: controller.signal });
    table.receive({ type: 'response', id: 1, result: noTypes });
    await answer;
    controller.abort();
    clock.advance(1_000_000);
    assert.equal(sent.length, 1);
  });

  it('rejects when the gateway ends before it has answered', async () => {
    const { table } = setUp();
    const answers = [table.request('explain', {}), table.request('discover', {})];
    table.failAll();
    for (const answer of answers) await assert.rejects(answer, { code: 'not_running' });
  });
});

const chat = { model: 'auto', messages: [] };

describe('a question whose answer comes in parts', () => {
  it('gives each part on, tells the gateway that it was taken, and resolves with the result', async () => {
    const { table, sent } = setUp();
    const parts: unknown[] = [];
    const answer = table.stream('vscodeChat', chat, { onPart: (part) => parts.push(part) });
    table.receive({ type: 'part', id: 1, part: [{ type: 'text', value: 'a' }] });
    assert.deepEqual(sent.at(-1), { type: 'taken', id: 1, count: 1 });
    table.receive({ type: 'response', id: 1, result: { decision: { model: 'demo/demo' } } });
    assert.deepEqual(await answer, { decision: { model: 'demo/demo' } });
    assert.deepEqual(parts, [[{ type: 'text', value: 'a' }]]);
  });

  it('says the status of a refusal', async () => {
    const { table } = setUp();
    const answer = table.stream('vscodeChat', chat, { onPart: () => undefined });
    table.receive({ type: 'failure', id: 1, error: { code: 'model_not_found', message: 'no', status: 404 } });
    await assert.rejects(answer, { code: 'model_not_found', status: 404 });
  });

  it('takes nothing more once it was cancelled', async () => {
    const { table, sent } = setUp();
    const controller = new AbortController();
    const parts: unknown[] = [];
    const answer = table.stream('vscodeChat', chat, {
      signal: controller.signal,
      onPart: (part) => parts.push(part),
    });
    controller.abort();
    await assert.rejects(answer, { code: 'cancelled' });
    table.receive({ type: 'part', id: 1, part: [] });
    assert.deepEqual(parts, []);
    assert.deepEqual(sent.at(-1), { type: 'cancel', id: 1 });
  });

  it('ends when its reader fails, and the gateway is told', async () => {
    const { table, sent } = setUp();
    const answer = table.stream('vscodeChat', chat, {
      onPart: () => {
        throw new Error('no such part');
      },
    });
    table.receive({ type: 'part', id: 1, part: [] });
    await assert.rejects(answer, /no such part/);
    assert.deepEqual(sent.at(-1), { type: 'cancel', id: 1 });
  });
});
