import assert from 'node:assert/strict';
import { fetchModels } from '../../../../src/gateway/providers/fetchModels.ts';
import type { KeyLookup } from '../../../../src/gateway/providers/keyRing.ts';
import type { ListedModel } from '../../../../src/gateway/providers/provider.ts';
import {
  type ProviderFailure,
  toProviderFailure,
} from '../../../../src/gateway/providers/providerFailure.ts';
import { type CannedAnswer, cannedSend, connectionFailure } from '../../../helpers/cannedSend.ts';
import { provider } from '../../../helpers/upstreamAttempt.ts';

const signal = new AbortController().signal;
const noKey: KeyLookup = { notNeeded: true };

/** Without the members that are undefined. */
function plain(models: readonly ListedModel[]): unknown {
  return JSON.parse(JSON.stringify(models));
}

async function listOf(config: Parameters<typeof provider>[0], body: unknown): Promise<unknown> {
  return plain(await fetchModels(provider(config), noKey, cannedSend(() => ({ body })).send, signal));
}

const compatible = { endpoint: 'https://llm.example' };

describe('fetchModels', () => {
  it("reads OpenAI's list with what others add to it", async () => {
    const data = [
      { id: 'gpt-4o', object: 'model', created: 1_715_367_049, owned_by: 'system' },
      { id: 'z/open', name: 'Open', context_length: 128_000, top_provider: { max_completion_tokens: 4096 } },
      { id: 'vllm-model', max_model_len: 8192, owned_by: 'vllm' },
      { id: 'm', max_context_length: 32_768 },
      { id: 'null-limits', context_length: null, top_provider: { max_completion_tokens: null } },
    ];
    assert.deepEqual(await listOf(compatible, { object: 'list', data }), [
      { id: 'gpt-4o', createdAtS: 1_715_367_049, ownedBy: 'system' },
      { id: 'z/open', name: 'Open', contextTokens: 128_000, maxOutputTokens: 4096 },
      { id: 'vllm-model', ownedBy: 'vllm', contextTokens: 8192 },
      { id: 'm', contextTokens: 32_768 },
      { id: 'null-limits' },
    ]);
  });

  it('reads a bare array, and leaves out what has no id', async () => {
    assert.deepEqual(
      await listOf(compatible, [{ id: 'a' }, { name: 'no id' }, 'text', { id: '' }, { id: 'a' }]),
      [{ id: 'a' }],
    );
  });

  it("reads Ollama's tags, and which models its cloud serves", async () => {
    const models = [
      {
        name: 'qwen2.5-coder:1.5b',
        model: 'qwen2.5-coder:1.5b',
        modified_at: '2026-01-02T03:04:05Z',
        size: 1,
      },
      { name: 'gpt-oss:120b-cloud', remote_model: 'gpt-oss:120b', remote_host: 'https://ollama.com:443' },
      { model: 'old-server' },
      { name: 'local', remote_host: '' },
    ];
    assert.deepEqual(await listOf({ type: 'ollama' }, { models }), [
      { id: 'qwen2.5-coder:1.5b', createdAtS: 1_767_323_045 },
      { id: 'gpt-oss:120b-cloud', remote: true },
      { id: 'old-server' },
      { id: 'local' },
    ]);
  });

  it("reads Google's list page by page, without what can neither chat nor embed", async () => {
    const pages: Record<string, CannedAnswer> = {
      '?pageSize=1000': {
        body: {
          models: [
            {
              name: 'models/gemini-3-pro-preview',
              displayName: 'Gemini 3 Pro',
              inputTokenLimit: 1_048_576,
              outputTokenLimit: 65_536,
              supportedGenerationMethods: ['generateContent', 'countTokens'],
              thinking: true,
            },
          ],
          nextPageToken: 'next',
        },
      },
      '?pageSize=1000&pageToken=next': {
        body: {
          models: [
            { name: 'models/gemini-embedding-001', supportedGenerationMethods: ['embedContent'] },
            { name: 'models/imagen-4.0', supportedGenerationMethods: ['predict'] },
            { name: 'tunedModels/mine' },
          ],
        },
      },
    };
    const { send, attempts } = cannedSend(
      ({ url }) => pages[new URL(url).search] ?? { status: 500, body: '' },
    );
    const models = await fetchModels(provider({ type: 'gemini' }), { key: 'k' }, send, signal);
    assert.equal(attempts[0]?.headers['x-goog-api-key'], 'k');
    assert.equal(new URL(attempts[0].url).pathname, '/v1beta/models');
    assert.deepEqual(
      models.map(({ id, contextTokens, maxOutputTokens }) => [id, contextTokens, maxOutputTokens]),
      [
        ['gemini-3-pro-preview', 1_048_576, 65_536],
        ['gemini-embedding-001', undefined, undefined],
        ['tunedModels/mine', undefined, undefined],
      ],
    );
  });

  it("reads Anthropic's list page by page, with limits and efforts, and without retired models", async () => {
    const efforts = {
      supported: true,
      low: { supported: true },
      medium: { supported: true },
      high: { supported: true },
      xhigh: null,
      max: { supported: false },
    };
    const pages: Record<string, CannedAnswer> = {
      '?limit=1000': {
        body: {
          data: [
            {
              type: 'model',
              id: 'claude-a',
              display_name: 'Claude A',
              created_at: '2026-01-02T03:04:05Z',
              max_input_tokens: 1_000_000,
              max_tokens: 128_000,
              capabilities: { effort: efforts },
            },
          ],
          has_more: true,
          first_id: 'claude-a',
          last_id: 'claude-a',
        },
      },
      '?limit=1000&after_id=claude-a': {
        body: {
          data: [
            {
              type: 'model',
              id: 'claude-b',
              created_at: '1970-01-01T00:00:00Z',
              max_tokens: null,
              capabilities: null,
            },
            { type: 'model', id: 'claude-1', lifecycle: 'retired' },
          ],
          has_more: false,
          last_id: 'claude-1',
        },
      },
    };
    const { send, attempts } = cannedSend(
      ({ url }) => pages[new URL(url).search] ?? { status: 500, body: '' },
    );
    const models = await fetchModels(provider({ type: 'anthropic' }), { key: 'k' }, send, signal);
    assert.deepEqual(plain(models), [
      {
        id: 'claude-a',
        name: 'Claude A',
        createdAtS: 1_767_323_045,
        contextTokens: 1_000_000,
        maxOutputTokens: 128_000,
        reasoningEfforts: ['low', 'medium', 'high'],
      },
      { id: 'claude-b' },
    ]);
    assert.equal(attempts[0]?.url, 'https://api.anthropic.com/v1/models?limit=1000');
    assert.equal(attempts[0].headers['x-api-key'], 'k');
    assert.equal(attempts[0].headers['anthropic-version'], '2023-06-01');
  });

  it('does not turn the pages of a server for ever', async () => {
    const body = { data: [{ id: 'a' }], has_more: true, last_id: 'a' };
    const { send, attempts } = cannedSend(() => ({ body }));
    await fetchModels(provider({ type: 'anthropic' }), { key: 'k' }, send, signal);
    assert.equal(attempts.length, 2);
  });

  it('lists the demo models without asking anybody', async () => {
    const { send, attempts } = cannedSend(() => new Error('nobody'));
    const models = await fetchModels(provider({ type: 'demo' }), noKey, send, signal);
    assert.deepEqual(
      models.map((model) => model.id),
      ['echo', 'tools'],
    );
    assert.equal(attempts.length, 0);
  });

  it("sends the provider's headers, and nothing without the key that it needs", async () => {
    const { send, attempts } = cannedSend(() => ({ body: { data: [] } }));
    await fetchModels(provider({ ...compatible, headers: { 'X-Team': '7' } }), { key: 'k' }, send, signal);
    assert.equal(attempts[0]?.headers['x-team'], '7');
    assert.equal(attempts[0].headers['authorization'], 'Bearer k');
    await assert.rejects(
      fetchModels(
        provider({ type: 'openai' }),
        { missing: 'key missing', message: 'enter one' },
        send,
        signal,
      ),
      (error: ProviderFailure) => error.kind === 'key missing' && error.message === 'enter one',
    );
    assert.equal(attempts.length, 1);
  });

  async function failureOf(answer: CannedAnswer): Promise<ProviderFailure> {
    const { send } = cannedSend(() => answer);
    try {
      await fetchModels(provider({ id: 'corp', ...compatible }), noKey, send, signal);
    } catch (error) {
      return toProviderFailure(error);
    }
    throw new Error('nothing failed');
  }

  const failures: [string, CannedAnswer, string, RegExp][] = [
    [
      '401',
      { status: 401, body: { error: { message: 'bad key' } } },
      'unauthorized',
      /"corp" does not accept the key \(401: bad key\)/,
    ],
    ['403', { status: 403, body: '' }, 'unauthorized', /does not accept the key/],
    [
      '404',
      { status: 404, body: 'Not Found' },
      'no model list',
      /has no model list there.*type the models by hand/,
    ],
    ['405', { status: 405, body: '' }, 'no model list', /no model list/],
    ['500', { status: 500, body: { error: 'boom' } }, 'failed', /"corp" answered 500: boom/],
    ['a page instead of JSON', { body: '<html></html>' }, 'no model list', /is no model list/],
    [
      'JSON that is no list',
      { body: { error: 'Unexpected endpoint or method' } },
      'no model list',
      /is no model list/,
    ],
    ['refused', connectionFailure('ECONNREFUSED'), 'refused', /./],
    ['DNS', connectionFailure('ENOTFOUND'), 'dns', /./],
    ['TLS', connectionFailure('SELF_SIGNED_CERT_IN_CHAIN'), 'tls', /./],
    ['timeout', connectionFailure('UND_ERR_CONNECT_TIMEOUT'), 'timeout', /./],
    ['a reset', connectionFailure('ECONNRESET'), 'failed', /./],
    ['anything else', new Error('odd'), 'failed', /odd/],
  ];
  for (const [name, answer, kind, message] of failures) {
    it(`names the failure: ${name} is "${kind}"`, async () => {
      const failure = await failureOf(answer);
      assert.equal(failure.kind, kind);
      assert.match(failure.message, message);
    });
  }
});
