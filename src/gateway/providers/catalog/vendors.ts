import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

const grokReasoningModels = /^grok-(?!.*non-reasoning)(?:[4-9]|3-mini|code|build)/;
const thinkingKimiModels = /^kimi-k(?:2-thinking|2\.[5-9]|[3-9])/;
/** Models whose sampling is fixed. */
const fixedKimiModels = /^kimi-k(?:2\.[5-9]|[3-9])/;

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

/** Moonshot's Kimi: chat, and Messages below `/anthropic` (platform.kimi.ai/docs). */
export const moonshot: ProviderTypeEntry = {
  ...hostedService,
  type: 'moonshot',
  title: 'Moonshot AI (Kimi)',
  defaultEndpoint: 'https://api.moonshot.ai/v1',
  endpointVariants: [{ endpoint: 'https://api.moonshot.cn/v1', what: 'China' }],
  keyVariables: ['MOONSHOT_API_KEY'],
  paths: { chat: openaiPaths.chat, messages: '~/anthropic/v1/messages' },
  maxTokensField: 'max_completion_tokens',
  modelRules: [
    // platform.kimi.ai/docs/api/chat: K3 has efforts, K2.5 and K2.6 a switch, K2.7 Code and older neither.
    { pattern: /^kimi-k3/, reasoningEfforts: ['low', 'high', 'max'] },
    { pattern: /^kimi-k2\.[56]/, reasoningEfforts: ['none', 'high'] },
  ],
  quirks: [
    ...quirksOf('chat', 'platform.kimi.ai/docs/api/chat', [
      {
        models: /^kimi-k2\.[56]/,
        change: {
          kind: 'value',
          field: 'reasoning_effort',
          values: { none: { thinking: { type: 'disabled' } }, '*': { thinking: { type: 'enabled' } } },
        },
      },
      { models: fixedKimiModels, change: { kind: 'refuses', field: 'temperature' } },
      { models: fixedKimiModels, change: { kind: 'refuses', field: 'top_p' } },
      { models: fixedKimiModels, change: { kind: 'refuses', field: 'n' } },
      { models: fixedKimiModels, change: { kind: 'refuses', field: 'presence_penalty' } },
      { models: fixedKimiModels, change: { kind: 'refuses', field: 'frequency_penalty' } },
    ]),
    // 400 "thinking is enabled but reasoning_content is missing in assistant tool call message".
    ...quirksOf('chat', 'platform.kimi.ai/docs/guide/use-kimi-k2-thinking-model', [
      { models: thinkingKimiModels, change: { kind: 'needsReasoning', of: 'tool calls' }, always: true },
    ]),
    ...quirksOf('chat', 'platform.moonshot.cn/docs/guide/migrating-from-openai-to-kimi', [
      { kind: 'range', field: 'temperature', min: 0, max: 1 },
      { kind: 'value', field: 'tool_choice', values: { required: { tool_choice: 'auto' } }, loses: true },
      { change: { kind: 'role', role: 'developer', to: 'system' }, always: true },
    ]),
  ],
};

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
