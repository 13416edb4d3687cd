import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

const thinkingKimiModels = /^kimi-k(?:2-thinking|2\.[5-9]|[3-9])/;
/** Models whose sampling is fixed. */
const fixedKimiModels = /^kimi-k(?:2\.[5-9]|[3-9])/;

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
