import { openModelRules } from '../modelRules.ts';
import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

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
