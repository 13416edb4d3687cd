import type { WireFormat } from '../../wire/exchange.ts';
import type { Quirk, QuirkChange } from '../../wire/quirks/quirk.ts';
import { openModelRules } from '../modelRules.ts';
import type { ModelFacts, ProviderTypeEntry } from '../provider.ts';

/** The paths of OpenAI's formats below the versioned base. */
export const openaiPaths = {
  chat: '/chat/completions',
  completions: '/completions',
  embeddings: '/embeddings',
} as const;

export const openaiList = { path: '/models', shape: 'openai' } as const;

/** Nothing is known of the models: what nearly every server understands. */
export const commonFacts: ModelFacts = {
  maxTokensField: 'max_tokens',
  refusedParameters: [],
  reasoningEfforts: [],
  defaultMaxOutputTokens: 8192,
};

/** The version that every Anthropic client names (docs.anthropic.com/en/api/versioning). */
export const anthropicHeaders = { 'anthropic-version': '2023-06-01' } as const;

/** A service on the internet that speaks OpenAI's chat format and asks for a bearer key. */
export const hostedService = {
  ...commonFacts,
  keyStyle: 'bearer',
  needsKey: 'required',
  paths: { chat: openaiPaths.chat },
  nativeChatFormat: 'chat',
  modelList: openaiList,
  localOnLoopback: false,
  defaultHeaders: {},
  repairs: false,
  modelRules: openModelRules,
} as const satisfies Omit<ProviderTypeEntry, 'type' | 'title' | 'keyVariables'>;

/** Quirks of one format from one source, one change a line. */
export function quirksOf(
  format: WireFormat,
  source: string,
  changes: readonly (QuirkChange | (Pick<Quirk, 'models' | 'always'> & { readonly change: QuirkChange }))[],
): Quirk[] {
  return changes.map((line) => {
    const quirk = 'change' in line ? line : { change: line };
    return { ...quirk, formats: [format], source };
  });
}
