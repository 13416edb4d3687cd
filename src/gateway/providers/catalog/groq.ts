import { openModelRules } from '../modelRules.ts';
import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, quirksOf } from './common.ts';

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
    ...quirksOf('chat', 'console.groq.com/docs/structured-outputs, "Supported models"', [
      { models: /^(?:llama-3|qwen|allam|compound|gemma)/, change: { kind: 'schemaInPrompt' } },
    ]),
    ...quirksOf('chat', 'console.groq.com/docs/reasoning', [{ kind: 'reasoning', as: 'reasoning' }]),
    ...quirksOf('chat', 'github.com/vercel/ai packages/groq/src/groq-chat-language-model.ts', [
      { kind: 'refuses', field: 'top_k' },
    ]),
  ],
};
