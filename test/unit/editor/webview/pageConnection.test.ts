import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { PageConnection } from '../../../../src/editor/webview/pageConnection.ts';
import type { HostMessage, PageRequestHandlers } from '../../../../src/protocol/webviewMessages.ts';

function setUp(handlers: Partial<PageRequestHandlers>): {
  connection: PageConnection;
  posted: HostMessage[];
  warnings: string[];
} {
  const posted: HostMessage[] = [];
  const warnings: string[] = [];
  const connection = new PageConnection({
    post: (message) => posted.push(message),
    // The tests ask for no other method.
    handlers: handlers as PageRequestHandlers,
    warn: (text) => warnings.push(text),
  });
  return { connection, posted, warnings };
}

const request = (id: number, method: string, params: unknown): unknown => ({
  type: 'request',
  id,
  method,
  params,
});

describe('the line to the settings page', () => {
  it('answers a request by its number', async () => {
    const { connection, posted } = setUp({ confirmWorkspace: () => Promise.resolve({}) });
    connection.receive(request(7, 'confirmWorkspace', { hash: 'abc' }));
    await setImmediate();
    assert.deepEqual(posted, [{ type: 'response', id: 7, result: {} }]);
  });

  it('gives the reason of a failure, with its code', async () => {
    const { connection, posted } = setUp({
      discover: () => Promise.reject(Object.assign(new Error('not there'), { code: 'not_running' })),
    });
    connection.receive(request(1, 'discover', {}));
    await setImmediate();
    assert.deepEqual(posted, [{ type: 'failure', id: 1, code: 'not_running', message: 'not there' }]);
  });

  it('lets nothing through that is not of the agreed shape', async () => {
    let calls = 0;
    const count = (): Promise<never> => {
      calls++;
      return Promise.reject(new Error('called'));
    };
    const { connection, posted, warnings } = setUp({ writeSettings: count, saveFile: count });
    for (const message of [undefined, 'x', { type: 'shell' }, { type: 'request', id: '1', method: 'load' }]) {
      connection.receive(message);
    }
    assert.equal(warnings.length, 4);
    for (const [method, params] of [
      ['toString', {}],
      ['writeSettings', { changes: [{ kind: 'entry', table: 'accessKeys', id: 'x' }] }],
      [
        'writeSettings',
        { changes: [], keys: [{ provider: 'p', account: 'default', origin: 'not a URL', key: 'k' }] },
      ],
      ['runAction', { action: 'workbench.action.terminal.new' }],
      ['saveFile', { name: 1, text: '' }],
    ] as const) {
      connection.receive(request(1, method, params));
    }
    await setImmediate();
    assert.equal(calls, 0);
    assert.deepEqual(
      posted.map(({ type }) => type),
      Array.from({ length: 5 }, () => 'failure'),
    );
  });

  it('cancels what the page cancels, and everything when the page is gone', async () => {
    const signals: AbortSignal[] = [];
    const { connection } = setUp({
      discover: (_params, signal) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
    });
    connection.receive(request(1, 'discover', {}));
    connection.receive(request(2, 'discover', {}));
    connection.receive({ type: 'cancel', id: 1 });
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, false],
    );
    connection.dispose();
    assert.deepEqual(
      signals.map(({ aborted }) => aborted),
      [true, true],
    );
    await setImmediate();
  });
});
