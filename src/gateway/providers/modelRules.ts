import type { ModelRule } from './provider.ts';

/** What compatible servers added to the chat format and OpenAI itself answers with 400 `Unrecognized request argument`. */
export const unknownToOpenai = ['top_k', 'reasoning_content'] as const;

/** Fields that OpenAI's reasoning models answer with 400 `unsupported_parameter` or `unsupported_value`. */
const refusedByReasoningModels = [
  'temperature',
  'top_p',
  'presence_penalty',
  'frequency_penalty',
  'logprobs',
  'top_logprobs',
  'logit_bias',
] as const;

/** OpenAI's models that refuse `max_tokens` (its API reference: "not compatible with o-series models", and none since). */
export const openaiReasoningModels = /^(?:o\d|gpt-[5-9]|codex-mini)/;

/** OpenAI's models with custom tools: from gpt-5 on (developers.openai.com/api/docs/guides/function-calling#custom-tools). */
export const openaiCustomToolModels = /^gpt-[5-9]/;

/**
 * OpenAI's models in the chat format. Source: developers.openai.com/api/docs/guides/reasoning, the API reference of
 * `max_tokens`, `stop` and `reasoning_effort`, and the models' own pages (November 2026). From gpt-5.1 on, sampling
 * parameters are taken at effort `none` only, which is not every model's default, so they are left out for all.
 */
export const openaiModelRules: readonly ModelRule[] = [
  { pattern: /^gpt-[5-9][\d.]*-chat/, maxTokensField: 'max_completion_tokens' },
  reasoningModel(/^(?:o3|o4)/, ['low', 'medium', 'high'], ['stop']),
  reasoningModel(/^o1-(?:mini|preview)/, []),
  reasoningModel(/^(?:o\d|codex-mini)/, ['low', 'medium', 'high']),
  reasoningModel(/^gpt-5-pro/, ['high'], ['stop']),
  reasoningModel(/^gpt-5-codex/, ['low', 'medium', 'high'], ['stop']),
  reasoningModel(/^gpt-5(?![.\d])/, ['minimal', 'low', 'medium', 'high'], ['stop']),
  reasoningModel(/^gpt-5\.1-codex-max/, ['none', 'low', 'medium', 'high', 'xhigh'], ['stop']),
  reasoningModel(/^gpt-5\.1/, ['none', 'low', 'medium', 'high'], ['stop']),
  reasoningModel(/^gpt-5\.\d+-pro/, ['medium', 'high', 'xhigh'], ['stop']),
  reasoningModel(/^gpt-(?:5\.\d|[6-9])/, ['none', 'low', 'medium', 'high', 'xhigh'], ['stop']),
];

/** Open models that take `reasoning_effort` wherever they run. */
export const openModelRules: readonly ModelRule[] = [
  { pattern: /^gpt-oss/, reasoningEfforts: ['low', 'medium', 'high'] },
];

const samplingParameters = ['temperature', 'top_p', 'top_k'] as const;

/**
 * Claude models in the messages format. Source: platform.claude.com, the migration guides of Opus 4.7 and 5.5 and Haiku 5.5
 * (sampling parameters are answered with 400 from Opus 4.7 on), the effort guide and the models' pages (November 2026).
 * The default limits stay well below the models' own, since input and limit together must fit the context window.
 */
export const claudeModelRules: readonly ModelRule[] = [
  { pattern: /claude-3-(?:opus|sonnet|haiku)/, defaultMaxOutputTokens: 4096 },
  { pattern: /claude-(?:[12]\b|instant)/, defaultMaxOutputTokens: 4096 },
  { pattern: /claude-3-[57]/, defaultMaxOutputTokens: 8192 },
  { pattern: /claude-opus-4-5/, reasoningEfforts: ['low', 'medium', 'high'] },
  { pattern: /claude-(?:opus|sonnet)-4-6/, reasoningEfforts: ['low', 'medium', 'high', 'max'] },
  { pattern: /claude-(?:opus|sonnet|haiku)-4(?:-[0-5](?!\d)|-\d{8}|(?![-\w]))/ },
  {
    pattern: /claude-/,
    refusedParameters: samplingParameters,
    reasoningEfforts: ['low', 'medium', 'high', 'xhigh', 'max'],
  },
];

function reasoningModel(
  pattern: RegExp,
  reasoningEfforts: readonly string[],
  alsoRefused: readonly string[] = [],
): ModelRule {
  return {
    pattern,
    maxTokensField: 'max_completion_tokens',
    refusedParameters: [...unknownToOpenai, ...refusedByReasoningModels, ...alsoRefused],
    reasoningEfforts,
  };
}
