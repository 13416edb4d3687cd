import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, quirksOf } from './common.ts';

/** Cohere's own API, version 2 (docs.cohere.com/v2/reference). */
export const cohere: ProviderTypeEntry = {
  ...hostedService,
  type: 'cohere',
  title: 'Cohere',
  defaultEndpoint: 'https://api.cohere.com',
  keyVariables: ['COHERE_API_KEY', 'CO_API_KEY'],
  paths: { 'cohere-chat': '~/v2/chat', 'cohere-embed': '~/v2/embed' },
  nativeChatFormat: 'cohere-chat',
  modelList: { path: '~/v1/models', shape: 'cohere' },
  // docs.cohere.com/docs/reasoning: a budget of tokens, which stands for the effort here.
  modelRules: [{ pattern: /reasoning/, reasoningEfforts: ['low', 'medium', 'high'] }],
  quirks: quirksOf('cohere-chat', 'docs.cohere.com/reference/chat', [
    { kind: 'range', field: 'p', min: 0.01, max: 0.99 },
    { kind: 'range', field: 'k', min: 0, max: 500 },
    { kind: 'range', field: 'frequency_penalty', min: 0, max: 1 },
    { kind: 'range', field: 'presence_penalty', min: 0, max: 1 },
    { kind: 'most', field: 'stop_sequences', count: 5 },
  ]),
};
