import assert from 'node:assert/strict';
import type { PreparedAnswers } from '../../../../src/protocol/webviewMessages.ts';
import { HostClient } from '../../../../webview-ui/src/host/hostClient.ts';
import { readPrepared } from '../../../../webview-ui/src/host/readPrepared.ts';

const prepared: PreparedAnswers = {
  id: 'p1',
  atMs: 10_000,
  answers: [{ method: 'listExchanges', params: { filter: {}, limit: 200 }, result: { rows: [] } }],
};

describe('answers that come with the page', () => {
  const text = JSON.stringify(prepared);

  it('are taken by a new page', () => {
    assert.deepEqual(readPrepared(text, undefined, 10_400), prepared);
    assert.deepEqual(readPrepared(text, { prepared: 'p0', view: {} }, 10_400), prepared);
  });

  it('are not taken again when the page was hidden and comes back', () => {
    assert.deepEqual(readPrepared(text, { prepared: 'p1' }, 10_400).answers, []);
  });

  it('are not taken when the page was hidden as it was made, and is shown much later', () => {
    assert.deepEqual(readPrepared(text, undefined, 60_000).answers, []);
  });

  it('need not be there', () => {
    assert.deepEqual(readPrepared('', undefined, 10_400).answers, []);
  });

  it('answer the same question without asking the host, until they are forgotten', async () => {
    const posted: unknown[] = [];
    const host = new HostClient(
      (message) => posted.push(message),
      () => undefined,
      prepared.answers,
    );
    assert.deepEqual(await host.request('listExchanges', { filter: {}, limit: 200 }), { rows: [] });
    assert.equal(posted.length, 0);
    void host.request('listExchanges', { filter: { text: 'x' }, limit: 200 });
    assert.equal(posted.length, 1);
    host.forgetPrepared();
    void host.request('listExchanges', { filter: {}, limit: 200 });
    assert.equal(posted.length, 2);
  });
});
