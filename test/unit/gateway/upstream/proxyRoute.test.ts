import assert from 'node:assert/strict';
import type { ProxySettings } from '../../../../src/gateway/upstream/attempt.ts';
import { proxyRouteFor } from '../../../../src/gateway/upstream/proxyRoute.ts';

const none: ProxySettings = { noProxy: [], strictSsl: true };

function proxyOf(
  target: string,
  settings: Partial<ProxySettings>,
  env: NodeJS.ProcessEnv = {},
): string | undefined {
  return proxyRouteFor(new URL(target), { ...none, ...settings }, env)?.url.href;
}

describe('proxyRouteFor', () => {
  it('goes directly when nothing is configured', () => {
    assert.equal(proxyOf('https://api.openai.com/v1', {}), undefined);
    assert.equal(proxyOf('https://api.openai.com/v1', { proxy: ' ' }, { HTTPS_PROXY: '' }), undefined);
  });

  it("prefers the editor's proxy to the environment's", () => {
    const env = { HTTPS_PROXY: 'http://env:1' };
    assert.equal(proxyOf('https://a.example/', { proxy: 'http://editor:2' }, env), 'http://editor:2/');
    assert.equal(proxyOf('https://a.example/', {}, env), 'http://env:1/');
  });

  const environments: [string, NodeJS.ProcessEnv, string, string | undefined][] = [
    [
      'https uses https_proxy',
      { https_proxy: 'http://s:1', http_proxy: 'http://p:2' },
      'https://a.b/',
      'http://s:1/',
    ],
    [
      'http uses http_proxy',
      { https_proxy: 'http://s:1', http_proxy: 'http://p:2' },
      'http://a.b/',
      'http://p:2/',
    ],
    ['https falls back to http_proxy', { HTTP_PROXY: 'http://p:2' }, 'https://a.b/', 'http://p:2/'],
    ['http does not use https_proxy', { HTTPS_PROXY: 'http://s:1' }, 'http://a.b/', undefined],
    ['ALL_PROXY is the last resort', { ALL_PROXY: 'socks5://q:3' }, 'https://a.b/', 'socks5://q:3'],
    [
      'lower case comes first',
      { https_proxy: 'http://low:1', HTTPS_PROXY: 'http://up:1' },
      'https://a.b/',
      'http://low:1/',
    ],
  ];
  for (const [name, env, target, expected] of environments) {
    it(`environment: ${name}`, () => assert.equal(proxyOf(target, {}, env), expected));
  }

  it('reads a proxy without scheme as http', () => {
    assert.equal(proxyOf('https://a.b/', { proxy: 'proxy.corp:3128' }), 'http://proxy.corp:3128/');
  });

  for (const target of [
    'http://127.0.0.1:11434/',
    'http://localhost:1/',
    'http://[::1]:1/',
    'http://box.localhost/',
  ]) {
    it(`never leads ${target} through a proxy`, () => {
      assert.equal(proxyOf(target, { proxy: 'http://p:1' }, { HTTP_PROXY: 'http://p:1' }), undefined);
    });
  }

  const exemptions: [string, string, boolean][] = [
    ['*', 'https://any.example/', true],
    ['api.example', 'https://api.example/', true],
    ['api.example', 'https://v2.api.example/', true],
    ['.example', 'https://api.example/', true],
    ['.example', 'https://example/', true],
    ['*.corp.example', 'https://llm.corp.example/', true],
    ['*.corp.example', 'https://corp.example/', false],
    ['api.example', 'https://myapi.example/', false],
    ['API.Example', 'https://api.example/', true],
    ['api.example:443', 'https://api.example/', true],
    ['api.example:8443', 'https://api.example/', false],
    ['api.example:8443', 'https://api.example:8443/', true],
    ['10.1.2.3', 'http://10.1.2.3:8000/', true],
    ['fd00::1', 'http://[fd00::1]:8000/', true],
    ['[fd00::1]:8000', 'http://[fd00::1]:8000/', true],
    ['[fd00::1]:8000', 'http://[fd00::1]:8001/', false],
    ['', 'https://api.example/', false],
  ];
  for (const [exemption, target, isExempt] of exemptions) {
    it(`exemption "${exemption}" ${isExempt ? 'exempts' : 'does not exempt'} ${target}`, () => {
      const expected = isExempt ? undefined : 'http://p:1/';
      assert.equal(proxyOf(target, { proxy: 'http://p:1', noProxy: [exemption] }), expected);
      assert.equal(
        proxyOf(target, { proxy: 'http://p:1' }, { NO_PROXY: `other.example, ${exemption}` }),
        expected,
      );
    });
  }

  it('passes the proxy authorization on', () => {
    const route = proxyRouteFor(
      new URL('https://a.b/'),
      { ...none, proxy: 'http://p:1', proxyAuthorization: 'Basic x' },
      {},
    );
    assert.equal(route?.authorization, 'Basic x');
  });

  it('refuses a proxy that is no URL instead of going around it', () => {
    for (const proxy of ['ftp://p:1', 'http://', 'http://a b']) {
      assert.throws(
        () => proxyOf('https://a.b/', { proxy }),
        /configured proxy is not an http, https or socks5 URL/,
      );
    }
  });
});
