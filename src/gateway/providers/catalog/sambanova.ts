import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

/** SambaNova (docs.sambanova.ai/docs/en/features): chat and Messages. */
export const sambanova: ProviderTypeEntry = {
  ...hostedService,
  type: 'sambanova',
  title: 'SambaNova',
  defaultEndpoint: 'https://api.sambanova.ai/v1',
  keyVariables: ['SAMBANOVA_API_KEY'],
  paths: {
    chat: openaiPaths.chat,
    // docs.sambanova.ai/docs/en/features/anthropic-compatibility
    messages: '/messages',
    'count-tokens': '/messages/count_tokens',
    embeddings: openaiPaths.embeddings,
  },
  // docs.sambanova.ai/docs/en/features/messages: "available for gpt-oss-120b".
  formatRules: [
    { pattern: /gpt-oss-120b/, formats: ['chat', 'messages', 'count-tokens'] },
    { pattern: /./, formats: ['chat', 'embeddings'] },
  ],
  quirks: quirksOf(
    'chat',
    'docs.sambanova.ai/docs/en/features/openai-compatibility, unsupported parameters',
    [
      { kind: 'refuses', field: 'logprobs' },
      { kind: 'refuses', field: 'top_logprobs' },
      { kind: 'refuses', field: 'n' },
      { kind: 'refuses', field: 'presence_penalty' },
      { kind: 'refuses', field: 'frequency_penalty' },
      { kind: 'refuses', field: 'logit_bias' },
      { kind: 'refuses', field: 'seed' },
    ],
  ),
};
