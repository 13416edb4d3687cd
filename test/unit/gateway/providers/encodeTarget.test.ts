import assert from 'node:assert/strict';
import type { ProviderType } from '../../../../src/config/schema.ts';
import { encodeTargetFor } from '../../../../src/gateway/providers/encodeTarget.ts';
import { provider } from '../../../helpers/upstreamAttempt.ts';

function targetOf(type: ProviderType, model: string): ReturnType<typeof encodeTargetFor> {
  return encodeTargetFor(provider({ id: 'p', type, endpoint: 'https://x.example' }), model);
}

describe('encodeTargetFor', () => {
  const reasoning: [string, string[]][] = [
    ['o1', ['low', 'medium', 'high']],
    ['o3-mini-2025-01-31', ['low', 'medium', 'high']],
    ['o4-mini', ['low', 'medium', 'high']],
    ['gpt-5', ['minimal', 'low', 'medium', 'high']],
    ['gpt-5-mini-2025-08-07', ['minimal', 'low', 'medium', 'high']],
    ['gpt-5-pro', ['high']],
    ['gpt-5.1', ['none', 'low', 'medium', 'high']],
    ['gpt-5.2-2025-12-11', ['none', 'low', 'medium', 'high', 'xhigh']],
    ['gpt-5.5-pro', ['medium', 'high', 'xhigh']],
    ['gpt-6.1-sol', ['none', 'low', 'medium', 'high', 'xhigh']],
  ];
  for (const [model, efforts] of reasoning) {
    it(`${model} takes max_completion_tokens, efforts ${efforts.join(', ')}, and no sampling parameters`, () => {
      for (const target of [targetOf('openai', model), targetOf('openai-compatible', `openai/${model}`)]) {
        assert.equal(target.maxTokensField, 'max_completion_tokens');
        assert.deepEqual(target.reasoningEfforts, efforts);
        for (const field of ['temperature', 'top_p', 'presence_penalty', 'logprobs']) {
          assert.ok(target.refusedParameters.includes(field), field);
        }
      }
    });
  }

  it("OpenAI's own models are not sent what only compatible servers know", () => {
    for (const model of ['gpt-4o', 'gpt-5', 'gpt-5-chat-latest']) {
      assert.ok(targetOf('openai', model).refusedParameters.includes('top_k'), model);
    }
    assert.ok(!targetOf('openai-compatible', 'qwen3').refusedParameters.includes('top_k'));
  });

  it('a stop sequence is refused by o3, o4 and gpt-5, not by o1', () => {
    assert.ok(targetOf('openai', 'o3').refusedParameters.includes('stop'));
    assert.ok(targetOf('openai', 'gpt-5').refusedParameters.includes('stop'));
    assert.ok(!targetOf('openai', 'o1').refusedParameters.includes('stop'));
  });

  for (const model of ['gpt-5-chat-latest', 'gpt-5.3-chat-latest']) {
    it(`${model} does not reason: it takes sampling parameters and no effort`, () => {
      const target = targetOf('openai', model);
      assert.equal(target.maxTokensField, 'max_completion_tokens');
      assert.ok(!target.refusedParameters.includes('temperature'));
      assert.deepEqual(target.reasoningEfforts, []);
    });
  }

  for (const model of ['gpt-4o', 'gpt-4.1-mini', 'gpt-3.5-turbo', 'opus', 'oracle-7b', 'gpt-50']) {
    it(`${model} is an ordinary model`, () => {
      const target = targetOf('openai-compatible', model);
      assert.equal(target.maxTokensField, 'max_tokens');
      assert.deepEqual(target.refusedParameters, []);
      assert.deepEqual(target.reasoningEfforts, []);
    });
  }

  it('gpt-oss takes an effort wherever it runs', () => {
    for (const type of ['ollama', 'vllm', 'lmstudio', 'llamacpp', 'openai-compatible'] as const) {
      assert.deepEqual(targetOf(type, 'openai/gpt-oss-20b').reasoningEfforts, ['low', 'medium', 'high']);
    }
  });

  it("only OpenAI's own models from gpt-5 on take custom tools", () => {
    for (const type of ['openai', 'azure-openai'] as const) {
      assert.equal(targetOf(type, 'gpt-5.5').customTools, true);
      assert.equal(targetOf(type, 'gpt-4o').customTools, undefined);
    }
    assert.equal(targetOf('openrouter', 'openai/gpt-5.5').customTools, undefined);
  });

  it('servers that do not know `suffix` are not sent one', () => {
    for (const type of ['vllm', 'llamacpp', 'lmstudio'] as const) {
      assert.deepEqual(targetOf(type, 'gpt-oss-20b').refusedParameters, ['suffix'], type);
      assert.deepEqual(targetOf(type, 'qwen').refusedParameters, ['suffix'], type);
    }
    assert.deepEqual(targetOf('ollama', 'qwen').refusedParameters, []);
  });

  it('OpenRouter maps parameters itself', () => {
    const target = targetOf('openrouter', 'openai/gpt-5');
    assert.equal(target.maxTokensField, 'max_tokens');
    assert.deepEqual(target.refusedParameters, []);
    assert.ok(target.reasoningEfforts.includes('xhigh'));
  });

  const claude: [string, number, string[], boolean][] = [
    ['claude-3-haiku-20240307', 4096, [], false],
    ['claude-3-5-sonnet-20241022', 8192, [], false],
    ['claude-3.5-haiku', 8192, [], false],
    ['claude-opus-4-20250514', 32_000, [], false],
    ['claude-opus-4-1-20250805', 32_000, [], false],
    ['claude-sonnet-4-5', 32_000, [], false],
    ['claude-sonnet-4-5-20250929', 32_000, [], false],
    ['claude-haiku-4-5-20251001', 32_000, [], false],
    ['claude-opus-4-5', 32_000, ['low', 'medium', 'high'], false],
    ['claude-opus-4-6', 32_000, ['low', 'medium', 'high', 'max'], false],
    ['claude-opus-4-7', 32_000, ['low', 'medium', 'high', 'xhigh', 'max'], true],
    ['claude-sonnet-5-5', 32_000, ['low', 'medium', 'high', 'xhigh', 'max'], true],
    ['claude-opus-5-5-20260901', 32_000, ['low', 'medium', 'high', 'xhigh', 'max'], true],
    ['claude-fable-5', 32_000, ['low', 'medium', 'high', 'xhigh', 'max'], true],
  ];
  for (const [model, limit, efforts, refusesSampling] of claude) {
    it(`${model}: limit ${limit}, efforts [${efforts.join(' ')}], sampling ${refusesSampling ? 'refused' : 'taken'}`, () => {
      const target = targetOf('anthropic', model);
      assert.equal(target.defaultMaxOutputTokens, limit);
      assert.deepEqual(target.reasoningEfforts, efforts);
      assert.deepEqual(target.refusedParameters, refusesSampling ? ['temperature', 'top_p', 'top_k'] : []);
    });
  }

  it('a model of somebody else behind the messages format gets a cautious limit', () => {
    assert.equal(targetOf('anthropic-compatible', 'glm-4.6').defaultMaxOutputTokens, 8192);
  });

  it('what is known of a model itself comes before the tables', () => {
    const capabilities = { maxOutputTokens: 1000, reasoningEfforts: ['low', 'max'] };
    const target = encodeTargetFor(provider({ type: 'anthropic' }), 'claude-opus-5-5', capabilities);
    assert.equal(target.defaultMaxOutputTokens, 1000);
    assert.deepEqual(target.reasoningEfforts, ['low', 'max']);
    const generous = encodeTargetFor(provider({ type: 'anthropic' }), 'claude-opus-5-5', {
      maxOutputTokens: 128_000,
    });
    assert.equal(generous.defaultMaxOutputTokens, 32_000);
  });

  it('knows models by the names that Bedrock and Vertex give them', () => {
    const claude = ['low', 'medium', 'high', 'max'];
    for (const target of [
      targetOf('bedrock', 'global.anthropic.claude-opus-4-6-v1'),
      targetOf('vertex', 'claude-opus-4-6@default'),
    ]) {
      assert.deepEqual(target.reasoningEfforts, claude);
      assert.equal(target.defaultMaxOutputTokens, 32_000);
    }
    assert.deepEqual(targetOf('bedrock', 'openai.gpt-oss-120b-1:0').reasoningEfforts, [
      'low',
      'medium',
      'high',
    ]);
    assert.equal(targetOf('bedrock', 'openai.gpt-5.5').maxTokensField, 'max_completion_tokens');
    assert.equal(targetOf('minimax', 'MiniMax-M2.7').defaultMaxOutputTokens, 32_000);
  });

  it('knows the efforts of the vendors’ models', () => {
    const efforts: [ProviderType, string, string[]][] = [
      ['xai', 'grok-4.3', ['none', 'low', 'medium', 'high']],
      ['xai', 'grok-4.7', ['none', 'low', 'medium', 'high', 'xhigh']],
      ['xai', 'grok-4.20-0309-reasoning', []],
      ['moonshot', 'kimi-k3', ['low', 'high', 'max']],
      ['moonshot', 'kimi-k2.7-code', []],
      ['mistral', 'mistral-medium-latest', ['none', 'high']],
      ['mistral', 'devstral-latest', []],
      ['groq', 'openai/gpt-oss-120b', ['low', 'medium', 'high']],
      ['groq', 'qwen/qwen3-32b', ['none', 'default']],
      ['glm', 'glm-4.7', ['none', 'high']],
    ];
    for (const [type, model, expected] of efforts) {
      assert.deepEqual(targetOf(type, model).reasoningEfforts, expected, `${type}/${model}`);
    }
  });

  it('names provider and model as they go upstream', () => {
    const target = targetOf('openrouter', 'deepseek/deepseek-r1');
    assert.equal(target.provider, 'p');
    assert.equal(target.model, 'deepseek/deepseek-r1');
  });
});
