import assert from 'node:assert/strict';
import type { ProviderType } from '../../../../src/config/schema.ts';
import { speakingFor } from '../../../../src/gateway/providers/speakingFor.ts';
import { provider } from '../../../helpers/upstreamAttempt.ts';

/** The preferred chat-like format, then all formats. */
function spoken(type: ProviderType, model: string): [string, string[]] {
  const { paths, nativeChatFormat } = speakingFor(provider({ type }), model).entry;
  return [nativeChatFormat, Object.keys(paths).sort()];
}

describe('speakingFor', () => {
  const cases: [ProviderType, string, string, string[]][] = [
    ['bedrock', 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0', 'messages', ['messages']],
    ['bedrock', 'openai.gpt-5.5', 'chat', ['chat', 'responses']],
    ['bedrock', 'openai.gpt-oss-120b-1:0', 'chat', ['chat']],
    ['bedrock', 'qwen.qwen3-coder-480b-a35b-v1:0', 'chat', ['chat']],
    ['vertex', 'gemini-2.5-pro', 'gemini', ['gemini']],
    ['vertex', 'claude-sonnet-5@default', 'messages', ['messages']],
    ['vertex', 'zai-org/glm-5-maas', 'chat', ['chat']],
    ['sambanova', 'gpt-oss-120b', 'chat', ['chat', 'count-tokens', 'messages']],
    ['sambanova', 'DeepSeek-V3.1', 'chat', ['chat', 'embeddings']],
  ];
  for (const [type, model, native, formats] of cases) {
    it(`${type}/${model} speaks ${formats.join(', ')}`, () => {
      assert.deepEqual(spoken(type, model), [native, formats]);
    });
  }

  it('leaves a provider alone whose models all speak the same', () => {
    const groq = provider({ type: 'groq' });
    assert.equal(speakingFor(groq, 'any'), groq);
  });
});
