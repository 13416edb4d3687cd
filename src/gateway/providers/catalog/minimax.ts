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
  defaultMaxOutputTokens: 32_000,
  nativeChatFormat: 'messages',
  maxTokensField: 'max_completion_tokens',
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
