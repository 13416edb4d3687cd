import { familyOfModel } from '../../wire/fim/sentinelFamilies.ts';
import { plainModelName } from '../encodeTarget.ts';
import type { ModelCapabilities } from './modelCapabilities.ts';

type Ability = 'tools' | 'images' | 'reasoning';

/** What models of one family can do, whoever sells them. */
interface ModelFamily {
  /** Matched against the name in lower case, without a vendor's prefix. */
  readonly pattern: RegExp;
  readonly capabilities: ModelCapabilities;
}

function family(
  pattern: RegExp,
  contextTokens: number,
  maxOutputTokens: number,
  ...abilities: readonly Ability[]
): ModelFamily {
  const has = (ability: Ability): boolean => abilities.includes(ability);
  const flags = {
    tools: has('tools'),
    images: has('images'),
    reasoning: has('reasoning'),
    embeddings: false,
  };
  return { pattern, capabilities: { contextTokens, maxOutputTokens, ...flags } };
}

/**
 * Families whose vendors' lists say nothing, or not everything, of them; the first that matches holds. Limits as
 * github.com/anomalyco/models.dev had them in July 2026; above each vendor's families, where it documents them. A name that is not
 * here is unknown.
 */
const families: readonly ModelFamily[] = [
  // platform.claude.com/docs/en/about-claude/models
  family(/^claude-3-(?:opus|sonnet|haiku)/, 200_000, 4096, 'tools', 'images'),
  family(/^claude-3-5/, 200_000, 8192, 'tools', 'images'),
  family(/^claude-opus-4(?:-[01])?(?:-?20\d{6}|@|$)/, 200_000, 32_000, 'tools', 'images', 'reasoning'),
  family(/^claude-(?:3-7|haiku-4|opus-4-5)/, 200_000, 64_000, 'tools', 'images', 'reasoning'),
  family(/^claude-sonnet-4(?!-[6-9])/, 200_000, 64_000, 'tools', 'images', 'reasoning'),
  family(/^claude-sonnet-4-6/, 1_000_000, 64_000, 'tools', 'images', 'reasoning'),
  family(/^claude-opus-4-[6-9]/, 1_000_000, 128_000, 'tools', 'images', 'reasoning'),
  family(/^claude-(?:sonnet|fable)-5/, 1_000_000, 128_000, 'tools', 'images', 'reasoning'),
  { pattern: /^claude-/, capabilities: { tools: true, images: true, reasoning: true } },
  // developers.openai.com/api/docs/models
  family(/^gpt-3\.5-turbo/, 16_385, 4096, 'tools'),
  family(/^gpt-4-turbo/, 128_000, 4096, 'tools', 'images'),
  family(/^gpt-4o-2024-05-13/, 128_000, 4096, 'tools', 'images'),
  family(/^gpt-4o(?:-mini)?(?:-20\d\d-\d\d-\d\d)?$|^chatgpt-4o/, 128_000, 16_384, 'tools', 'images'),
  family(/^gpt-4\.1/, 1_047_576, 32_768, 'tools', 'images'),
  family(/^gpt-4(?:-0613)?$/, 8192, 8192, 'tools'),
  {
    pattern: /^gpt-[5-9].*-chat/,
    capabilities: { contextTokens: 128_000, maxOutputTokens: 16_384, images: true },
  },
  family(/^gpt-5-pro/, 400_000, 272_000, 'tools', 'images', 'reasoning'),
  family(/^gpt-5\.[45](?!.*-(?:mini|nano))/, 1_050_000, 128_000, 'tools', 'images', 'reasoning'),
  family(/^gpt-5\.3-codex-spark/, 128_000, 32_000, 'tools', 'images', 'reasoning'),
  family(/^gpt-5/, 400_000, 128_000, 'tools', 'images', 'reasoning'),
  family(/^o3-mini/, 200_000, 100_000, 'tools', 'reasoning'),
  family(/^(?:o1(?!-(?:mini|preview))|o3|o4)(?:-|$)/, 200_000, 100_000, 'tools', 'images', 'reasoning'),
  family(/^gpt-oss/, 131_072, 32_768, 'tools', 'reasoning'),
  // ai.google.dev/gemini-api/docs/models
  { pattern: /^gemini-.*(?:image|tts|live|audio)/, capabilities: { tools: false } },
  family(/^gemini-2\.0/, 1_048_576, 8192, 'tools', 'images'),
  family(/^gemini-(?:2\.5|[3-9]|flash|pro)/, 1_048_576, 65_536, 'tools', 'images', 'reasoning'),
  // docs.x.ai/docs/models
  family(/^grok-4.*non-reasoning/, 1_000_000, 30_000, 'tools', 'images'),
  family(/^grok-4\.[23]/, 1_000_000, 30_000, 'tools', 'images', 'reasoning'),
  // api-docs.deepseek.com/quick_start/pricing
  family(/^deepseek-v4/, 1_000_000, 384_000, 'tools', 'reasoning'),
  family(/^deepseek-chat$/, 1_000_000, 384_000, 'tools'),
  family(/^deepseek-reasoner$/, 1_000_000, 384_000, 'tools', 'reasoning'),
  // docs.z.ai/guides/llm
  family(/^glm-4\.5v/, 64_000, 16_384, 'tools', 'images', 'reasoning'),
  family(/^glm-4\.6v/, 128_000, 32_768, 'tools', 'images', 'reasoning'),
  family(/^glm-4\.5/, 131_072, 98_304, 'tools', 'reasoning'),
  family(/^(?:zai-)?glm-(?:4\.[67]|5)(?!v)/, 200_000, 131_072, 'tools', 'reasoning'),
  // platform.moonshot.ai/docs
  family(/^kimi-k2\.[5-9]/, 262_144, 262_144, 'tools', 'images', 'reasoning'),
  family(/^kimi-k2-thinking/, 262_144, 262_144, 'tools', 'reasoning'),
  family(/^kimi-k2-(?:0905|turbo)/, 262_144, 262_144, 'tools'),
  // platform.minimax.io/docs
  family(/^minimax-m3/, 1_000_000, 128_000, 'tools', 'images', 'reasoning'),
  family(/^minimax-m2\./, 204_800, 131_072, 'tools', 'reasoning'),
  family(/^minimax-m2$/, 196_608, 128_000, 'tools', 'reasoning'),
  // help.aliyun.com/zh/model-studio/models
  family(/^qwen3-coder-(?:flash|plus)/, 1_000_000, 65_536, 'tools'),
  family(/^qwen3-max/, 262_144, 65_536, 'tools'),
  family(/^qwen3\.[5-7]-(?:plus|flash)/, 1_000_000, 65_536, 'tools', 'images', 'reasoning'),
  // docs.perplexity.ai/docs/sonar
  family(/^sonar-pro/, 200_000, 8192, 'images'),
  family(/^sonar-reasoning/, 128_000, 4096, 'images', 'reasoning'),
  family(/^sonar$/, 128_000, 4096),
  // docs.mistral.ai/getting-started/models; its own list says what the rest can do
  family(/^codestral/, 256_000, 4096, 'tools'),
];

/** Names of models that make embeddings, and nothing else. */
const embeddingName = /embed|^bge-|^gte-|^e5-|^all-minilm|^voyage-/;

const embeddingCapabilities: ModelCapabilities = {
  embeddings: true,
  tools: false,
  images: false,
  reasoning: false,
};

/**
 * What a model's name tells of it; empty for an unknown one.
 * @param isHosted whether its vendor or a host serves it; a server of one's own has limits of its own
 */
export function knownCapabilities(model: string, isHosted: boolean): ModelCapabilities {
  const name = plainModelName(model);
  if (embeddingName.test(name)) return embeddingCapabilities;
  const found = families.find(({ pattern }) => pattern.test(name))?.capabilities ?? {};
  const { contextTokens, maxOutputTokens, ...abilities } = found;
  const limits = isHosted ? { contextTokens, maxOutputTokens } : {};
  return { ...limits, ...abilities, ...(familyOfModel(name) === undefined ? {} : { fim: true }) };
}
