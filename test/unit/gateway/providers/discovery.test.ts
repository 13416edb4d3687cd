import assert from 'node:assert/strict';
import { providerCatalog } from '../../../../src/gateway/providers/catalog.ts';
import {
  discoverProviders,
  type DiscoverProvidersOptions,
} from '../../../../src/gateway/providers/discovery.ts';
import { type CannedAnswer, cannedSend, connectionFailure } from '../../../helpers/cannedSend.ts';
import { provider } from '../../../helpers/upstreamAttempt.ts';

const refused = connectionFailure('ECONNREFUSED');
const owned = (owner: string, ...ids: string[]): CannedAnswer => ({
  body: { object: 'list', data: ids.map((id) => ({ id, owned_by: owner })) },
});

/** A machine where each `host:port/path` answers as given, and nothing else is there. */
function discover(
  answers: Record<string, CannedAnswer>,
  options: Partial<DiscoverProvidersOptions> = {},
): ReturnType<typeof discoverProviders> {
  const { send } = cannedSend(
    ({ url }) => answers[`${new URL(url).host}${new URL(url).pathname}`] ?? refused,
  );
  return discoverProviders({
    send,
    env: {},
    signal: new AbortController().signal,
    configured: [],
    ...options,
  });
}

const ollamaAnswers = {
  '127.0.0.1:11434/api/version': { body: { version: '0.14.2' } },
  '127.0.0.1:11434/api/tags': { body: { models: [{ name: 'qwen3-coder:30b' }] } },
};

