import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

const grokReasoningModels = /^grok-(?!.*non-reasoning)(?:[4-9]|3-mini|code|build)/;

/** xAI: Responses and chat (docs.x.ai/docs/api-reference). Its Messages are deprecated, so they are converted. */
export const xai: ProviderTypeEntry = {
  ...hostedService,
  type: 'xai',
  title: 'xAI',
  defaultEndpoint: 'https://api.x.ai/v1',
  endpointVariants: [{ endpoint: 'https://us.api.x.ai/v1', what: 'United States only' }],
  keyVariables: ['XAI_API_KEY'],
  paths: { chat: openaiPaths.chat, responses: '/responses' },
  // github.com/anomalyco/models.dev providers/xai/models; xhigh from 4.4 on: github.com/maximhq/bifrost issue 7402
  modelRules: [
    { pattern: /^grok-3-mini/, reasoningEfforts: ['low', 'high'] },
    { pattern: /^grok-4\.20-multi-agent/, reasoningEfforts: ['low', 'medium', 'high', 'xhigh'] },
    { pattern: /^grok-4\.3/, reasoningEfforts: ['none', 'low', 'medium', 'high'] },
    { pattern: /^grok-(?:4\.[4-9]|[5-9])/, reasoningEfforts: ['none', 'low', 'medium', 'high', 'xhigh'] },
  ],
  quirks: quirksOf(
    'chat',
    'docs.x.ai/docs/guides/reasoning, parameters that reasoning models answer with an error',
    [
      { models: grokReasoningModels, change: { kind: 'refuses', field: 'presence_penalty' } },
      { models: grokReasoningModels, change: { kind: 'refuses', field: 'frequency_penalty' } },
      { models: grokReasoningModels, change: { kind: 'refuses', field: 'stop' } },
    ],
  ),
};
