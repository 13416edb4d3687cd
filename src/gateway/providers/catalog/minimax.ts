import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

/** MiniMax, which recommends its Messages endpoint (platform.minimax.io/docs/api-reference/text-anthropic-api). */
export const minimax: ProviderTypeEntry = {
  ...hostedService,
  type: 'minimax',
  title: 'MiniMax',
  defaultEndpoint: 'https://api.minimax.io/v1',
  endpointVariants: [{ endpoint: 'https://api.minimaxi.com/v1', what: 'China' }],
  keyVariables: ['MINIMAX_API_KEY'],
  paths: { messages: '~/anthropic/v1/messages', chat: openaiPaths.chat },
  nativeChatFormat: 'messages',
  maxTokensField: 'max_completion_tokens',
  modelList: undefined,
  // github.com/anomalyco/models.dev providers/minimax/models
  builtInModels: [
    { id: 'MiniMax-M3', name: 'MiniMax M3' },
    { id: 'MiniMax-M2.7', name: 'MiniMax M2.7' },
    { id: 'MiniMax-M2.7-highspeed', name: 'MiniMax M2.7 Highspeed' },
    { id: 'MiniMax-M2.5', name: 'MiniMax M2.5' },
    { id: 'MiniMax-M2.5-highspeed', name: 'MiniMax M2.5 Highspeed' },
    { id: 'MiniMax-M2.1', name: 'MiniMax M2.1' },
    { id: 'MiniMax-M2', name: 'MiniMax M2' },
  ],
  quirks: [
    ...quirksOf('messages', 'platform.minimax.io/docs/api-reference/text-anthropic-api', [
      { kind: 'range', field: 'temperature', min: 0.01, max: 1 },
      { kind: 'refuses', field: 'top_k' },
      { kind: 'refuses', field: 'stop_sequences' },
    ]),
    ...quirksOf('chat', 'platform.minimax.io/docs/api-reference/text-openai-api', [
      { kind: 'range', field: 'temperature', min: 0.01, max: 1 },
      { kind: 'refuses', field: 'n' },
      { kind: 'refuses', field: 'presence_penalty' },
      { kind: 'refuses', field: 'frequency_penalty' },
      { kind: 'refuses', field: 'logit_bias' },
      { kind: 'sets', field: 'reasoning_split', value: true, unlessSet: true },
    ]),
  ],
};
