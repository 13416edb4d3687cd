import type { ProviderType } from '../../config/schema.ts';
import { azureOpenai } from './catalog/azureOpenai.ts';
import { bedrock } from './catalog/bedrock.ts';
import { cerebras } from './catalog/cerebras.ts';
import { codex } from './catalog/codex.ts';
import { cohere } from './catalog/cohere.ts';
import { anthropicHeaders, commonFacts, openaiList, openaiPaths, quirksOf } from './catalog/common.ts';
import { dashscope } from './catalog/dashscope.ts';
import { deepseek } from './catalog/deepseek.ts';
import { fireworks } from './catalog/fireworks.ts';
import { gemini } from './catalog/gemini.ts';
import { githubModels } from './catalog/githubModels.ts';
import { glm } from './catalog/glm.ts';
import { groq } from './catalog/groq.ts';
import { huggingface } from './catalog/huggingface.ts';
import { minimax } from './catalog/minimax.ts';
import { codestral, mistral } from './catalog/mistral.ts';
import { moonshot } from './catalog/moonshot.ts';
import { nvidia } from './catalog/nvidia.ts';
import { ollamaCloud } from './catalog/ollamaCloud.ts';
import { openaiSubscription } from './catalog/openaiSubscription.ts';
import { perplexity } from './catalog/perplexity.ts';
import { sambanova } from './catalog/sambanova.ts';
import { together } from './catalog/together.ts';
import { vertex } from './catalog/vertex.ts';
import { vscodeLm } from './catalog/vscodeLm.ts';
import { xai } from './catalog/xai.ts';
import {
  claudeModelRules,
  openaiModelRules,
  openaiReasoningModels,
  openModelRules,
  unknownToOpenai,
  openaiCustomToolModels,
} from './modelRules.ts';
import type { ProviderTypeEntry } from './provider.ts';

/** A server on the user's own machine that speaks OpenAI's formats; its other formats are thin layers over chat. */
const localServer = {
  ...commonFacts,
  keyStyle: 'bearer',
  needsKey: 'optional',
  keyVariables: [],
  paths: openaiPaths,
  nativeChatFormat: 'chat',
  modelList: openaiList,
  localOnLoopback: true,
  defaultHeaders: {},
  repairs: true,
  modelRules: openModelRules,
} as const;

/**
 * Everything that Muxgate knows of the types of providers; a further type is one further entry (and its name in
 * config/schema.ts). Paths: see endpointUrl.ts.
 */
