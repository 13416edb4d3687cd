import assert from 'node:assert/strict';
import { knownCapabilities } from '../../../../../src/gateway/providers/capabilities/knownModels.ts';
import type { ModelCapabilities } from '../../../../../src/gateway/providers/capabilities/modelCapabilities.ts';

/** `context/output` and the abilities that are known to be there. */
function summary(model: string): string {
  const known = knownCapabilities(model, true);
  const abilities = (['tools', 'images', 'reasoning', 'fim', 'embeddings'] as const).filter(
    (ability) => known[ability] === true,
  );
  return [`${known.contextTokens ?? '?'}/${known.maxOutputTokens ?? '?'}`, ...abilities].join(' ');
}

describe('knownCapabilities', () => {
  const expected: Readonly<Record<string, string>> = {
    'claude-3-haiku-20240307': '200000/4096 tools images',
    'anthropic/claude-3.5-sonnet': '200000/8192 tools images',
    'claude-opus-4-20250514': '200000/32000 tools images reasoning',
    'claude-opus-4-1': '200000/32000 tools images reasoning',
    'claude-opus-4-5-20251101': '200000/64000 tools images reasoning',
    'us.anthropic.claude-sonnet-4-20250514-v1:0': '200000/64000 tools images reasoning',
    'claude-sonnet-4-5': '200000/64000 tools images reasoning',
    'claude-sonnet-4-6': '1000000/64000 tools images reasoning',
    'claude-opus-4-7': '1000000/128000 tools images reasoning',
    'claude-sonnet-5': '1000000/128000 tools images reasoning',
    'claude-something-9': '?/? tools images reasoning',
    'gpt-4o': '128000/16384 tools images',
    'openai/gpt-4o-mini-2024-07-18': '128000/16384 tools images',
    'gpt-4o-audio-preview': '?/?',
    'gpt-4.1-nano': '1047576/32768 tools images',
    'gpt-5': '400000/128000 tools images reasoning',
    'gpt-5.4-mini': '400000/128000 tools images reasoning',
    'gpt-5.5': '1050000/128000 tools images reasoning',
    'gpt-5.2-chat-latest': '128000/16384 images',
    o3: '200000/100000 tools images reasoning',
    'o3-mini': '200000/100000 tools reasoning',
    'o4-mini': '200000/100000 tools images reasoning',
    'o4-mini-2025-04-16': '200000/100000 tools images reasoning',
    'o1-2024-12-17': '200000/100000 tools images reasoning',
    'o1-mini': '?/?',
    o11: '?/?',
    'gemini-2.5-pro': '1048576/65536 tools images reasoning',
    'gemini-2.5-flash-image': '?/?',
    'deepseek-chat': '1000000/384000 tools',
    'glm-4.6': '200000/131072 tools reasoning',
    'MiniMax-M2.1': '204800/131072 tools reasoning',
    'codestral-latest': '256000/4096 tools fim',
    'qwen2.5-coder:1.5b': '?/? fim',
    'text-embedding-3-small': '?/? embeddings',
    'nomic-embed-text:latest': '?/? embeddings',
    'mistral-embed': '?/? embeddings',
    'gpt-99': '?/?',
    llama3: '?/?',
  };
  for (const [model, known] of Object.entries(expected)) {
    it(`${model}: ${known}`, () => {
      assert.equal(summary(model), known);
    });
  }

  it('unknown stays unknown: nothing is said of a name that nobody knows', () => {
    const nothing: ModelCapabilities = {};
    assert.deepEqual(knownCapabilities('my-own-model', true), {
      ...nothing,
      contextTokens: undefined,
      maxOutputTokens: undefined,
    });
  });

  it("a server of one's own has limits of its own", () => {
    assert.deepEqual(knownCapabilities('gpt-oss:20b', false), {
      tools: true,
      images: false,
      reasoning: true,
      embeddings: false,
    });
  });
});
