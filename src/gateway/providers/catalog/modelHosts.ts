import { openaiModelRules, openModelRules } from '../modelRules.ts';
import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

/** Together (docs.together.ai/docs/openai-api-compatibility). */
export const together: ProviderTypeEntry = {
  ...hostedService,
  type: 'together',
  title: 'Together AI',
  defaultEndpoint: 'https://api.together.xyz/v1',
  keyVariables: ['TOGETHER_API_KEY'],
  paths: openaiPaths,
  refusedParameters: ['suffix'],
  // docs.together.ai/reference/chat-completions
  reasoningEfforts: ['none', 'low', 'medium', 'high'],
  quirks: quirksOf('chat', 'docs.together.ai/docs/inference/chat/reasoning', [
    { kind: 'value', field: 'reasoning_effort', values: { none: { reasoning: { enabled: false } } } },
  ]),
};

/** Fireworks: chat, completions, embeddings and Messages (docs.fireworks.ai/tools-sdks). */
export const fireworks: ProviderTypeEntry = {
  ...hostedService,
  type: 'fireworks',
  title: 'Fireworks AI',
  defaultEndpoint: 'https://api.fireworks.ai/inference/v1',
  endpointVariants: [{ endpoint: 'https://us.api.fireworks.ai/inference/v1', what: 'United States only' }],
  keyVariables: ['FIREWORKS_API_KEY'],
  // docs.fireworks.ai/tools-sdks/anthropic-compatibility
  paths: { ...openaiPaths, messages: '/messages' },
  refusedParameters: ['suffix'],
  // docs.fireworks.ai/guides/reasoning
  reasoningEfforts: ['none', 'low', 'medium', 'high'],
};

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

/** Hugging Face's router to many hosts (huggingface.co/docs/inference-providers/tasks/chat-completion). */
export const huggingface: ProviderTypeEntry = {
  ...hostedService,
  type: 'huggingface',
  title: 'Hugging Face',
  defaultEndpoint: 'https://router.huggingface.co/v1',
  keyVariables: ['HF_TOKEN'],
  reasoningEfforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'],
};

/** NVIDIA's hosted NIM services (docs.api.nvidia.com/nim/reference/llm-apis). */
export const nvidia: ProviderTypeEntry = {
  ...hostedService,
  type: 'nvidia',
  title: 'NVIDIA',
  defaultEndpoint: 'https://integrate.api.nvidia.com/v1',
  keyVariables: ['NVIDIA_API_KEY'],
  paths: { chat: openaiPaths.chat, embeddings: openaiPaths.embeddings },
  quirks: quirksOf('chat', 'docs.api.nvidia.com/nim/reference/llm-apis', [
    { change: { kind: 'role', role: 'developer', to: 'system' }, always: true },
  ]),
};

/** Ollama's own cloud, called directly (docs.ollama.com/cloud): nothing of it is ever local. */
export const ollamaCloud: ProviderTypeEntry = {
  ...hostedService,
  type: 'ollama-cloud',
  title: 'Ollama Cloud',
  defaultEndpoint: 'https://ollama.com',
  keyVariables: ['OLLAMA_API_KEY'],
  paths: { chat: openaiPaths.chat, 'ollama-chat': '/api/chat', 'ollama-generate': '/api/generate' },
  nativeChatFormat: 'ollama-chat',
  modelList: { path: '/api/tags', shape: 'ollama', details: { kind: 'each', path: '/api/show' } },
  // docs.ollama.com/openai
  reasoningEfforts: ['none', 'low', 'medium', 'high', 'max'],
  quirks: quirksOf('chat', 'docs.ollama.com/openai, fields that are not ticked', [
    { kind: 'refuses', field: 'logit_bias' },
    { kind: 'refuses', field: 'user' },
    { kind: 'refuses', field: 'n' },
    { kind: 'imageUrls' },
  ]),
};

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
