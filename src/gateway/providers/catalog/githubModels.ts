import { openaiModelRules, openModelRules } from '../modelRules.ts';
import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths } from './common.ts';

/**
 * GitHub Models (docs.github.com/en/rest/models). GITHUB_TOKEN is no key variable of it: it is set for other ends in every
 * codespace and workflow, and prompts must not go out with it unasked.
 */
export const githubModels: ProviderTypeEntry = {
  ...hostedService,
  type: 'github-models',
  title: 'GitHub Models',
  defaultEndpoint: 'https://models.github.ai/inference',
  unversioned: true,
  keyVariables: ['GITHUB_MODELS_TOKEN'],
  paths: { chat: openaiPaths.chat, embeddings: openaiPaths.embeddings },
  // docs.github.com/en/rest/models/catalog
  modelList: { path: '~/catalog/models', shape: 'openai' },
  modelRules: [...openModelRules, ...openaiModelRules],
};
