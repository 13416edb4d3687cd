import { openModelRules } from '../modelRules.ts';
import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

/** Groq (console.groq.com/docs/openai). Its Responses API keeps nothing, so Responses are converted to chat. */
export const groq: ProviderTypeEntry = {
  ...hostedService,
  type: 'groq',
  title: 'Groq',
  defaultEndpoint: 'https://api.groq.com/openai/v1',
  keyVariables: ['GROQ_API_KEY'],
  maxTokensField: 'max_completion_tokens',
  // console.groq.com/docs/reasoning
  modelRules: [...openModelRules, { pattern: /^qwen3/, reasoningEfforts: ['none', 'default'] }],
  quirks: [
    ...quirksOf('chat', 'console.groq.com/docs/openai, "Currently Unsupported OpenAI Features"', [
      { kind: 'refuses', field: 'logprobs' },
      { kind: 'refuses', field: 'top_logprobs' },
      { kind: 'refuses', field: 'logit_bias' },
      { kind: 'refuses', field: 'n' },
      { kind: 'messageField', field: 'name' },
    ]),
    ...quirksOf('chat', 'console.groq.com/docs/reasoning', [{ kind: 'reasoning', as: 'reasoning' }]),
    ...quirksOf('chat', 'github.com/vercel/ai packages/groq/src/groq-chat-language-model.ts', [
      { kind: 'refuses', field: 'top_k' },
    ]),
  ],
};

/** Cerebras (inference-docs.cerebras.ai/resources/openai). */
export const cerebras: ProviderTypeEntry = {
  ...hostedService,
  type: 'cerebras',
  title: 'Cerebras',
  defaultEndpoint: 'https://api.cerebras.ai/v1',
  keyVariables: ['CEREBRAS_API_KEY'],
  maxTokensField: 'max_completion_tokens',
  // inference-docs.cerebras.ai/capabilities/reasoning: GLM thinks, or not at all.
  modelRules: [...openModelRules, { pattern: /^zai-glm/, reasoningEfforts: ['none'] }],
  paths: { chat: openaiPaths.chat, completions: openaiPaths.completions },
  refusedParameters: ['suffix'],
  quirks: [
    ...quirksOf('chat', 'inference-docs.cerebras.ai/resources/openai, fields answered with 400', [
      { kind: 'refuses', field: 'frequency_penalty' },
      { kind: 'refuses', field: 'presence_penalty' },
      { kind: 'refuses', field: 'logit_bias' },
      { kind: 'refuses', field: 'top_k' },
      { kind: 'refuses', field: 'n' },
      { change: { kind: 'role', role: 'developer', to: 'system' }, always: true },
    ]),
    ...quirksOf('chat', 'github.com/vercel/ai packages/cerebras/src/cerebras-provider.ts', [
      { kind: 'reasoning', as: 'reasoning' },
    ]),
    ...quirksOf('chat', 'inference-docs.cerebras.ai/capabilities/structured-outputs, "Schema limitations"', [
      {
        kind: 'schemaKeywords',
        keywords: ['pattern', 'format', 'minItems', 'maxItems', 'minLength', 'maxLength'],
      },
    ]),
  ],
};

/** SambaNova (docs.sambanova.ai/docs/en/features): chat and Messages. */
export const sambanova: ProviderTypeEntry = {
  ...hostedService,
  type: 'sambanova',
  title: 'SambaNova',
  defaultEndpoint: 'https://api.sambanova.ai/v1',
  keyVariables: ['SAMBANOVA_API_KEY'],
  paths: {
    chat: openaiPaths.chat,
    // docs.sambanova.ai/docs/en/features/anthropic-compatibility
    messages: '/messages',
    'count-tokens': '/messages/count_tokens',
    embeddings: openaiPaths.embeddings,
  },
  // docs.sambanova.ai/docs/en/features/messages: "available for gpt-oss-120b".
  formatRules: [
    { pattern: /gpt-oss-120b/, formats: ['chat', 'messages', 'count-tokens'] },
    { pattern: /./, formats: ['chat', 'embeddings'] },
  ],
  quirks: quirksOf(
    'chat',
    'docs.sambanova.ai/docs/en/features/openai-compatibility, unsupported parameters',
    [
      { kind: 'refuses', field: 'logprobs' },
      { kind: 'refuses', field: 'top_logprobs' },
      { kind: 'refuses', field: 'n' },
      { kind: 'refuses', field: 'presence_penalty' },
      { kind: 'refuses', field: 'frequency_penalty' },
      { kind: 'refuses', field: 'logit_bias' },
      { kind: 'refuses', field: 'seed' },
    ],
  ),
};
