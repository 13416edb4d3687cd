import assert from 'node:assert/strict';
import type { ProviderType } from '../../../../src/config/schema.ts';
import { planChat, planCompletion, planMiddle } from '../../../../src/gateway/exchange/answerPlan.ts';
import { createProvider } from '../../../../src/gateway/providers/createProvider.ts';
import { encodeTargetFor } from '../../../../src/gateway/providers/encodeTarget.ts';
import type { Provider } from '../../../../src/gateway/providers/provider.ts';
import { chatCodec } from '../../../../src/gateway/wire/chat/codec.ts';
import type { EncodeTarget } from '../../../../src/gateway/wire/codec.ts';
import { completionsCodec } from '../../../../src/gateway/wire/completions/codec.ts';
import { fimCodec } from '../../../../src/gateway/wire/fim/codec.ts';
import { ollamaGenerateCodec } from '../../../../src/gateway/wire/ollama/generateCodec.ts';
import type { JsonObject } from '../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../src/gateway/wire/messages/codec.ts';
import { completionRequest } from '../../../helpers/cleanMiddle.ts';

function providerOf(type: ProviderType): Provider {
  return createProvider({ id: 'p', type, endpoint: 'http://127.0.0.1:1' }, {});
}

function targetFor(provider: Provider, model: string): EncodeTarget {
  return { ...encodeTargetFor(provider, model), keepsSignatures: true };
}

describe('planChat', () => {
  const plan = (inbound: 'chat' | 'messages', type: ProviderType, body: JsonObject): string => {
    const provider = providerOf(type);
    const codec = inbound === 'chat' ? chatCodec : messagesCodec;
    const sent = { json: body };
    const { kind, format } = planChat(codec, codec.decodeRequest(body), sent, provider, () =>
      targetFor(provider, 'm'),
    );
    return `${kind} ${format}`;
  };
  const documentQuestion = {
    model: 'm',
    max_tokens: 5,
    messages: [
      {
        role: 'user',
        content: [{ type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'x' } }],
      },
    ],
  };
  const question = { model: 'm', max_tokens: 5, messages: [{ role: 'user', content: 'x' }] };

  it('passes through where the provider speaks the format of the client, else converts to its own', () => {
    for (const type of [
      'openai',
      'openai-compatible',
      'openrouter',
      'ollama',
      'llamacpp',
      'lmstudio',
      'vllm',
    ] as const) {
      assert.equal(plan('chat', type, question), 'pass-through chat', type);
      const own = type === 'ollama' ? 'ollama-chat' : 'chat';
      const isPlain = type !== 'openai' && type !== 'openai-compatible';
      assert.equal(
        plan('messages', type, question),
        isPlain ? 'pass-through messages' : `convert ${own}`,
        type,
      );
      assert.equal(plan('messages', type, documentQuestion), `convert ${own}`, type);
    }
    for (const type of ['anthropic', 'anthropic-compatible'] as const) {
      assert.equal(plan('messages', type, question), 'pass-through messages', type);
      assert.equal(plan('chat', type, question), 'convert messages', type);
    }
  });

  it('writes a history anew that holds the reasoning of another provider', () => {
    const thinking = {
      role: 'assistant',
      content: [
        { type: 'thinking', thinking: 'hm', signature: '' },
        { type: 'text', text: 'a' },
      ],
    };
    const body = { ...question, messages: [...question.messages, thinking, ...question.messages] };
    assert.equal(plan('messages', 'anthropic', body), 'convert messages');
  });
});

describe('planCompletion', () => {
  const plan = (type: ProviderType, model: string, body: JsonObject, codec = completionsCodec): string => {
    const provider = providerOf(type);
    const request = codec.decodeRequest({ model, ...body });
    const { kind, format } = planCompletion(codec, request, provider, targetFor(provider, model));
    return `${kind} ${format}`;
  };
  const gap = { prompt: 'a', suffix: 'b' };
  const starcoder = { prompt: '<fim_prefix>a<fim_suffix>b<fim_middle>' };

  it('passes through to a server that completes and takes a suffix', () => {
    assert.equal(plan('openai-compatible', 'm', gap), 'pass-through completions');
    assert.equal(plan('vllm', 'm', { prompt: 'a' }), 'pass-through completions');
    assert.equal(plan('openai', 'gpt-3.5-turbo-instruct', gap), 'pass-through completions');
  });

  it("asks Ollama's own endpoint for a gap, and passes the rest through", () => {
    assert.equal(plan('ollama', 'qwen2.5-coder', gap), 'convert ollama-generate');
    assert.equal(plan('ollama', 'qwen2.5-coder', starcoder), 'convert ollama-generate');
    assert.equal(plan('ollama', 'qwen2.5-coder', { prompt: 'a' }), 'pass-through completions');
  });

  it('asks a model that only chats by chat', () => {
    assert.equal(plan('openai', 'gpt-4o', gap), 'convert chat');
    assert.equal(plan('anthropic', 'claude-haiku-4-5', { prompt: 'a' }), 'convert messages');
  });

  it("writes the gap in the model's own tokens where the server takes no suffix; by chat where they are unknown", () => {
    assert.equal(plan('vllm', 'Qwen2.5-Coder-7B', gap), 'convert completions');
    assert.equal(plan('vllm', 'unknown', gap), 'convert chat');
  });

  it('asks llama.cpp’s infill for a gap, and passes the rest through', () => {
    assert.equal(plan('llamacpp', 'unknown', gap), 'convert llamacpp-infill');
    assert.equal(plan('llamacpp', 'unknown', starcoder), 'convert llamacpp-infill');
    assert.equal(plan('llamacpp', 'unknown', { prompt: 'a' }), 'pass-through completions');
  });

  it('passes Ollama’s own completions through to an Ollama', () => {
    assert.equal(plan('ollama', 'qwen2.5-coder', gap, ollamaGenerateCodec), 'pass-through ollama-generate');
    assert.equal(
      plan('ollama', 'm', { prompt: 'a', raw: true }, ollamaGenerateCodec),
      'pass-through ollama-generate',
    );
    assert.equal(plan('codestral', 'codestral-latest', gap, ollamaGenerateCodec), 'convert fim');
  });

  it("passes a prompt with the model's own tokens through, and rewrites one with another family's", () => {
    assert.equal(plan('vllm', 'starcoder2-7b', starcoder), 'pass-through completions');
    assert.equal(plan('vllm', 'Qwen2.5-Coder-7B', starcoder), 'convert completions');
  });

  it("answers Mistral's route from whatever completes", () => {
    assert.equal(plan('openai-compatible', 'm', gap, fimCodec), 'convert completions');
    assert.equal(plan('ollama', 'm', gap, fimCodec), 'convert ollama-generate');
    assert.equal(plan('openai', 'gpt-4o', gap, fimCodec), 'convert chat');
  });
});

describe('planMiddle', () => {
  it('reports what the client loses, not that a model that never reasons was not told to keep from it', () => {
    const provider = providerOf('openai');
    const request = completionRequest({ prompt: 'a', suffix: 'b', topK: 3, extras: { best_of: 2 } });
    const plan = planMiddle(request, provider, targetFor(provider, 'gpt-4o'));
    assert.ok(plan.kind === 'convert');
    assert.deepEqual(plan.request.dropped, ['top_k', 'best_of']);
  });
});
