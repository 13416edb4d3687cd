import { z } from 'zod';
import { editorSettings } from './editorSettings.ts';
import { configSchema, defaults } from './schema.ts';

type JsonSchema = Record<string, unknown>;
type ConfigKey = keyof typeof configSchema.shape;

/** How each key appears in VS Code: its scope (what an opened folder may say) and default. Order is the order shown. */
const settings: Record<
  ConfigKey,
  { scope: 'application' | 'resource'; default: unknown; description?: string }
> = {
  providers: {
    scope: 'application',
    default: {},
    description:
      'Providers by id. Edit them with [Muxgate: Open Settings](command:muxgate.openSettings?%5B%7B%22page%22%3A%22providers%22%7D%5D); API keys are kept in SecretStorage.',
  },
  workspaces: {
    scope: 'resource',
    default: {},
    description:
      'Workspaces by id: rules in order, the first match wins, and the model that answers otherwise. Edit them with [Muxgate: Open Settings](command:muxgate.openSettings?%5B%7B%22page%22%3A%22workspaces%22%7D%5D).',
  },
  activeWorkspace: {
    scope: 'resource',
    default: defaults.activeWorkspace,
    description: 'The workspace whose rules decide. Each folder may choose its own.',
  },
  modelOverrides: {
    scope: 'application',
    default: {},
    description:
      'What you know better of models, by `provider/model` or glob (`openrouter/*`). An exact name comes before globs, of which the last that matches wins, each property by itself. Edit them with [Muxgate: Open Settings](command:muxgate.openSettings?%5B%7B%22page%22%3A%22providers%22%7D%5D).',
  },
  routes: {
    scope: 'application',
    default: {},
    description:
      'Routes by id: targets and how they are ordered; used as `@id` wherever a model is. Edit them with [Muxgate: Open Settings](command:muxgate.openSettings?%5B%7B%22page%22%3A%22routes%22%7D%5D).',
  },
  tiers: { scope: 'application', default: {} },
  failover: { scope: 'application', default: {} },
  limits: { scope: 'application', default: {} },
  budget: { scope: 'application', default: {} },
  prices: { scope: 'application', default: {} },
  assumedTokens: { scope: 'application', default: {} },
  intent: { scope: 'application', default: {} },
  record: { scope: 'application', default: {} },
  telemetry: { scope: 'application', default: {} },
  cache: { scope: 'application', default: {} },
  port: { scope: 'application', default: defaults.port },
  host: { scope: 'application', default: defaults.host },
  allowedHosts: { scope: 'application', default: [] },
  accessKeys: {
    scope: 'application',
    default: [],
    description:
      'Access keys as `${env:NAME}`; when there are any, every request needs one. Keys themselves are set with [Muxgate: Set Access Key](command:muxgate.setAccessKey).',
  },
  bodyLimitMiB: { scope: 'application', default: defaults.bodyLimitMiB },
  logLevel: {
    scope: 'application',
    default: defaults.logLevel,
    description: 'How much the gateway logs. Prompts and keys are never logged.',
  },
};

/** The schema of a headless configuration file (JSON schema draft 7), without ids. */
function configFileSchema(): JsonSchema {
  return z.toJSONSchema(configSchema, { io: 'input', target: 'draft-7' });
}

/** package.json's `contributes.configuration`, derived from the schema: the gateway's settings, then those of the editor alone. */
export function vscodeConfiguration(): JsonSchema {
  const { properties } = configFileSchema() as { properties: Record<string, JsonSchema> };
  const entries = Object.entries(settings).map(([key, setting], order): [string, JsonSchema] => {
    const { description, ...schema } = properties[key] ?? {};
    return [
      `muxgate.${key}`,
      {
        ...schema,
        scope: setting.scope,
        default: setting.default,
        order,
        markdownDescription: setting.description ?? description,
      },
    ];
  });
  const ofEditor = Object.entries(editorSettings).map(([key, setting], index): [string, JsonSchema] => [
    `muxgate.${key}`,
    {
      ...settingSchema(setting.schema),
      scope: setting.scope,
      default: setting.default,
      order: entries.length + index,
      markdownDescription: setting.description,
    },
  ]);
  return { title: 'Muxgate', properties: Object.fromEntries([...entries, ...ofEditor]) };
}

/** The schema of one value, without the name of its dialect. */
function settingSchema(schema: z.ZodType): JsonSchema {
  const json = z.toJSONSchema(schema, { io: 'input', target: 'draft-7' }) as JsonSchema;
  return Object.fromEntries(Object.entries(json).filter(([name]) => name !== '$schema'));
}
