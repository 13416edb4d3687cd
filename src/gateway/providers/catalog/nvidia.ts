import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

/** NVIDIA's hosted NIM services (docs.api.nvidia.com/nim/reference/llm-apis). */
export const nvidia: ProviderTypeEntry = {
  ...hostedService,
  type: 'nvidia',
  title: 'NVIDIA',
  defaultEndpoint: 'https://integrate.api.nvidia.com/v1',
  keyVariables: ['NVIDIA_API_KEY'],
  paths: { chat: openaiPaths.chat, embeddings: openaiPaths.embeddings },
  quirks: quirksOf('chat', 'docs.api.nvidia.com/nim/reference/llm-apis', [
    { change: { kind: 'role', role: 'developer', to: 'system' }, always: true },
  ]),
};
