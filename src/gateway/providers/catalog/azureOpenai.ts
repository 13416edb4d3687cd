import { openaiCustomToolModels, openaiModelRules, unknownToOpenai } from '../modelRules.ts';
import type { ProviderTypeEntry } from '../provider.ts';
import { commonFacts, openaiPaths } from './common.ts';

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
  paths: { ...openaiPaths, responses: '/responses', 'responses-count-tokens': '/responses/input_tokens' },
  customToolModels: openaiCustomToolModels,
  nativeChatFormat: 'chat',
  modelList: undefined,
  localOnLoopback: false,
  defaultHeaders: {},
  repairs: false,
  refusedParameters: unknownToOpenai,
  modelRules: openaiModelRules,
};
