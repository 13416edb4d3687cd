import assert from 'node:assert/strict';
import {
  anthropicCapabilities,
  cohereCapabilities,
  geminiCapabilities,
  ollamaCapabilities,
  openaiCapabilities,
} from '../../../../../src/gateway/providers/capabilities/listedCapabilities.ts';
import { definedMembers } from '../../../../../src/gateway/providers/capabilities/definedMembers.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';

const openai = (model: JsonObject): object => definedMembers(openaiCapabilities(model));

describe('openaiCapabilities', () => {
  it('knows nothing of an entry that says nothing', () => {
    assert.deepEqual(openai({ id: 'gpt-4o', object: 'model' }), {});
  });

  it("reads OpenRouter's modalities, parameters and limits", () => {
    const model = {
      context_length: 200_000,
      architecture: { input_modalities: ['text', 'image'], output_modalities: ['text'] },
      top_provider: { max_completion_tokens: 64_000 },
      supported_parameters: ['tools', 'temperature', 'reasoning', 'include_reasoning'],
    };
    assert.deepEqual(openai(model), {
      contextTokens: 200_000,
      maxOutputTokens: 64_000,
      tools: true,
      images: true,
      reasoning: true,
      embeddings: false,
    });
    const plain = { architecture: { input_modalities: ['text'] }, supported_parameters: ['temperature'] };
    assert.deepEqual(openai(plain), { tools: false, images: false, reasoning: false });
  });

  it("reads Mistral's capabilities", () => {
    const capabilities = {
      completion_chat: true,
      completion_fim: true,
      function_calling: true,
      vision: false,
    };
    assert.deepEqual(openai({ max_context_length: 256_000, capabilities }), {
      contextTokens: 256_000,
      tools: true,
      images: false,
      fim: true,
    });
  });

  it("reads GitHub's catalog", () => {
    const model = {
      capabilities: ['streaming', 'tool-calling'],
      supported_input_modalities: ['text', 'image'],
      supported_output_modalities: ['text'],
      limits: { max_input_tokens: 1_048_576, max_output_tokens: 32_768 },
    };
    assert.deepEqual(openai(model), {
      contextTokens: 1_048_576,
      maxOutputTokens: 32_768,
      tools: true,
      images: true,
      reasoning: false,
      fim: false,
      embeddings: false,
    });
    assert.equal(openaiCapabilities({ supported_output_modalities: ['embeddings'] }).embeddings, true);
  });

  it("reads LM Studio's own list, the loaded context before the largest", () => {
    assert.deepEqual(openai({ type: 'vlm', max_context_length: 32_768, loaded_context_length: 4096 }), {
      contextTokens: 4096,
      images: true,
      embeddings: false,
    });
    assert.deepEqual(openai({ type: 'embeddings', max_context_length: 2048 }), {
      contextTokens: 2048,
      embeddings: true,
    });
  });

  it("reads Groq's, vLLM's, llama.cpp's, Together's, Fireworks' and Moonshot's fields", () => {
    assert.deepEqual(openai({ context_window: 131_072, max_completion_tokens: 32_768 }), {
      contextTokens: 131_072,
      maxOutputTokens: 32_768,
    });
    assert.deepEqual(openai({ max_model_len: 8192 }), { contextTokens: 8192 });
    assert.deepEqual(openai({ meta: { n_ctx_train: 32_768 } }), { contextTokens: 32_768 });
    assert.deepEqual(openai({ type: 'embedding', context_length: 512 }), {
      contextTokens: 512,
      embeddings: true,
    });
    assert.deepEqual(openai({ context_length: 8192, supports_tools: true, supports_image_input: false }), {
      contextTokens: 8192,
      tools: true,
      images: false,
    });
    assert.deepEqual(openai({ supports_image_in: true, supports_reasoning: true }), {
      images: true,
      reasoning: true,
    });
  });

  it("joins what Hugging Face's hosts say", () => {
    const providers = [
      { provider: 'a', context_length: 8192, supports_tools: false },
      { provider: 'b', context_length: 131_072, supports_tools: true },
      { provider: 'c' },
    ];
    assert.deepEqual(openai({ providers }), { contextTokens: 131_072, tools: true });
  });

  it('takes no zero and no text for a limit', () => {
    assert.deepEqual(openai({ context_length: 0, max_model_len: '8192', context_window: null }), {});
  });
});

describe('the lists of other shapes', () => {
  it("reads Anthropic's capabilities", () => {
    const model = {
      max_input_tokens: 1_000_000,
      max_tokens: 128_000,
      capabilities: {
        image_input: { supported: true },
        thinking: { supported: true, types: { adaptive: { supported: true } } },
        effort: { supported: true, low: { supported: true }, high: { supported: true }, xhigh: null },
      },
    };
    assert.deepEqual(definedMembers(anthropicCapabilities(model)), {
      contextTokens: 1_000_000,
      maxOutputTokens: 128_000,
      images: true,
      reasoning: true,
      reasoningEfforts: ['low', 'high'],
    });
    assert.deepEqual(definedMembers(anthropicCapabilities({ capabilities: null })), {});
  });

  it("reads Gemini's and Cohere's", () => {
    const gemini = {
      inputTokenLimit: 1_048_576,
      outputTokenLimit: 65_536,
      thinking: true,
      supportedGenerationMethods: ['generateContent', 'countTokens'],
    };
    assert.deepEqual(definedMembers(geminiCapabilities(gemini)), {
      contextTokens: 1_048_576,
      maxOutputTokens: 65_536,
      reasoning: true,
      embeddings: false,
    });
    const cohere = { context_length: 256_000, features: ['tools', 'reasoning'], endpoints: ['chat'] };
    assert.deepEqual(definedMembers(cohereCapabilities(cohere)), {
      contextTokens: 256_000,
      tools: true,
      images: false,
      reasoning: true,
      embeddings: false,
    });
  });

  it("reads Ollama's, the model's own num_ctx first", () => {
    const shown = {
      capabilities: ['completion', 'tools', 'insert', 'thinking'],
      model_info: { 'general.architecture': 'qwen2', 'qwen2.context_length': 32_768 },
      thinking: { values: ['low', 'high'] },
    };
    const expected = {
      contextTokens: 32_768,
      tools: true,
      images: false,
      reasoning: true,
      reasoningEfforts: ['low', 'high'],
      fim: true,
      embeddings: false,
    };
    assert.deepEqual(definedMembers(ollamaCapabilities(shown)), expected);
    const own = { ...shown, parameters: 'temperature 0.7\nnum_ctx                        8192\n' };
    assert.equal(ollamaCapabilities(own).contextTokens, 8192);
    assert.equal(ollamaCapabilities({ details: { context_length: 4096 } }).contextTokens, 4096);
    assert.deepEqual(definedMembers(ollamaCapabilities({ thinking: { values: [false, true] } })), {});
  });
});
