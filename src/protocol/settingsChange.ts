import * as z from 'zod/mini';

const settingsTables = ['providers', 'workspaces', 'modelOverrides', 'routes'] as const;

/** The tables of the settings that the page edits; objects keyed by id, overrides by `provider/model` or glob. */
export type SettingsTable = (typeof settingsTables)[number];

/** The settings that are one value each (`prices` may be a path, all others are objects) and are edited as a whole. */
export const objectSettings = [
  'tiers',
  'failover',
  'limits',
  'budget',
  'prices',
  'assumedTokens',
  'intent',
  'record',
  'telemetry',
  'cache',
] as const;
export type ObjectSetting = (typeof objectSettings)[number];

/**
 * One change to the user's settings. `base` is what the page had loaded: when the settings say something else by now,
 * nothing is written. Absent `base` or `value` mean that there is no such entry before or after.
 */
export const settingsChangeSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('entry'),
    table: z.enum(settingsTables),
    id: z.string(),
    /** The entry's id until now; it keeps its place and its comments. */
    renamedFrom: z.optional(z.string()),
    base: z.optional(z.unknown()),
    value: z.optional(z.unknown()),
  }),
  z.object({
    kind: z.literal('object'),
    setting: z.enum(objectSettings),
    base: z.optional(z.unknown()),
    value: z.optional(z.unknown()),
  }),
  z.object({
    kind: z.literal('activeWorkspace'),
    base: z.optional(z.string()),
    value: z.optional(z.string()),
  }),
]);

export type SettingsChange = z.infer<typeof settingsChangeSchema>;

/** An entry that says something else than what the page had loaded. */
export interface SettingsConflict {
  /** `providers.local`, `workspaces.default`, `budget`, `activeWorkspace` */
  readonly path: string;
  /** What the settings say now; absent: the entry is gone. */
  readonly current?: unknown;
}

export type WriteResult =
  | { readonly outcome: 'written' }
  /** Nothing was written. */
  | { readonly outcome: 'conflict'; readonly conflicts: readonly SettingsConflict[] }
  /** Nothing was written; the message says why and what to do. */
  | { readonly outcome: 'failed'; readonly message: string };
