import { openaiModelRules, unknownToOpenai } from '../modelRules.ts';
import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, quirksOf } from './common.ts';

/**
 * A ChatGPT subscription: the backend of the Codex CLI, which streams Responses and stores none. The token is read from the
 * file that the user names, mostly the CLI's `~/.codex/auth.json` (github.com/openai/codex codex-rs/core/src/auth.rs).
 */
export const openaiSubscription: ProviderTypeEntry = {
  ...hostedService,
  type: 'openai-subscription',
  title: 'ChatGPT subscription',
  defaultEndpoint: 'https://chatgpt.com/backend-api/codex',
  unversioned: true,
  needsKey: 'never',
  keyVariables: [],
  fields: [
    {
      key: 'tokenFile',
      label: 'Token file',
      hint: 'Where `codex login` keeps its token, mostly ~/.codex/auth.json. It is read, never written.',
      required: true,
    },
  ],
  paths: { responses: '/responses' },
  nativeChatFormat: 'responses',
  modelList: undefined,
  // developers.openai.com/codex/models
  builtInModels: [
    { id: 'gpt-5.5', name: 'GPT-5.5' },
    { id: 'gpt-5.4', name: 'GPT-5.4' },
    { id: 'gpt-5.3-codex', name: 'GPT-5.3 Codex' },
    { id: 'gpt-5.2-codex', name: 'GPT-5.2 Codex' },
    { id: 'gpt-5.2', name: 'GPT-5.2' },
  ],
  quirks: quirksOf(
    'responses',
    'github.com/BerriAI/litellm litellm/llms/chatgpt/responses/transformation.py',
    [
      { change: { kind: 'sets', field: 'store', value: false, emulated: true }, always: true },
      { change: { kind: 'sets', field: 'stream', value: true, emulated: true }, always: true },
      {
        change: { kind: 'sets', field: 'instructions', value: 'You are a coding agent.', unlessSet: true },
        always: true,
      },
      { change: { kind: 'role', role: 'system', to: 'developer' }, always: true },
      { change: { kind: 'refuses', field: 'max_output_tokens' }, always: true },
      { change: { kind: 'refuses', field: 'temperature' }, always: true },
      { change: { kind: 'refuses', field: 'top_p' }, always: true },
      { change: { kind: 'refuses', field: 'user' }, always: true },
      { change: { kind: 'refuses', field: 'metadata' }, always: true },
      { change: { kind: 'refuses', field: 'background' }, always: true },
      { change: { kind: 'refuses', field: 'safety_identifier' }, always: true },
    ],
  ),
  refusedParameters: unknownToOpenai,
  modelRules: openaiModelRules,
};
