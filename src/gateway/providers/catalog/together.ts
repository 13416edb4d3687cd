import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

/** Together (docs.together.ai/docs/openai-api-compatibility). */
export const together: ProviderTypeEntry = {
  ...hostedService,
  type: 'together',
  title: 'Together AI',
  defaultEndpoint: 'https://api.together.xyz/v1',
  keyVariables: ['TOGETHER_API_KEY'],
  paths: openaiPaths,
  refusedParameters: ['suffix'],
  // docs.together.ai/reference/chat-completions
  reasoningEfforts: ['none', 'low', 'medium', 'high'],
  quirks: quirksOf('chat', 'docs.together.ai/docs/inference/chat/reasoning', [
    { kind: 'value', field: 'reasoning_effort', values: { none: { reasoning: { enabled: false } } } },
  ]),
};
