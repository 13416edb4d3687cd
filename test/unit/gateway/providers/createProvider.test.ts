import assert from 'node:assert/strict';
import { createProvider } from '../../../../src/gateway/providers/createProvider.ts';

describe('createProvider', () => {
  it("fills the type's defaults in", () => {
    const provider = createProvider({ id: 'anthropic', type: 'anthropic' }, {});
    assert.equal(provider.name, 'anthropic');
    assert.equal(provider.endpoint, 'https://api.anthropic.com');
    assert.equal(provider.auth, 'api-key');
    assert.equal(provider.local, false);
    assert.deepEqual(provider.timeouts, {
      connectTimeoutMs: 10_000,
      firstByteTimeoutMs: 600_000,
      idleTimeoutMs: 300_000,
    });
  });

  it('takes what is configured', () => {
    const provider = createProvider(
      {
        id: 'corp',
        type: 'openai-compatible',
        name: 'Corp',
        endpoint: 'https://llm.example.com/team/v1/',
        connectTimeoutMs: 1,
        models: ['m'],
        headers: { 'X-Team': '7' },
      },
      {},
    );
    assert.equal(provider.name, 'Corp');
    assert.equal(provider.endpoint, 'https://llm.example.com/team/v1');
    assert.equal(provider.timeouts.connectTimeoutMs, 1);
    assert.deepEqual(provider.models, ['m']);
    assert.deepEqual(provider.headers, { 'x-team': '7' });
  });

  it('resolves environment variables in the key and in headers', () => {
    const config = {
      id: 'c',
      type: 'openai',
      apiKey: '${env:KEY}',
      headers: { 'x-a': '${env:A}', 'x-b': 'plain' },
    } as const;
    const provider = createProvider(config, { KEY: ' secret ', A: 'one' });
    assert.equal(provider.configuredKey, 'secret');
    assert.deepEqual(provider.headers, { 'x-a': 'one', 'x-b': 'plain' });
    assert.equal(provider.missingVariable, undefined);
  });

  it('names the variable that is not set, and sends no header with an unresolved reference', () => {
    const config = { id: 'c', type: 'openai', apiKey: '${env:KEY}', headers: { 'x-a': '${env:A}' } } as const;
    const provider = createProvider(config, { KEY: '' });
    assert.equal(provider.configuredKey, undefined);
    assert.equal(provider.missingVariable, 'KEY');
    assert.deepEqual(provider.headers, {});
  });

  it('takes a blank key for none', () => {
    const provider = createProvider({ id: 'c', type: 'openai', apiKey: ' ' }, {});
    assert.equal(provider.configuredKey, undefined);
  });

  it('moves user and password out of the endpoint, where messages would show them', () => {
    const provider = createProvider(
      { id: 'c', type: 'openai-compatible', endpoint: 'https://me:p%40ss@llm.example.com/v1' },
      {},
    );
    assert.equal(provider.endpoint, 'https://llm.example.com/v1');
    assert.equal(provider.headers['authorization'], `Basic ${Buffer.from('me:p@ss').toString('base64')}`);
  });

  it("takes Ollama's documented base …/api for the server itself", () => {
    for (const endpoint of ['http://gpu:11434/api', 'http://gpu:11434/api/', 'http://gpu:11434/']) {
      assert.equal(createProvider({ id: 'o', type: 'ollama', endpoint }, {}).endpoint, 'http://gpu:11434');
    }
    const openrouter = createProvider(
      { id: 'r', type: 'openrouter', endpoint: 'https://openrouter.ai/api' },
      {},
    );
    assert.equal(openrouter.endpoint, 'https://openrouter.ai/api');
  });

  it('keeps an endpoint that is no URL, for the message that says so', () => {
    assert.equal(createProvider({ id: 'c', type: 'openai-compatible' }, {}).endpoint, '');
  });

  const local: [string, Parameters<typeof createProvider>[0], boolean][] = [
    ['ollama by default', { id: 'o', type: 'ollama' }, true],
    ['lmstudio on localhost', { id: 'o', type: 'lmstudio', endpoint: 'http://localhost:1234/v1' }, true],
    ['vllm on IPv6 loopback', { id: 'o', type: 'vllm', endpoint: 'http://[::1]:8000' }, true],
    ['llamacpp by default', { id: 'o', type: 'llamacpp' }, true],
    ['ollama on another machine', { id: 'o', type: 'ollama', endpoint: 'http://192.168.1.7:11434' }, false],
    [
      'ollama on another machine, declared local',
      { id: 'o', type: 'ollama', endpoint: 'http://192.168.1.7:11434', local: true },
      true,
    ],
    ['ollama on loopback, declared not local (a tunnel)', { id: 'o', type: 'ollama', local: false }, false],
    [
      'openai-compatible on loopback (it may be a proxy)',
      { id: 'o', type: 'openai-compatible', endpoint: 'http://127.0.0.1:4000' },
      false,
    ],
    ['demo', { id: 'demo', type: 'demo' }, false],
  ];
  for (const [name, config, expected] of local) {
    it(`${name} is ${expected ? '' : 'not '}local`, () => {
      assert.equal(createProvider(config, {}).local, expected);
    });
  }
});
