import { openaiModelRules, unknownToOpenai } from '../modelRules.ts';
import type { ProviderTypeEntry } from '../provider.ts';
import { commonFacts, hostedService, openaiList, openaiPaths, quirksOf } from './common.ts';

const openaiService = {
  ...hostedService,
  refusedParameters: unknownToOpenai,
  modelRules: openaiModelRules,
} as const;

/** OpenAI's coding models by API key: Responses alone, every other format is converted to it. */
export const codex: ProviderTypeEntry = {
  ...openaiService,
  type: 'codex',
  title: 'OpenAI Codex (API key)',
  defaultEndpoint: 'https://api.openai.com/v1',
  // The variable that the Codex CLI itself reads (developers.openai.com/codex/noninteractive); OPENAI_API_KEY is type `openai`'s.
  keyVariables: ['CODEX_API_KEY'],
  paths: { responses: '/responses' },
  nativeChatFormat: 'responses',
  // developers.openai.com/codex/models: the Codex models, and the general ones from gpt-5 on.
  modelList: { ...openaiList, only: /codex|^gpt-[5-9](?!.*(?:chat|image|audio|realtime|search))/ },
};

/**
 * A ChatGPT subscription: the backend of the Codex CLI, which streams Responses and stores none. The token is read from the
 * file that the user names, mostly the CLI's `~/.codex/auth.json` (github.com/openai/codex codex-rs/core/src/auth.rs).
 */
export const openaiSubscription: ProviderTypeEntry = {
  ...openaiService,
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
      { change: { kind: 'sets', field: 'store', value: false }, always: true },
      { change: { kind: 'sets', field: 'stream', value: true }, always: true },
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
};

/**
 * Azure OpenAI: the v1 API, or with `apiVersion` the classic one below `/deployments/NAME` (learn.microsoft.com/azure/ai-foundry/
 * openai/api-version-lifecycle). Models are the names of deployments, which its API does not list: they are typed by hand.
 */
export const azureOpenai: ProviderTypeEntry = {
  ...commonFacts,
  type: 'azure-openai',
  title: 'Azure OpenAI',
  keyStyle: 'api-key',
  needsKey: 'required',
  keyVariables: ['AZURE_OPENAI_API_KEY', 'AZURE_API_KEY'],
  fields: [
    {
      key: 'apiVersion',
      label: 'API version',
      hint: 'Only for the classic API, e.g. 2024-10-21; empty for v1.',
    },
  ],
  paths: { ...openaiPaths, responses: '/responses' },
  nativeChatFormat: 'chat',
  modelList: undefined,
  localOnLoopback: false,
  defaultHeaders: {},
  repairs: false,
  refusedParameters: unknownToOpenai,
  modelRules: openaiModelRules,
};
