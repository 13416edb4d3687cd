import type { Quirk } from '../../wire/quirks/quirk.ts';
import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

/** Unknown fields are 422 (`extra_forbidden`), so each that its schema lacks is named. */
const quirks: readonly Quirk[] = [
  ...quirksOf('chat', 'docs.mistral.ai/api, "Chat Completion"', [
    { kind: 'renames', field: 'seed', to: 'random_seed' },
    { kind: 'renames', field: 'max_completion_tokens', to: 'max_tokens' },
    { kind: 'value', field: 'tool_choice', values: { required: { tool_choice: 'any' } } },
    { change: { kind: 'role', role: 'developer', to: 'system' }, always: true },
    { change: { kind: 'refuses', field: 'stream_options' }, always: true },
    { kind: 'refuses', field: 'top_k' },
    { kind: 'refuses', field: 'logprobs' },
    { kind: 'refuses', field: 'top_logprobs' },
    { kind: 'refuses', field: 'logit_bias' },
    { kind: 'refuses', field: 'service_tier' },
    { kind: 'refuses', field: 'user' },
    { kind: 'messageField', field: 'refusal' },
  ]),
  ...quirksOf('chat', 'docs.mistral.ai/capabilities/reasoning', [
    { kind: 'reasoning', as: 'thinking parts' },
  ]),
  ...quirksOf(
    'chat',
    'github.com/mistralai/mistral-common src/mistral_common/protocol/instruct/validator.py',
    [
      { change: { kind: 'toolCallIds', length: 9 }, always: true },
      { change: { kind: 'userAfterTool', text: 'Done.' }, always: true },
      { kind: 'prefix' },
    ],
  ),
];

const embeddingsQuirks: readonly Quirk[] = quirksOf('embeddings', 'docs.mistral.ai/api/endpoint/embeddings', [
  { change: { kind: 'renames', field: 'dimensions', to: 'output_dimension' }, always: true },
  { change: { kind: 'refuses', field: 'user' }, always: true },
]);

/** Mistral's own API: chat, embeddings, fill-in-the-middle (docs.mistral.ai/api). */
export const mistral: ProviderTypeEntry = {
  ...hostedService,
  type: 'mistral',
  title: 'Mistral',
  defaultEndpoint: 'https://api.mistral.ai/v1',
  keyVariables: ['MISTRAL_API_KEY'],
  paths: { chat: openaiPaths.chat, fim: '/fim/completions', embeddings: openaiPaths.embeddings },
  // docs.mistral.ai/capabilities/code_generation: Codestral alone fills gaps.
  formatRules: [
    { pattern: /codestral/, formats: ['chat', 'fim', 'embeddings'] },
    { pattern: /./, formats: ['chat', 'embeddings'] },
  ],
  // github.com/vercel/ai packages/mistral/src/mistral-chat-language-model.ts: these models alone take efforts.
  modelRules: [
    {
      pattern: /^mistral-(?:small-(?:latest|2603)|medium-(?:latest|2604|3(?:\.5)?$))/,
      reasoningEfforts: ['none', 'high'],
    },
  ],
  quirks: [...quirks, ...embeddingsQuirks],
};

/** The endpoint and key of Codestral alone (docs.mistral.ai/capabilities/code_generation); it has no model list. */
export const codestral: ProviderTypeEntry = {
  ...mistral,
  type: 'codestral',
  title: 'Codestral',
  defaultEndpoint: 'https://codestral.mistral.ai/v1',
  keyVariables: ['CODESTRAL_API_KEY'],
  paths: { chat: openaiPaths.chat, fim: '/fim/completions' },
  quirks,
  formatRules: undefined,
  modelList: undefined,
  builtInModels: [{ id: 'codestral-latest', name: 'Codestral' }],
};
