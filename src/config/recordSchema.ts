import { z } from 'zod';

export const intentSettingsSchema = z
  .strictObject({
    enabled: z.boolean().optional().describe('true by default.'),
    lowConfidence: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe('Below it the intent is unknown, or the second opinion is asked; 0.4 by default.'),
    directConfidence: z
      .number()
      .min(0)
      .max(1)
      .optional()
      .describe("What a rule's `intent` needs unless it says otherwise; 0.7 by default."),
    secondOpinion: z
      .strictObject({
        model: z
          .string()
          .regex(/^[a-z0-9][a-z0-9._-]*\/.+$/, 'expected "provider/model"; a route cannot be asked here'),
        timeoutMs: z.int().positive().optional().describe('1500 by default.'),
        maxCharacters: z.int().positive().optional().describe('4000 by default.'),
      })
      .optional()
      .describe('A cheap model that is asked where the classifier is not sure; none by default.'),
  })
  .describe('How the intent of a request is found; rules ask for it with `intent`.');

export const recordSettingsSchema = z
  .strictObject({
    enabled: z.boolean().optional().describe('true by default.'),
    maxDays: z.int().positive().optional().describe('90 by default.'),
    maxMiB: z.int().positive().optional().describe('200 by default.'),
    capture: z
      .strictObject({
        enabled: z.boolean().optional().describe('false by default.'),
        maxHours: z.int().positive().optional().describe('24 by default.'),
      })
      .optional()
      .describe('For debugging: also keeps requests and answers whole, prompts included.'),
  })
  .describe('The record of exchanges: models, tokens, costs and times, no prompts.');

export const telemetrySchema = z
  .strictObject({
    endpoint: z
      .url({ protocol: /^https?$/ })
      .optional()
      .describe('An OTLP/HTTP collector, for example "http://127.0.0.1:4318"; nothing is sent without.'),
    headers: z.record(z.string(), z.string()).optional().describe('`${env:NAME}` works.'),
    traces: z.boolean().optional().describe('true by default.'),
    metrics: z.boolean().optional().describe('true by default.'),
    intervalSeconds: z.int().positive().optional().describe('Of metrics; 60 by default.'),
  })
  .describe('OpenTelemetry, sent only when an endpoint is set; never prompts.');

export const cacheSettingsSchema = z
  .strictObject({
    enabled: z.boolean().optional().describe('false by default.'),
    maxEntries: z.int().positive().optional().describe('500 by default.'),
    maxMiB: z.int().positive().optional().describe('64 by default.'),
    ttlSeconds: z.int().positive().optional().describe('3600 by default.'),
    tools: z.boolean().optional().describe('Also turns that call tools; false by default.'),
  })
  .describe('Answers kept in memory and given again to exactly the same request of the same workspace.');

export type IntentSettings = z.infer<typeof intentSettingsSchema>;
export type RecordSettings = z.infer<typeof recordSettingsSchema>;
export type TelemetrySettings = z.infer<typeof telemetrySchema>;
export type CacheSettings = z.infer<typeof cacheSettingsSchema>;
