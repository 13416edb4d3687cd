import { z } from 'zod';
import { conditionsSchema } from './conditionSchema.ts';
import { budgetSchema, failoverSchema } from './limitsSchema.ts';
import { idSchema, modelReferenceSchema } from './references.ts';

/** How targets, or a provider's accounts, are ordered. */
export const orderStrategies = [
  'priority',
  'round-robin',
  'least-used',
  'budget-aware',
  'fastest',
  'cheapest',
  'random',
] as const;
export const routeStrategies = [...orderStrategies, 'race', 'consensus'] as const;

export const targetParametersSchema = z.strictObject({
  temperature: z.number().min(0).max(2).optional(),
  reasoningEffort: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh']).optional(),
  maxOutputTokens: z.int().positive().optional(),
});

export const routeTargetSchema = z.strictObject({
  model: modelReferenceSchema.describe(
    '`provider/model`, another `@route`, or `provider/*`: the model that the client named, at this provider.',
  ),
  enabled: z.boolean().optional().describe('true by default.'),
  account: idSchema.optional().describe("One of the provider's accounts, and no other."),
  weight: z.number().positive().optional().describe('For `random`; 1 by default.'),
  variant: z.string().min(1).optional().describe('A name under which usage compares this target.'),
  remap: z
    .record(z.string(), z.string())
    .optional()
    .describe(
      'Requested model names (globs) to models of this provider; the first that matches wins over `model`.',
    ),
  parameters: targetParametersSchema.optional().describe('Set in every request that this target answers.'),
  when: conditionsSchema.optional().describe('The target takes part only when all of these hold.'),
});

export const routeSchema = z.strictObject({
  name: z.string().optional().describe('Shown instead of the id.'),
  description: z.string().optional(),
  strategy: z.enum(routeStrategies).optional().describe('`priority` by default.'),
  targets: z.array(routeTargetSchema).min(1),
  sticky: z
    .boolean()
    .optional()
    .describe('With `random`: a conversation keeps the target that it was given.'),
  weighRatings: z
    .boolean()
    .optional()
    .describe(
      'With `fastest`, `cheapest` and `random`: targets whose answers people rated well count for up to twice as quick, cheap or likely, others for half.',
    ),
  failover: failoverSchema
    .optional()
    .describe(
      "Over the provider's and the global one. A route in a route goes by the failover of the outer one.",
    ),
  budget: budgetSchema.optional(),
  quorum: z
    .int()
    .positive()
    .optional()
    .describe('With `consensus`: how many answers are enough; all by default.'),
  deadlineSeconds: z
    .number()
    .positive()
    .optional()
    .describe('With `consensus`: after this the answers that are there are enough; 60 by default.'),
  summarizer: modelReferenceSchema
    .optional()
    .describe('With `consensus`: the model that joins the answers; the first target by default.'),
});

/** A row of `tiers`: where requests go that name a model which is not known. */
export const tierSchema = z.union([
  modelReferenceSchema,
  z.strictObject({ model: modelReferenceSchema.optional(), enabled: z.boolean().optional() }),
]);

export const tiersSchema = z
  .record(z.string().min(1), tierSchema)
  .describe(
    'Requested model names (globs such as `*opus*`) to models or routes; asked after the rules, when the name is no known model.',
  );

export type OrderStrategy = (typeof orderStrategies)[number];
export type RouteStrategy = (typeof routeStrategies)[number];
export type TargetParameters = z.infer<typeof targetParametersSchema>;
export type RouteTargetConfig = z.infer<typeof routeTargetSchema>;
export type RouteConfig = z.infer<typeof routeSchema>;
export type TierConfig = z.infer<typeof tierSchema>;
