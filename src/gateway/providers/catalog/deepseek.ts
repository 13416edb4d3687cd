import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

/** DeepSeek: chat, Messages below `/anthropic` and, in its beta, fill-in-the-middle completions (api-docs.deepseek.com). */
export const deepseek: ProviderTypeEntry = {
  ...hostedService,
  type: 'deepseek',
  title: 'DeepSeek',
  defaultEndpoint: 'https://api.deepseek.com',
  keyVariables: ['DEEPSEEK_API_KEY'],
  paths: {
    chat: openaiPaths.chat,
    // api-docs.deepseek.com/guides/anthropic_api
    messages: '~/anthropic/v1/messages',
    // api-docs.deepseek.com/guides/fim_completion
    completions: '~/beta/completions',
  },
  writesGapTokens: true,
  // api-docs.deepseek.com/guides/thinking_mode: it maps low, medium and xhigh itself.
  reasoningEfforts: ['none', 'low', 'medium', 'high', 'xhigh', 'max'],
  quirks: [
    ...quirksOf('completions', 'api-docs.deepseek.com/guides/fim_completion: at most 4K tokens', [
      { kind: 'range', field: 'max_tokens', min: 1, max: 4096 },
    ]),
    ...quirksOf('completions', 'api-docs.deepseek.com/api/create-completion', [
      { kind: 'refuses', field: 'top_k' },
      { kind: 'refuses', field: 'seed' },
      { kind: 'most', field: 'stop', count: 16 },
    ]),
    ...quirksOf('chat', 'api-docs.deepseek.com/guides/thinking_mode', [
      { kind: 'value', field: 'reasoning_effort', values: { none: { thinking: { type: 'disabled' } } } },
    ]),
    // 400 "The `reasoning_content` in the thinking mode must be passed back": also after another provider's turns.
    ...quirksOf(
      'chat',
      'github.com/vercel/ai packages/deepseek/src/chat/convert-to-deepseek-chat-messages.ts',
      [
        {
          models: /^deepseek-(?!chat|coder)/,
          change: { kind: 'needsReasoning', of: 'every message' },
          always: true,
        },
      ],
    ),
    ...quirksOf('chat', 'api-docs.deepseek.com/guides/json_mode', [{ kind: 'schemaInPrompt' }]),
    ...quirksOf('chat', 'api-docs.deepseek.com/api/create-chat-completion', [
      { change: { kind: 'role', role: 'developer', to: 'system' }, always: true },
      { kind: 'range', field: 'temperature', min: 0, max: 2 },
      { kind: 'most', field: 'stop', count: 16 },
      { kind: 'refuses', field: 'n' },
      { kind: 'refuses', field: 'parallel_tool_calls' },
      { kind: 'refuses', field: 'logit_bias' },
    ]),
    ...quirksOf('chat', 'github.com/vercel/ai packages/deepseek/src/chat/deepseek-chat-language-model.ts', [
      { kind: 'refuses', field: 'top_k' },
      { kind: 'refuses', field: 'seed' },
    ]),
  ],
};
