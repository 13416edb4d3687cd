import assert from 'node:assert/strict';
import { foreignOrigin } from '../../../../../src/gateway/http/access/foreignOrigin.ts';

const host = 'localhost:8989';

describe('foreignOrigin', () => {
  it('lets programs pass, which send no Origin, and what the address bar opens', () => {
    assert.equal(foreignOrigin({ host }), undefined);
    assert.equal(foreignOrigin({ host, 'sec-fetch-site': 'none' }), undefined);
  });

  it('lets our own origin pass', () => {
    assert.equal(foreignOrigin({ host, origin: 'http://localhost:8989' }), undefined);
  });

  for (const origin of [
    'https://evil.com',
    'http://localhost:3000',
    'https://localhost:8989',
    'null',
    'vscode-webview://abc',
    'http://localhost:8989.evil.com',
    '',
  ]) {
    it(`names the foreign origin "${origin}"`, () => assert.equal(foreignOrigin({ host, origin }), origin));
  }

  it('names a cross-site request that carries no Origin', () => {
    assert.equal(foreignOrigin({ host, 'sec-fetch-site': 'cross-site' }), 'cross-site');
  });
});
