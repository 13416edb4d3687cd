import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

/** Zhipu's GLM: chat, embeddings, and Messages at an address of its own (docs.z.ai). */
export const glm: ProviderTypeEntry = {
  ...hostedService,
  type: 'glm',
  title: 'Z.ai (GLM)',
  defaultEndpoint: 'https://api.z.ai/api/paas/v4',
  endpointVariants: [
    { endpoint: 'https://api.z.ai/api/coding/paas/v4', what: 'Coding Plan' },
    { endpoint: 'https://open.bigmodel.cn/api/paas/v4', what: 'China' },
    { endpoint: 'https://open.bigmodel.cn/api/coding/paas/v4', what: 'Coding Plan, China' },
  ],
  // github.com/anomalyco/models.dev providers/zai and the SDKs zai-sdk and zhipuai
  keyVariables: ['ZAI_API_KEY', 'ZHIPUAI_API_KEY', 'ZHIPU_API_KEY', 'GLM_API_KEY'],
  paths: {
    chat: openaiPaths.chat,
    // docs.z.ai/devpack/tool/claude
    messages: '~/api/anthropic/v1/messages',
    embeddings: openaiPaths.embeddings,
  },
  // docs.z.ai/guides/capabilities/thinking: on or off; docs.z.ai/devpack/latest-model: efforts from GLM-5.2 on
  reasoningEfforts: ['none', 'high'],
  modelRules: [
    { pattern: /^glm-5\.[2-9]/, reasoningEfforts: ['none', 'low', 'medium', 'high', 'xhigh', 'max'] },
  ],
  quirks: [
    ...quirksOf('chat', 'docs.z.ai/guides/capabilities/thinking', [
      {
        change: {
          kind: 'value',
          field: 'reasoning_effort',
          values: { none: { thinking: { type: 'disabled' } } },
        },
      },
      {
        models: /^glm-(?:4|5(?!\.[2-9]))/,
        change: {
          kind: 'value',
          field: 'reasoning_effort',
          values: { '*': { thinking: { type: 'enabled' } } },
        },
      },
    ]),
    ...quirksOf('chat', 'docs.z.ai/guides/develop/openai/python', [
      { kind: 'range', field: 'temperature', min: 0, max: 1 },
    ]),
    ...quirksOf('chat', 'docs.z.ai/api-reference/llm/chat-completion', [
      { change: { kind: 'role', role: 'developer', to: 'system' }, always: true },
      { kind: 'range', field: 'top_p', min: 0.01, max: 1 },
      { kind: 'most', field: 'stop', count: 1 },
      {
        kind: 'value',
        field: 'tool_choice',
        values: {
          auto: { tool_choice: 'auto' },
          none: { tools: undefined },
          '*': { tool_choice: 'auto' },
        },
        loses: true,
      },
      { kind: 'refuses', field: 'parallel_tool_calls' },
      { kind: 'refuses', field: 'n' },
      { kind: 'refuses', field: 'logprobs' },
      { kind: 'refuses', field: 'top_logprobs' },
      { kind: 'refuses', field: 'seed' },
      { kind: 'refuses', field: 'presence_penalty' },
      { kind: 'refuses', field: 'frequency_penalty' },
      { kind: 'schemaInPrompt' },
    ]),
  ],
};
