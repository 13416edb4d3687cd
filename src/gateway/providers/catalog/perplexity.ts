import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, quirksOf } from './common.ts';

/** Perplexity's Sonar models, which search and call no tools (docs.perplexity.ai/docs/sonar); it has no model list. */
export const perplexity: ProviderTypeEntry = {
  ...hostedService,
  type: 'perplexity',
  title: 'Perplexity',
  defaultEndpoint: 'https://api.perplexity.ai',
  unversioned: true,
  keyVariables: ['PERPLEXITY_API_KEY', 'PPLX_API_KEY'],
  modelList: undefined,
  // github.com/anomalyco/models.dev providers/perplexity/models
  builtInModels: [
    { id: 'sonar', name: 'Sonar' },
    { id: 'sonar-pro', name: 'Sonar Pro' },
    { id: 'sonar-reasoning-pro', name: 'Sonar Reasoning Pro' },
    { id: 'sonar-deep-research', name: 'Sonar Deep Research' },
  ],
  // docs.perplexity.ai/api-reference/sonar-post
  reasoningEfforts: ['minimal', 'low', 'medium', 'high'],
  modelRules: [],
  quirks: quirksOf('chat', 'docs.perplexity.ai/api-reference/sonar-post', [
    { kind: 'alternates' },
    { kind: 'refuses', field: 'tools' },
    { kind: 'refuses', field: 'tool_choice' },
    { kind: 'refuses', field: 'parallel_tool_calls' },
    { kind: 'refuses', field: 'stop' },
    { kind: 'refuses', field: 'seed' },
    { kind: 'refuses', field: 'n' },
    { kind: 'refuses', field: 'logprobs' },
    { kind: 'refuses', field: 'top_logprobs' },
    { kind: 'refuses', field: 'logit_bias' },
    { kind: 'refuses', field: 'service_tier' },
    { kind: 'reasoning', as: 'nothing' },
  ]),
};
