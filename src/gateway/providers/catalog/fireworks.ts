import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths } from './common.ts';

/** Fireworks: chat, completions, embeddings and Messages (docs.fireworks.ai/tools-sdks). */
export const fireworks: ProviderTypeEntry = {
  ...hostedService,
  type: 'fireworks',
  title: 'Fireworks AI',
  defaultEndpoint: 'https://api.fireworks.ai/inference/v1',
  endpointVariants: [{ endpoint: 'https://us.api.fireworks.ai/inference/v1', what: 'United States only' }],
  keyVariables: ['FIREWORKS_API_KEY'],
  // docs.fireworks.ai/tools-sdks/anthropic-compatibility
  paths: { ...openaiPaths, messages: '/messages' },
  refusedParameters: ['suffix'],
  // docs.fireworks.ai/guides/reasoning
  reasoningEfforts: ['none', 'low', 'medium', 'high'],
};
