import assert from 'node:assert/strict';
import { baseUrls, gatewayOrigin } from '../../../../src/editor/clients/baseUrls.ts';

describe('the base URLs', () => {
  it('are those of the port that is live', () => {
    assert.deepEqual(
      baseUrls('http://127.0.0.1:4711').map(({ kind, url }) => [kind, url]),
      [
        ['rules', 'http://127.0.0.1:4711/v1/mux'],
        ['openai', 'http://127.0.0.1:4711/v1'],
        ['anthropic', 'http://127.0.0.1:4711'],
      ],
    );
  });

  it('name an address that can be called', () => {
    const of = (host: string) => gatewayOrigin({ phase: 'listening', host, port: 1 });
    assert.equal(of('127.0.0.1'), 'http://127.0.0.1:1');
    assert.equal(of('0.0.0.0'), 'http://127.0.0.1:1');
    assert.equal(of('::'), 'http://127.0.0.1:1');
    assert.equal(of('::1'), 'http://[::1]:1');
    assert.equal(of('llm.example.com'), 'http://llm.example.com:1');
  });

  it('are the same when another window serves, and none while nothing does', () => {
    assert.equal(gatewayOrigin({ phase: 'served-elsewhere', port: 2 }), 'http://127.0.0.1:2');
    assert.equal(gatewayOrigin({ phase: 'starting' }), undefined);
    assert.equal(gatewayOrigin({ phase: 'port-taken', port: 2 }), undefined);
  });
});
