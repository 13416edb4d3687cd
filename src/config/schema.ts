import { z } from 'zod';
import { accountSchema } from './accountSchema.ts';
import { conditionShape } from './conditionSchema.ts';
import { budgetSchema, failoverSchema, limitsSchema } from './limitsSchema.ts';
import { assumedTokensSchema, pricesSchema } from './moneySchema.ts';
import {
  cacheSettingsSchema,
  intentSettingsSchema,
  recordSettingsSchema,
  telemetrySchema,
} from './recordSchema.ts';
import { idSchema, modelReferenceSchema } from './references.ts';
import { orderStrategies, routeSchema, tiersSchema } from './routeSchema.ts';

/**
 * The configuration's shape: the single source of its types, defaults, error texts and JSON schema.
 * In VS Code these keys live under `muxgate.*`, in the headless file at the top.
 */

export const providerTypes = [
  'anthropic',
  'openai',
  'openai-compatible',
  'anthropic-compatible',
  'openrouter',
  'ollama',
  'llamacpp',
  'lmstudio',
  'vllm',
  'gemini',
  'deepseek',
  'glm',
  'mistral',
  'cohere',
  'codestral',
  'xai',
  'moonshot',
  'minimax',
  'dashscope',
  'groq',
  'cerebras',
  'sambanova',
  'together',
  'fireworks',
  'huggingface',
  'nvidia',
  'perplexity',
  'github-models',
  'ollama-cloud',
  'azure-openai',
  'bedrock',
  'vertex',
  'codex',
  'openai-subscription',
  'vscode-lm',
  'demo',
] as const;

const authSchema = z
  .union([
    z.enum(['none', 'api-key', 'passthrough']),
    z.strictObject({
      type: z.literal('api-key'),
      header: z.string().min(1).describe("The header that carries the key, instead of the type's own."),
    }),
  ])
  .describe(
    "`none`, `api-key` (sent the way of the type, or in a named header) or `passthrough` (the client's own key goes upstream).",
  );

export const providerSchema = z.strictObject({
  type: z
    .enum(providerTypes)
    .describe('What kind of server this is; fills in endpoint, auth and wire format.'),
  name: z.string().optional().describe('Shown instead of the id.'),
  description: z.string().optional(),
  endpoint: z
    .url({
      protocol: /^https?$/,
      error: 'expected an http or https URL, for example "http://127.0.0.1:11434"',
    })
    .optional()
    .describe("Base URL, with or without a trailing `/v1`; the type's own by default."),
  auth: authSchema.optional(),
  apiKey: z
    .string()
    .optional()
    .describe(
      '`${env:NAME}`; the headless file may also hold the key itself. In VS Code keys are kept in SecretStorage.',
    ),
  headers: z.record(z.string(), z.string()).optional().describe('Sent with every request.'),
  passthroughClients: z
    .array(z.string())
    .optional()
    .describe(
      'Clients whose own key may go to this provider without naming it (with auth `passthrough`), e.g. `claude-code`.',
    ),
  region: z
    .string()
    .min(1)
    .optional()
    .describe("AWS region of `bedrock`, where its endpoint's name does not say it."),
  profile: z
    .string()
    .min(1)
    .optional()
    .describe('AWS profile of `bedrock`; the default credential chain without.'),
  project: z
    .string()
    .min(1)
    .optional()
    .describe("Google Cloud project of `vertex`; the credentials' own by default."),
  location: z
    .string()
    .min(1)
    .optional()
    .describe("Location of `vertex`, where its endpoint's name does not say it."),
  apiVersion: z
    .string()
    .min(1)
    .optional()
    .describe('`api-version` of the classic API of `azure-openai`; its v1 API without.'),
  tokenFile: z
    .string()
    .min(1)
    .optional()
    .describe(
      'File with the ChatGPT login of `openai-subscription`, e.g. `~/.codex/auth.json`; never written.',
    ),
  credentialsFile: z
    .string()
    .min(1)
    .optional()
    .describe("A Google service account's file for `vertex`; application default credentials without."),
  accounts: z
    .record(idSchema, accountSchema)
    .optional()
    .describe('Several credentials by id, in the order in which they are asked.'),
  accountStrategy: z
    .enum(orderStrategies)
    .optional()
    .describe('How the accounts are ordered; `priority` by default.'),
  limits: limitsSchema.optional(),
  budget: budgetSchema.optional(),
  failover: failoverSchema.optional(),
  probeSeconds: z
    .int()
    .positive()
    .optional()
    .describe(
      'How often a failing provider is asked whether it is back; local ones every 15 s by default, others not.',
    ),
  local: z
    .boolean()
    .optional()
    .describe('Whether nothing sent here leaves this machine; decides what `localOnly` rules may use.'),
  models: z.array(z.string()).optional().describe('The model list, instead of asking the provider.'),
  includeModels: z.array(z.string()).optional().describe('Globs: only these models are listed.'),
  excludeModels: z.array(z.string()).optional().describe('Globs: these models are not listed.'),
  connectTimeoutMs: z.int().positive().optional().describe('10000 by default.'),
  firstByteTimeoutMs: z.int().positive().optional().describe('600000 by default.'),
  idleTimeoutMs: z.int().positive().optional().describe('Longest silence between bytes; 300000 by default.'),
});