describe('discoverProviders', () => {
  it('finds nothing on a bare machine', async () => {
    assert.deepEqual(await discover({}), []);
  });

  it('finds the four local servers on their ports, with their models', async () => {
    const found = await discover({
      ...ollamaAnswers,
      '127.0.0.1:1234/v1/models': owned('organization_owner', 'granite'),
      '127.0.0.1:8080/v1/models': owned('llamacpp', 'model.gguf'),
      '127.0.0.1:8000/v1/models': owned('vllm', 'a', 'b'),
    });
    assert.deepEqual(
      found.map(({ id, type, title, endpoint, models, configured }) => ({
        id,
        type,
        title,
        endpoint,
        models,
        configured,
      })),
      [
        {
          id: 'ollama',
          type: 'ollama',
          title: 'Ollama',
          endpoint: 'http://127.0.0.1:11434',
          models: ['qwen3-coder:30b'],
          configured: false,
        },
        {
          id: 'llamacpp',
          type: 'llamacpp',
          title: 'llama.cpp',
          endpoint: 'http://127.0.0.1:8080',
          models: ['model.gguf'],
          configured: false,
        },
        {
          id: 'lmstudio',
          type: 'lmstudio',
          title: 'LM Studio',
          endpoint: 'http://127.0.0.1:1234',
          models: ['granite'],
          configured: false,
        },
        {
          id: 'vllm',
          type: 'vllm',
          title: 'vLLM',
          endpoint: 'http://127.0.0.1:8000',
          models: ['a', 'b'],
          configured: false,
        },
      ],
    );
  });

  it('tells servers by what they answer, not by their port', async () => {
    const found = await discover({
      '127.0.0.1:8000/v1/models': owned('llamacpp', 'm'),
      '127.0.0.1:8080/v1/models': owned('sglang', 'm'),
    });
    assert.deepEqual(
      found.map(({ type, endpoint }) => `${type} ${endpoint ?? ''}`),
      ['openai-compatible http://127.0.0.1:8080', 'llamacpp http://127.0.0.1:8000'],
    );
  });

  it('a server without models is taken for the one of its port', async () => {
    const found = await discover({ '127.0.0.1:1234/v1/models': owned('') });
    assert.equal(found[0]?.type, 'lmstudio');
  });

  const notModelServers: [string, Record<string, CannedAnswer>][] = [
    ['a web page', { '127.0.0.1:8080/v1/models': { body: '<html></html>' } }],
    ['an error', { '127.0.0.1:8080/v1/models': { status: 404, body: { data: [] } } }],
    ['other JSON', { '127.0.0.1:8000/v1/models': { body: { status: 'ok' } } }],
    [
      'Muxgate itself',
      {
        '127.0.0.1:8080/v1/models': {
          body: { data: [{ id: 'a/b' }] },
          headers: { 'x-muxgate-request-id': 'r' },
        },
      },
    ],
    [
      'tags without a version',
      {
        '127.0.0.1:11434/api/tags': { body: { models: [] } },
        '127.0.0.1:11434/api/version': { status: 404, body: '' },
      },
    ],
    ['a version without tags', { '127.0.0.1:11434/api/version': { body: { version: '1' } } }],
  ];
  for (const [name, answers] of notModelServers) {
    it(`${name} is no model server`, async () => assert.deepEqual(await discover(answers), []));
  }

  it('finds key variables, the first of each service that has a value', async () => {
    const env = {
      ANTHROPIC_API_KEY: 'k',
      OPENAI_API_KEY: ' ',
      OPENROUTER_API_KEY: 'k',
      GOOGLE_API_KEY: 'k',
      MISTRAL_API_KEY: 'k',
      GITHUB_TOKEN: 'is set everywhere for other ends',
    };
    assert.deepEqual(
      (await discover({}, { env })).map(({ id, type, endpoint, keyVariable }) => ({
        id,
        type,
        endpoint,
        keyVariable,
      })),
      [
        { id: 'anthropic', type: 'anthropic', endpoint: undefined, keyVariable: 'ANTHROPIC_API_KEY' },
        { id: 'openrouter', type: 'openrouter', endpoint: undefined, keyVariable: 'OPENROUTER_API_KEY' },
        { id: 'gemini', type: 'gemini', endpoint: undefined, keyVariable: 'GOOGLE_API_KEY' },
        { id: 'mistral', type: 'mistral', endpoint: undefined, keyVariable: 'MISTRAL_API_KEY' },
      ],
    );
  });

  it('offers every type with a default endpoint by each of its key variables', async () => {
    for (const { type, keyVariables, defaultEndpoint } of Object.values(providerCatalog)) {
      for (const variable of defaultEndpoint === undefined ? [] : keyVariables) {
        const found = await discover({}, { env: { [variable]: 'k' } });
        assert.deepEqual(
          found.map(({ id, type: foundType, keyVariable }) => [id, foundType, keyVariable]),
          [[type, type, variable]],
        );
      }
    }
  });

  it('says no value of a variable', async () => {
    const found = await discover({}, { env: { ANTHROPIC_API_KEY: 'the-secret' } });
    assert.doesNotMatch(JSON.stringify(found), /the-secret/);
  });

  it('marks what is configured already, and suggests ids that are free', async () => {
    const configured = [
      provider({ id: 'ollama', type: 'ollama', endpoint: 'http://localhost:11434/v1' }),
      provider({ id: 'anthropic', type: 'openai-compatible', endpoint: 'https://x.example' }),
      provider({ id: 'work', type: 'openai' }),
    ];
    const found = await discover(ollamaAnswers, {
      configured,
      env: { ANTHROPIC_API_KEY: 'k', OPENAI_API_KEY: 'k' },
    });
    assert.deepEqual(
      found.map(({ id, configured: isConfigured }) => [id, isConfigured]),
      [
        ['ollama-2', true],
        ['anthropic-2', false],
        ['openai', true],
      ],
    );
  });

  it('asks all at the same time, gives each 300 ms, and sends no key', async () => {
    const { send, attempts } = cannedSend(() => refused);
    await discoverProviders({
      send,
      env: { OPENAI_API_KEY: 'k' },
      signal: new AbortController().signal,
      configured: [],
    });
    assert.equal(attempts.length, 5);
    for (const attempt of attempts) {
      assert.equal(attempt.provider.timeouts.connectTimeoutMs, 300);
      assert.equal(attempt.provider.timeouts.firstByteTimeoutMs, 300);
      assert.deepEqual(Object.keys(attempt.headers), ['accept']);
    }
  });

  it('rejects when it is cancelled', async () => {
    const reason = new Error('cancelled');
    await assert.rejects(discover({}, { signal: AbortSignal.abort(reason) }), (error) => error === reason);
  });
});
