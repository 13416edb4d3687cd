import { claudeModelRules, openaiModelRules, openModelRules } from '../modelRules.ts';
import type { ProviderTypeEntry } from '../provider.ts';
import { hostedService, quirksOf } from './common.ts';

/**
 * Amazon Bedrock: Claude by InvokeModel in Anthropic's format, the others by its OpenAI-compatible endpoint
 * (docs.aws.amazon.com/bedrock/latest/userguide/apis.html). Requests are signed with AWS credentials, or carry a Bedrock API key.
 */
export const bedrock: ProviderTypeEntry = {
  ...hostedService,
  type: 'bedrock',
  title: 'Amazon Bedrock',
  defaultEndpoint: 'https://bedrock-runtime.us-east-1.amazonaws.com',
  endpointVariants: [
    // docs.aws.amazon.com/bedrock/latest/userguide/endpoints.html
    { endpoint: 'https://bedrock-mantle.us-east-1.api.aws', what: 'Mantle: more models in the chat format' },
  ],
  unversioned: true,
  needsKey: 'optional',
  // docs.aws.amazon.com/bedrock/latest/userguide/api-keys-use.html
  keyVariables: ['AWS_BEARER_TOKEN_BEDROCK'],
  fields: [
    { key: 'region', label: 'Region', hint: "Only where the endpoint's name does not say it." },
    { key: 'profile', label: 'AWS profile', hint: 'Of ~/.aws; empty for the default credential chain.' },
  ],
  paths: {
    chat: '/openai/v1/chat/completions',
    responses: '/openai/v1/responses',
    messages: '/model/{model}/invoke',
  },
  formatRules: [
    { pattern: /anthropic\.claude/, formats: ['messages'] },
    // docs.aws.amazon.com/bedrock/latest/userguide/inference-responses-api.html: not for the open weights.
    { pattern: /^openai\.gpt-\d/, formats: ['responses', 'chat'] },
    { pattern: /./, formats: ['chat'] },
  ],
  modelList: undefined,
  // github.com/anomalyco/models.dev providers/amazon-bedrock/models
  builtInModels: [
    { id: 'global.anthropic.claude-sonnet-5', name: 'Claude Sonnet 5' },
    { id: 'global.anthropic.claude-opus-4-8', name: 'Claude Opus 4.8' },
    { id: 'global.anthropic.claude-opus-4-7', name: 'Claude Opus 4.7' },
    { id: 'global.anthropic.claude-sonnet-4-6', name: 'Claude Sonnet 4.6' },
    { id: 'global.anthropic.claude-haiku-4-5-20251001-v1:0', name: 'Claude Haiku 4.5' },
    { id: 'openai.gpt-5.5', name: 'GPT-5.5' },
    { id: 'openai.gpt-oss-120b-1:0', name: 'gpt-oss 120b' },
    { id: 'openai.gpt-oss-20b-1:0', name: 'gpt-oss 20b' },
    { id: 'qwen.qwen3-coder-480b-a35b-v1:0', name: 'Qwen3 Coder 480B' },
    { id: 'deepseek.v3.2', name: 'DeepSeek V3.2' },
    { id: 'zai.glm-5', name: 'GLM-5' },
    { id: 'moonshotai.kimi-k2.5', name: 'Kimi K2.5' },
    { id: 'mistral.devstral-2-123b', name: 'Devstral 2' },
  ],
  defaultMaxOutputTokens: 32_000,
  modelRules: [...claudeModelRules, ...openModelRules, ...openaiModelRules],
  quirks: [
    ...quirksOf(
      'messages',
      'github.com/vercel/ai packages/amazon-bedrock/src/anthropic/amazon-bedrock-anthropic-provider.ts',
      [
        { change: { kind: 'imageUrls' }, always: true },
        { kind: 'refuses', field: 'service_tier' },
      ],
    ),
    ...quirksOf('chat', 'github.com/vercel/ai issue 11802: Mistral models on Bedrock', [
      { models: /mistral/, change: { kind: 'toolCallIds', length: 9 }, always: true },
    ]),
  ],
};