export const providerCatalog: Readonly<Record<ProviderType, ProviderTypeEntry>> = {
  anthropic: {
    ...commonFacts,
    type: 'anthropic',
    title: 'Anthropic',
    defaultEndpoint: 'https://api.anthropic.com',
    keyStyle: 'x-api-key',
    needsKey: 'required',
    keyVariables: ['ANTHROPIC_API_KEY'],
    paths: { messages: '/messages', 'count-tokens': '/messages/count_tokens' },
    nativeChatFormat: 'messages',
    modelList: { path: '/models', shape: 'anthropic' },
    localOnLoopback: false,
    defaultHeaders: anthropicHeaders,
    repairs: false,
    defaultMaxOutputTokens: 32_000,
    modelRules: claudeModelRules,
  },
  openai: {
    ...commonFacts,
    type: 'openai',
    title: 'OpenAI',
    defaultEndpoint: 'https://api.openai.com/v1',
    keyStyle: 'bearer',
    needsKey: 'required',
    keyVariables: ['OPENAI_API_KEY'],
    paths: { ...openaiPaths, responses: '/responses', 'responses-count-tokens': '/responses/input_tokens' },
    // developers.openai.com/api/docs/models: 404 "only supported in v1/responses" elsewhere.
    formatRules: [
      { pattern: /codex|^(?:o\d|gpt-[\d.]+)-pro|deep-research|^computer-use/, formats: ['responses'] },
    ],
    customToolModels: openaiCustomToolModels,
    nativeChatFormat: 'chat',
    modelList: openaiList,
    localOnLoopback: false,
    defaultHeaders: {},
    repairs: false,
    // A client that names no model does not know that OpenAI will answer.
    quirks: quirksOf('chat', 'developers.openai.com/api/reference: max_tokens', [
      {
        models: openaiReasoningModels,
        change: { kind: 'renames', field: 'max_tokens', to: 'max_completion_tokens' },
        always: true,
      },
      { change: { kind: 'messageField', field: 'reasoning_content' }, always: true },
    ]),
    refusedParameters: unknownToOpenai,
    modelRules: openaiModelRules,
  },
  'openai-compatible': {
    ...commonFacts,
    type: 'openai-compatible',
    title: 'OpenAI-compatible server',
    keyStyle: 'bearer',
    needsKey: 'optional',
    keyVariables: [],
    paths: openaiPaths,
    nativeChatFormat: 'chat',
    modelList: openaiList,
    localOnLoopback: false,
    defaultHeaders: {},
    repairs: true,
    modelRules: [...openModelRules, ...openaiModelRules],
  },
  'anthropic-compatible': {
    ...commonFacts,
    type: 'anthropic-compatible',
    title: 'Anthropic-compatible server',
    keyStyle: 'x-api-key',
    needsKey: 'optional',
    keyVariables: [],
    // Not every one counts; a missing endpoint is answered by a count of our own.
    paths: { messages: '/messages', 'count-tokens': '/messages/count_tokens' },
    nativeChatFormat: 'messages',
    modelList: { path: '/models', shape: 'anthropic' },
    localOnLoopback: false,
    defaultHeaders: anthropicHeaders,
    repairs: true,
    modelRules: claudeModelRules,
  },
  openrouter: {
    ...commonFacts,
    type: 'openrouter',
    title: 'OpenRouter',
    defaultEndpoint: 'https://openrouter.ai/api/v1',
    keyStyle: 'bearer',
    needsKey: 'required',
    keyVariables: ['OPENROUTER_API_KEY'],
    paths: { ...openaiPaths, messages: '/messages', responses: '/responses' },
    plainFormats: [
      {
        format: 'messages',
        wholeFor: /^~?anthropic\//,
        source: 'openrouter.ai/docs/api-reference: POST /messages',
      },
      {
        format: 'responses',
        keepsNothing: true,
        source: 'openrouter.ai/docs/client-sdks: responses, stateless',
      },
    ],
    nativeChatFormat: 'chat',
    modelList: openaiList,
    localOnLoopback: false,
    defaultHeaders: {},
    repairs: false,
    // It drops what a model refuses and maps efforts itself (openrouter.ai/docs, "Reasoning Tokens").
    reasoningEfforts: ['none', 'minimal', 'low', 'medium', 'high', 'xhigh'],
    modelRules: [],
  },
  ollama: {
    ...localServer,
    type: 'ollama',
    title: 'Ollama',
    defaultEndpoint: 'http://127.0.0.1:11434',
    defaultPort: 11434,
    paths: {
      ...openaiPaths,
      messages: '/messages',
      responses: '/responses',
      'ollama-chat': '/api/chat',
      'ollama-generate': '/api/generate',
      'ollama-embed': '/api/embed',
    },
    plainFormats: [
      { format: 'messages', source: 'docs.ollama.com/api/anthropic-compatibility' },
      {
        format: 'responses',
        keepsNothing: true,
        source: 'docs.ollama.com/api/openai-compatibility, from 0.13.3 on',
      },
    ],
    // Its OpenAI endpoint knows no top_k and says less of the tokens (github.com/ollama/ollama openai/openai.go).
    nativeChatFormat: 'ollama-chat',
    modelList: { path: '/api/tags', shape: 'ollama', details: { kind: 'each', path: '/api/show' } },
  },
  llamacpp: {
    ...localServer,
    type: 'llamacpp',
    title: 'llama.cpp',
    defaultEndpoint: 'http://127.0.0.1:8080',
    defaultPort: 8080,
    paths: { ...openaiPaths, messages: '/messages', 'llamacpp-infill': '~/infill' },
    plainFormats: [
      {
        format: 'messages',
        source: 'github.com/ggml-org/llama.cpp tools/server/README.md: POST /v1/messages',
      },
    ],
    modelList: { ...openaiList, loadedOnly: true },
    // `/v1/completions` ignores it (tools/server/README.md).
    refusedParameters: ['suffix'],
  },
  lmstudio: {
    ...localServer,
    type: 'lmstudio',
    title: 'LM Studio',
    defaultEndpoint: 'http://127.0.0.1:1234',
    defaultPort: 1234,
    paths: { ...openaiPaths, messages: '/messages', responses: '/responses' },
    plainFormats: [
      { format: 'messages', source: 'lmstudio.ai/docs/developer/anthropic-compat, from 0.4.1 on' },
      { format: 'responses', source: 'lmstudio.ai/docs/developer/api-changelog, from 0.3.29 on' },
    ],
    // lmstudio.ai/docs/api/rest-api, from LM Studio 0.3.6 on
    modelList: { ...openaiList, loadedOnly: true, details: { kind: 'list', path: '~/api/v0/models' } },
    refusedParameters: ['suffix'],
  },
  vllm: {
    ...localServer,
    type: 'vllm',
    title: 'vLLM',
    defaultEndpoint: 'http://127.0.0.1:8000',
    defaultPort: 8000,
    paths: { ...openaiPaths, messages: '/messages', responses: '/responses' },
    plainFormats: [
      { format: 'messages', source: 'docs.vllm.ai/en/stable/serving/online_serving' },
      { format: 'responses', keepsNothing: true, source: 'docs.vllm.ai/en/stable/serving/online_serving' },
    ],
    // docs.vllm.ai, "Online Serving": "suffix parameter is not supported".
    refusedParameters: ['suffix'],
  },
  gemini,
  deepseek,
  glm,
  mistral,
  cohere,
  codestral,
  xai,
  moonshot,
  minimax,
  dashscope,
  groq,
  cerebras,
  sambanova,
  together,
  fireworks,
  huggingface,
  nvidia,
  perplexity,
  'github-models': githubModels,
  'ollama-cloud': ollamaCloud,
  'azure-openai': azureOpenai,
  bedrock,
  vertex,
  codex,
  'openai-subscription': openaiSubscription,
  'vscode-lm': vscodeLm,
  demo: {
    ...commonFacts,
    type: 'demo',
    title: 'Demo',
    keyStyle: 'none',
    needsKey: 'never',
    keyVariables: [],
    paths: {},
    nativeChatFormat: 'chat',
    modelList: undefined,
    builtInModels: [
      { id: 'echo', name: 'Echo' },
      { id: 'tools', name: 'Tools' },
    ],
    localOnLoopback: false,
    defaultHeaders: {},
    repairs: false,
    modelRules: [],
  },
};
