import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

/** Ollama's own cloud, called directly (docs.ollama.com/cloud): nothing of it is ever local. */
export const ollamaCloud: ProviderTypeEntry = {
  ...hostedService,
  type: 'ollama-cloud',
  title: 'Ollama Cloud',
  defaultEndpoint: 'https://ollama.com',
  keyVariables: ['OLLAMA_API_KEY'],
  paths: { chat: openaiPaths.chat, 'ollama-chat': '/api/chat', 'ollama-generate': '/api/generate' },
  nativeChatFormat: 'ollama-chat',
  modelList: { path: '/api/tags', shape: 'ollama', details: { kind: 'each', path: '/api/show' } },
  // docs.ollama.com/openai
  reasoningEfforts: ['none', 'low', 'medium', 'high', 'max'],
  quirks: quirksOf('chat', 'docs.ollama.com/openai, fields that are not ticked', [
    { kind: 'refuses', field: 'logit_bias' },
    { kind: 'refuses', field: 'user' },
    { kind: 'refuses', field: 'n' },
    { kind: 'imageUrls' },
  ]),
};