export const ruleSchema = z.strictObject({
  name: z.string().optional(),
  enabled: z.boolean().optional().describe('true by default.'),
  ...conditionShape,
  model: modelReferenceSchema.optional(),
  localOnly: z
    .boolean()
    .optional()
    .describe('When any file of the request matches, only local models may answer, whatever else is chosen.'),
});

export const workspaceSchema = z.strictObject({
  name: z.string().optional().describe('Shown instead of the id.'),
  description: z.string().optional(),
  model: modelReferenceSchema.optional().describe('Answers when no rule matches.'),
  embeddingsModel: modelReferenceSchema.optional().describe('Answers embeddings when no rule matches.'),
  rules: z.array(ruleSchema).optional().describe('In order; the first that matches wins.'),
  tiers: tiersSchema.optional(),
  budget: budgetSchema.optional(),
  cache: z.boolean().optional().describe('Whether answers are cached, instead of `cache.enabled`.'),
});

export const modelOverrideSchema = z.strictObject({
  contextTokens: z.int().positive().optional().describe('How much the model can read and write in all.'),
  maxOutputTokens: z
    .int()
    .positive()
    .optional()
    .describe('The most that one answer may have: higher limits are lowered to it, missing ones set.'),
  tools: z.boolean().optional().describe('`false`: a request with tools is refused.'),
  images: z.boolean().optional().describe('`false`: a request with images is refused.'),
  reasoning: z.boolean().optional().describe('`false`: settings of reasoning are taken out of requests.'),
  fim: z
    .boolean()
    .optional()
    .describe('Whether the model is asked for missing middles directly; `false`: by a chat.'),
  embeddings: z.boolean().optional().describe('`false`: embeddings are refused.'),
});

/** `provider/model` or a glob over both; `*` also stands for slashes. */
export const modelPatternSchema = z
  .string()
  .regex(/^[^/]+\/.+$/, 'expected "provider/model" or a glob such as "openrouter/*"');

const logLevels = ['error', 'warn', 'info', 'debug', 'trace'] as const;

export const configSchema = z.strictObject({
  port: z
    .int()
    .min(0)
    .max(65535)
    .optional()
    .describe('The one port that agents are pointed at; 8989 by default.'),
  host: z
    .string()
    .min(1)
    .optional()
    .describe('127.0.0.1 by default. Any address other than loopback needs accessKeys.'),
  allowedHosts: z
    .array(z.string())
    .optional()
    .describe('Host names besides the loopback ones that requests may use.'),
  accessKeys: z.array(z.string()).optional().describe('When set, every request needs one of them.'),
  bodyLimitMiB: z.int().positive().optional().describe('Largest request body; 64 by default.'),
  logLevel: z.enum(logLevels).optional(),
  providers: z.record(idSchema, providerSchema).optional(),
  workspaces: z.record(idSchema, workspaceSchema).optional(),
  activeWorkspace: idSchema.optional(),
  modelOverrides: z.record(modelPatternSchema, modelOverrideSchema).optional(),
  routes: z.record(idSchema, routeSchema).optional(),
  tiers: tiersSchema.optional(),
  failover: failoverSchema.optional(),
  limits: limitsSchema.optional(),
  budget: budgetSchema.optional(),
  prices: pricesSchema.optional(),
  assumedTokens: assumedTokensSchema.optional(),
  intent: intentSettingsSchema.optional(),
  record: recordSettingsSchema.optional(),
  telemetry: telemetrySchema.optional(),
  cache: cacheSettingsSchema.optional(),
});

export type ProviderType = (typeof providerTypes)[number];
export type ProviderConfig = z.infer<typeof providerSchema>;
export type AuthConfig = z.infer<typeof authSchema>;
export type RuleConfig = z.infer<typeof ruleSchema>;
export type WorkspaceConfig = z.infer<typeof workspaceSchema>;
export type ModelOverride = z.infer<typeof modelOverrideSchema>;
export type LogLevel = (typeof logLevels)[number];
/** The configuration as written; every key optional. */
export type ConfigInput = z.infer<typeof configSchema>;

export const defaults = {
  port: 8989,
  host: '127.0.0.1',
  bodyLimitMiB: 64,
  logLevel: 'info',
  activeWorkspace: 'default',
  connectTimeoutMs: 10_000,
  firstByteTimeoutMs: 600_000,
  idleTimeoutMs: 300_000,
} as const satisfies ConfigInput &
  Pick<ProviderConfig, 'connectTimeoutMs' | 'firstByteTimeoutMs' | 'idleTimeoutMs'>;
