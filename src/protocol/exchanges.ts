import * as z from 'zod/mini';
import type { ExplainResult, RuleExplanation } from './gatewayRequests.ts';

/** What the gateway tells of requests: those in the record, and those that run now. Plain data, shown as it is; no prompt, no key. */

/** Which requests are meant; all conditions must hold. The pages *Requests* and *Usage* share it. */
const exchangeFilterSchema = z.object({
  /** Found in the model, client, rule, reason, error, file or id; case does not count. */
  text: z.optional(z.string()),
  /** A status (`429`), a class of them (`4xx`), or an outcome (`answered`, `failed`, `aborted`). */
  status: z.optional(z.string()),
  client: z.optional(z.string()),
  provider: z.optional(z.string()),
  /** A model's name or `provider/model`, of who answered; `*` stands for anything. */
  model: z.optional(z.string()),
  workspace: z.optional(z.string()),
  /** An editor window's id. */
  window: z.optional(z.string()),
  /** ms since 1970; the first that counts, and the first that does not. */
  sinceMs: z.optional(z.number()),
  untilMs: z.optional(z.number()),
});

export type ExchangeFilter = z.infer<typeof exchangeFilterSchema>;

/** The questions about requests, rows of `gatewayRequests.ts`. */
export const exchangeParams = {
  /** A page of the list, newest first. */
  listExchanges: z.object({
    filter: exchangeFilterSchema,
    limit: z.number(),
    /** The `place` that the page begins with; absent: the newest. */
    from: z.optional(z.number()),
  }),
  /** How long the list is and where its pages begin, so that a person can scroll to any of them. */
  indexExchanges: z.object({ filter: exchangeFilterSchema, pageRows: z.number() }),
  /** What there is to filter by. */
  exchangeChoices: z.object({}),
  /** Everything known of one request. */
  exchange: z.object({ id: z.string() }),
  rateExchange: z.object({ id: z.string(), rating: z.enum(['up', 'down', 'none']) }),
  /** Decides a recorded request again, by the configuration and the editor of now; nothing is sent. */
  rerunDecision: z.object({ id: z.string() }),
  /** Decides by a workspace that is still being edited: a text, or a recorded request. Nothing is sent or kept. */
  testRules: z.object({
    /** As it would be written; its id may be new. */
    workspace: z.object({ id: z.string(), value: z.record(z.string(), z.unknown()) }),
    /** The recorded request; absent: the text. */
    exchange: z.optional(z.string()),
    text: z.optional(z.string()),
    request: z.optional(z.enum(['chat', 'fim', 'embeddings'])),
    /** As if it came from this client, e.g. `claude-code`. */
    client: z.optional(z.string()),
  }),
} as const;

export type ExchangeOutcome = 'answered' | 'failed' | 'aborted';
export type Rating = 'up' | 'down';

/** A request as a row of a list. */
export interface ExchangeRow {
  /** As the header `x-muxgate-request-id` has it. */
  readonly id: string;
  /** Its place in the record, higher is newer; absent while it is not written yet. */
  readonly place?: number;
  /** When it came, ms since 1970. */
  readonly atMs: number;
  /** The endpoint's name, e.g. `messages`. */
  readonly endpoint: string;
  readonly client?: string;
  readonly workspace?: string;
  readonly window?: string;
  readonly requestedModel?: string;
  /** Who answered, or was to; absent: nothing was decided. */
  readonly provider?: string;
  readonly model?: string;
  /** Why: `rule`, `pin`, … and the rule's number and name. */
  readonly cause?: string;
  readonly rule?: string;
  /** What the client saw; 0: it left before. */
  readonly status: number;
  readonly outcome: ExchangeOutcome;
  readonly errorCode?: string;
  readonly inputTokens?: number;
  readonly outputTokens?: number;
  readonly costUsd?: number;
  /** `unknown` is never zero; absent: nothing was sent. */
  readonly costKind?: 'exact' | 'estimated' | 'unknown';
  readonly firstTokenMs?: number;
  readonly durationMs: number;
  readonly stream: boolean;
  /** Calls to providers. */
  readonly attempts: number;
  readonly rating?: Rating;
}

/** One call to a provider. */
export interface ExchangeAttempt {
  readonly provider: string;
  readonly account: string;
  readonly model: string;
  readonly variant?: string;
  /** After the request came. */
  readonly startMs: number;
  readonly durationMs: number;
  readonly outcome: 'answered' | 'failed' | 'cancelled' | 'refused';
  readonly status?: number;
  readonly errorCode?: string;
  readonly errorMessage?: string;
}

/** Everything known of one request. */
export interface ExchangeDetail {
  readonly row: ExchangeRow;
  readonly reason?: string;
  /** The decision's first target; another answered where `row` says so. */
  readonly chosenModel?: string;
  readonly route?: string;
  readonly strategy?: string;
  readonly variant?: string;
  /** Rules as they stood then; empty: none was asked. */
  readonly rules: readonly RuleExplanation[];
  /** Where the files that decided were found: `prompt`, `active`, `visible`, `open`, `history`. */
  readonly layer?: string;
  readonly files: readonly string[];
  readonly intent?: string;
  readonly intentConfidence?: number;
  readonly attempts: readonly ExchangeAttempt[];
  readonly inboundFormat?: string;
  /** Another than the client's: the request was converted. */
  readonly upstreamFormat?: string;
  /** The client's fields that the provider was not told. */
  readonly dropped: readonly string[];
  readonly cachedInputTokens?: number;
  readonly cacheWriteTokens?: number;
  readonly reasoningTokens?: number;
  readonly estimatedUsd?: number;
  readonly overBudget?: string;
  readonly downRouted: boolean;
  /** The answer came from the response cache. */
  readonly cached: boolean;
  readonly decisionMs?: number;
  readonly firstByteMs?: number;
  readonly errorMessage?: string;
  /** The request as it came, where capturing is turned on; at most 64 KiB, else it is left out. */
  readonly capturedRequest?: string;
  readonly isCaptured: boolean;
}

/** A dry run for a recorded request. */
export interface RerunResult extends ExplainResult {
  /** `captured`: from the whole request. `recorded`: from its client, model, kind and files; its words were not kept. */
  readonly basis: 'captured' | 'recorded' | 'text';
}

/** A request that runs now. */
export interface RunningExchange {
  readonly id: string;
  /** ms since 1970. */
  readonly atMs: number;
  readonly endpoint: string;
  readonly client?: string;
  /** `provider/model` that is asked now; absent: not decided yet. */
  readonly model?: string;
  readonly stream: boolean;
  /** Bytes that went to the client. */
  readonly bytes: number;
  /** About how many tokens of the answer have come; absent: none yet. */
  readonly outputTokens?: number;
  /** Which call to a provider this is, from 1. */
  readonly attempt: number;
}

/** What the live feed says: everything that runs, and what has ended since it was said last. At most four times a second. */
export interface LiveExchanges {
  readonly running: readonly RunningExchange[];
  readonly ended: readonly ExchangeRow[];
}

export interface ExchangeResults {
  listExchanges: { readonly rows: readonly ExchangeRow[] };
  /** `places[n]` is where page n begins. */
  indexExchanges: { readonly total: number; readonly places: readonly number[] };
  exchangeChoices: {
    readonly clients: readonly string[];
    readonly providers: readonly string[];
    readonly models: readonly string[];
    readonly workspaces: readonly string[];
    readonly windows: readonly string[];
  };
  /** Absent: it is not in the record. */
  exchange: { readonly detail?: ExchangeDetail };
  rateExchange: Record<string, never>;
  rerunDecision: RerunResult;
  testRules: RerunResult;
}
