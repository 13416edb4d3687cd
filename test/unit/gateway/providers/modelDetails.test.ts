import assert from 'node:assert/strict';
import { fetchModels } from '../../../../src/gateway/providers/fetchModels.ts';
import type { ListedModel } from '../../../../src/gateway/providers/provider.ts';
import type { CallBody } from '../../../../src/gateway/upstream/attempt.ts';
import { cannedSend } from '../../../helpers/cannedSend.ts';
import { provider } from '../../../helpers/upstreamAttempt.ts';

const { signal } = new AbortController();
const noKey = { notNeeded: true } as const;

function plain(models: readonly ListedModel[]): unknown {
  return JSON.parse(JSON.stringify(models));
}

function sentModel(body: CallBody | undefined): string {
  return (JSON.parse(String(body)) as { model: string }).model;
}

describe('withModelDetails', () => {
  const old = { name: 'old', modified_at: '2026-01-02T03:04:05Z' };
  const shown = {
    capabilities: ['completion', 'vision'],
    model_info: { 'general.architecture': 'gemma3', 'gemma3.context_length': 131_072 },
  };
  const described = {
    id: 'old',
    createdAtS: 1_767_323_045,
    contextTokens: 131_072,
    tools: false,
    images: true,
    reasoning: false,
    fim: false,
    embeddings: false,
  };

  it('asks Ollama model by model where its list says nothing of them', async () => {
    const models = [old, { name: 'new', capabilities: ['tools'] }];
    const { send, attempts } = cannedSend(({ url }) => ({
      body: url.endsWith('/api/tags') ? { models } : shown,
    }));
    const listed = await fetchModels(provider({ type: 'ollama' }), noKey, send, signal);
    assert.deepEqual(plain(listed.slice(0, 1)), [described]);
    assert.equal(listed[1]?.tools, true);
    const asked = attempts.filter(({ method }) => method === 'POST');
    assert.deepEqual(
      asked.map(({ url, body }) => `${url} ${sentModel(body)}`),
      ['http://127.0.0.1:11434/api/show old'],
    );
  });

  it('does not ask again for a model that has not changed', async () => {
    const { send, attempts } = cannedSend(({ url }) => ({
      body: url.endsWith('/api/tags') ? { models: [old] } : shown,
    }));
    const ollama = provider({ type: 'ollama' });
    const listed = await fetchModels(ollama, noKey, send, signal, () => described);
    assert.deepEqual(plain(listed), [described]);
    assert.equal(attempts.length, 1);
    await fetchModels(ollama, noKey, send, signal, () => ({ ...described, createdAtS: 1 }));
    assert.equal(attempts.length, 3);
  });

  it('a server that knows no such endpoint has its list all the same', async () => {
    const { send } = cannedSend(({ url }) =>
      url.endsWith('/api/tags') ? { body: { models: [old] } } : { status: 404, body: 'no' },
    );
    const listed = await fetchModels(provider({ type: 'ollama' }), noKey, send, signal);
    assert.deepEqual(plain(listed), [{ id: 'old', createdAtS: 1_767_323_045 }]);
  });

  it("joins LM Studio's own list by id", async () => {
    const { send } = cannedSend(({ url }) => ({
      body: {
        data: url.endsWith('/api/v0/models')
          ? [
              { id: 'a', type: 'vlm', max_context_length: 8192 },
              { id: 'unlisted', type: 'llm' },
            ]
          : [{ id: 'a' }, { id: 'b' }],
      },
    }));
    const listed = await fetchModels(provider({ type: 'lmstudio' }), noKey, send, signal);
    assert.deepEqual(plain(listed), [
      { id: 'a', contextTokens: 8192, images: true, embeddings: false },
      { id: 'b' },
    ]);
  });

  it("reads what llama.cpp says in Ollama's way of the same model", async () => {
    const body = {
      models: [{ name: 'g', model: 'g', capabilities: ['completion', 'multimodal'] }],
      data: [{ id: 'g', meta: { n_ctx_train: 32_768 } }],
    };
    const { send } = cannedSend(() => ({ body }));
    const [listed] = await fetchModels(provider({ type: 'llamacpp' }), noKey, send, signal);
    assert.equal(listed?.images, true);
    assert.equal(listed.contextTokens, 32_768);
  });
});
