import { claudeModelRules, openModelRules } from '../modelRules.ts';
import { geminiModelRules } from './gemini.ts';
import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, openaiPaths, quirksOf } from './common.ts';

/**
 * Google Vertex AI: Gemini in its own format, Claude by rawPredict, the others by its OpenAI-compatible endpoint
 * (cloud.google.com/vertex-ai/generative-ai/docs). Tokens come from application default credentials or a service account's file.
 */
export const vertex: ProviderTypeEntry = {
  ...hostedService,
  type: 'vertex',
  title: 'Google Vertex AI',
  defaultEndpoint: 'https://aiplatform.googleapis.com',
  needsKey: 'never',
  keyVariables: [],
  fields: [
    { key: 'project', label: 'Project', hint: "Google Cloud project; empty for the credentials' own." },
    {
      key: 'location',
      label: 'Location',
      hint: "Only where the endpoint's name does not say it; global by default.",
    },
    {
      key: 'credentialsFile',
      label: 'Credentials file',
      hint: "A service account's JSON file; empty for application default credentials.",
    },
  ],
  paths: {
    gemini: '/projects/{project}/locations/{location}/publishers/google/models',
    messages: '/projects/{project}/locations/{location}/publishers/anthropic/models/{model}:rawPredict',
    chat: `/projects/{project}/locations/{location}/endpoints/openapi${openaiPaths.chat}`,
  },
  formatRules: [
    { pattern: /^(?:google\/)?gemini/, formats: ['gemini'] },
    { pattern: /^(?:anthropic\/)?claude/, formats: ['messages'] },
    { pattern: /./, formats: ['chat'] },
  ],
  nativeChatFormat: 'gemini',
  modelList: undefined,
  // github.com/anomalyco/models.dev providers/google-vertex/models
  builtInModels: [
    { id: 'gemini-3.5-flash', name: 'Gemini 3.5 Flash' },
    { id: 'gemini-3.1-pro-preview', name: 'Gemini 3.1 Pro' },
    { id: 'gemini-2.5-pro', name: 'Gemini 2.5 Pro' },
    { id: 'gemini-2.5-flash', name: 'Gemini 2.5 Flash' },
    { id: 'claude-sonnet-5@default', name: 'Claude Sonnet 5' },
    { id: 'claude-opus-4-8@default', name: 'Claude Opus 4.8' },
    { id: 'claude-sonnet-4-6@default', name: 'Claude Sonnet 4.6' },
    { id: 'claude-haiku-4-5@20251001', name: 'Claude Haiku 4.5' },
    { id: 'openai/gpt-oss-120b-maas', name: 'gpt-oss 120b' },
    { id: 'zai-org/glm-5-maas', name: 'GLM-5' },
    { id: 'moonshotai/kimi-k2-thinking-maas', name: 'Kimi K2 Thinking' },
  ],
  defaultMaxOutputTokens: 32_000,
  modelRules: [...geminiModelRules, ...claudeModelRules, ...openModelRules],
  quirks: quirksOf(
    'messages',
    'github.com/vercel/ai packages/google-vertex/src/anthropic/google-vertex-anthropic-provider.ts',
    [
      { change: { kind: 'imageUrls' }, always: true },
      { kind: 'refuses', field: 'service_tier' },
    ],
  ),
};
