import * as z from 'zod/mini';

/** The question behind the page Usage, and its answer. Days and hours are those of the gateway's machine, money is USD, times are ms. */

/** What usage can be told apart by, beside the time. */
export const usageDimensions = ['provider', 'model', 'workspace', 'client', 'account'] as const;
export type UsageDimension = (typeof usageDimensions)[number];

const dateSchema = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/));

export const usageRangeSchema = z.discriminatedUnion('kind', [
  /** The last days, today included. */
  z.object({ kind: z.literal('days'), days: z.number().check(z.int(), z.minimum(1), z.maximum(366)) }),
  /** This calendar month so far. */
  z.object({ kind: z.literal('month') }),
  /** From one day to another, both included. */
  z.object({ kind: z.literal('dates'), from: dateSchema, to: dateSchema }),
]);
export type UsageRange = z.infer<typeof usageRangeSchema>;

/** Which exchanges are meant; all that is given must hold. */
export const usageFilterSchema = z.object({
  provider: z.optional(z.string()),
  /** `provider/model` */
  model: z.optional(z.string()),
  workspace: z.optional(z.string()),
  client: z.optional(z.string()),
});
export type UsageFilter = z.infer<typeof usageFilterSchema>;

export const usageQuestionSchema = z.object({
  range: usageRangeSchema,
  by: z.enum(usageDimensions),
  filter: z.optional(usageFilterSchema),
  /** A `provider/model`: what the same would have cost there. */
  compareWith: z.optional(z.string()),
});
export type UsageQuestion = z.infer<typeof usageQuestionSchema>;

/** What some exchanges used. */
export interface UsageAmounts {
  readonly requests: number;
  /** The client got an error. */
  readonly errors: number;
  readonly inputTokens: number;
  /** Part of `inputTokens`. */
  readonly cachedInputTokens: number;
  readonly outputTokens: number;
  /** Part of `outputTokens`. */
  readonly reasoningTokens: number;
  /** Of the exchanges whose cost is known. */
  readonly costUsd: number;
  /** The part of `costUsd` that is estimated. */
  readonly estimatedUsd: number;
  /** Exchanges that cost something which nobody knows; they are not in `costUsd`. */
  readonly unknownCosts: number;
  /** Exchanges whose cost is known, also where it is nothing. */
  readonly knownCosts: number;
  /** Right to a tenth; absent: no exchange had one. */
  readonly firstTokenP50Ms?: number;
  readonly firstTokenP95Ms?: number;
  /** Absent: there was no exchange. */
  readonly meanDurationMs?: number;
}

/** Amounts of one provider, model, …; the key is empty for exchanges that have none. */
export interface UsageGroup extends UsageAmounts {
  readonly key: string;
}

/** An hour or a day. */
export interface UsageBucket {
  /** `2026-11-21`, or `2026-11-21T14` for an hour. */
  readonly start: string;
  readonly total: UsageAmounts;
  readonly groups: readonly UsageGroup[];
}

/** What went to a provider, model or account, and how often that failed: calls after which another was tried count too. */
export interface UsageCalls {
  readonly key: string;
  readonly calls: number;
  readonly failedCalls: number;
}

/** What the exchanges whose tokens and cost are known would have cost at another model. */
export type UsageComparison =
  | {
      readonly outcome: 'compared';
      readonly model: string;
      /** The recorded tokens at that model's prices. */
      readonly wouldBeUsd: number;
      /** What the same exchanges did cost. */
      readonly wasUsd: number;
      readonly requests: number;
      /** Answered chats that are not in it, since their tokens or their cost are not known. */
      readonly leftOut: number;
      /** The model has no price for cached input; it is counted as if it were new. */
      readonly lacksCachePrice: boolean;
      /** It costs more where prompts are long, which is not counted. */
      readonly isTiered: boolean;
    }
  | { readonly outcome: 'unknown price'; readonly model: string };

export interface UsageResult {
  /** The first and the last day, both included. */
  readonly from: string;
  readonly to: string;
  readonly step: 'hour' | 'day';
  /** What the groups are. */
  readonly by: UsageDimension;
  /** Every one of the range, the empty ones too, up to now. */
  readonly buckets: readonly UsageBucket[];
  readonly total: UsageAmounts;
  /** The dearest first. */
  readonly groups: readonly UsageGroup[];
  /** By provider, model and account where no workspace or client is asked for. */
  readonly calls?: readonly UsageCalls[];
  /** What can be filtered by: all that is recorded in the range. */
  readonly choices: Readonly<Record<'provider' | 'model' | 'workspace' | 'client', readonly string[]>>;
  readonly comparison?: UsageComparison;
  /** False: the user has turned the record off, so nothing new comes. */
  readonly isRecording: boolean;
}
