import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

/** Alibaba's Model Studio: chat, embeddings, and Messages (alibabacloud.com/help/en/model-studio). */
export const dashscope: ProviderTypeEntry = {
  ...hostedService,
  type: 'dashscope',
  title: 'Alibaba DashScope (Qwen)',
  defaultEndpoint: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
  endpointVariants: [
    { endpoint: 'https://dashscope.aliyuncs.com/compatible-mode/v1', what: 'China' },
    { endpoint: 'https://dashscope-us.aliyuncs.com/compatible-mode/v1', what: 'United States' },
  ],
  keyVariables: ['DASHSCOPE_API_KEY'],
  paths: {
    chat: openaiPaths.chat,
    // alibabacloud.com/help/en/model-studio/anthropic-api-messages
    messages: '~/apps/anthropic/v1/messages',
    embeddings: openaiPaths.embeddings,
  },
  reasoningEfforts: ['none', 'high'],
  quirks: [
    ...quirksOf('chat', 'alibabacloud.com/help/en/model-studio/deep-thinking', [
      {
        kind: 'value',
        field: 'reasoning_effort',
        values: { none: { enable_thinking: false }, '*': { enable_thinking: true } },
      },
      // Open Qwen3 models refuse to think where the answer is not streamed.
      {
        models: /^qwen3-\d+b/,
        change: { kind: 'sets', field: 'enable_thinking', value: false, unlessStreamed: true },
      },
    ]),
    ...quirksOf('chat', 'alibabacloud.com/help/en/model-studio/qwen-api-via-openai-chat-completions', [
      { change: { kind: 'role', role: 'developer', to: 'system' }, always: true },
      { kind: 'value', field: 'tool_choice', values: { required: { tool_choice: 'auto' } }, loses: true },
      { kind: 'refuses', field: 'logit_bias' },
      { kind: 'refuses', field: 'user' },
    ]),
  ],
};
