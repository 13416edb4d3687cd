import type { PortTaker } from './portTaker.ts';

/** What the gateway tells the editor and the editor tells the webview: plain data, shown as it is. */

/** Where the gateway stands. */
export type GatewayPhase =
  | { readonly phase: 'starting' }
  | {
      readonly phase: 'listening';
      readonly port: number;
      readonly host: string;
      /** The gateway of another window serves this one as well. */
      readonly elsewhere?: boolean;
    }
  /** A Muxgate of ours holds the port that this window cannot join (another version, or `muxgate serve`); it takes over when that ends. */
  | { readonly phase: 'served-elsewhere'; readonly port: number; readonly version?: string }
  | { readonly phase: 'port-taken'; readonly port: number; readonly by?: PortTaker }
  /** e.g. a non-loopback host without access keys. */
  | { readonly phase: 'refused'; readonly message: string }
  | { readonly phase: 'crashed'; readonly retryInMs: number };

export interface ModelStatus {
  readonly id: string;
  readonly name?: string;
  readonly local: boolean;
  /** What it can do, as far as it is known; the user's overrides are in it. */
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  readonly tools?: boolean;
  readonly images?: boolean;
  readonly reasoning?: boolean;
  readonly fim?: boolean;
  readonly embeddings?: boolean;
}

/** How much of a limit is used now. */
export interface LimitStatus {
  readonly what: 'requests' | 'tokens';
  readonly window: 'minute' | 'day';
  readonly used: number;
  readonly limit: number;
}

/** An account of a provider, as it stands now. */
export interface AccountStatus {
  readonly id: string;
  readonly name: string;
  /** Where its key goes. */
  readonly endpoint: string;
  readonly state:
    'active' | 'disabled' | 'cooling' | 'limited' | 'key rejected' | 'key missing' | 'over budget';
  /** When the state ends by itself, ms since 1970. */
  readonly untilMs?: number;
  /** Why it stands so; undefined for `active` and `disabled`. */
  readonly message?: string;
  /** It signs in instead of having a key: how. */
  readonly login?: 'oauth' | 'claude-setup-token' | 'codex';
  /** The account's own limits, and those that its provider told in its answers. */
  readonly limits: readonly LimitStatus[];
}

export interface ProviderStatus {
  readonly id: string;
  readonly name: string;
  readonly type: string;
  readonly endpoint: string;
  readonly state: 'unknown' | 'checking' | 'reachable' | 'failing' | 'key missing' | 'broken';
  readonly failureKind?: string;
  readonly message?: string;
  readonly local: boolean;
  readonly models: readonly ModelStatus[];
  readonly fetchedAtMs?: number;
  /** In the order written; one named `default` where the provider has no `accounts`. Absent: its entry cannot be used. */
  readonly accounts?: readonly AccountStatus[];
}

export interface RuleStatus {
  readonly text: string;
  readonly name?: string;
  readonly broken?: string;
  /** The first files of this window's context that the rule meets now, and how many there are in all. */
  readonly matchingFiles: readonly string[];
  readonly matchingFileCount: number;
}

export interface WorkspaceStatus {
  readonly id: string;
  readonly name: string;
  readonly model?: string;
  readonly origin: 'user' | 'folder';
  readonly broken?: string;
  readonly rules: readonly RuleStatus[];
}

/** A named group of models, referenced as `@id`. */
export interface RouteStatus {
  readonly id: string;
  readonly name: string;
  readonly strategy: string;
  readonly broken?: string;
  /** The models and routes that may answer, in the order written; those that are off are left out. */
  readonly targets: readonly string[];
}

/** A folder's workspace that waits for the user's confirmation. */
export interface UnconfirmedWorkspace {
  readonly id: string;
  readonly folder: string;
  /** Models that it names, shown for confirmation. */
  readonly models: readonly string[];
  /** Hash of its content; a change asks again. */
  readonly hash: string;
}

/** The model that a chat request from this window would get right now. */
export interface PreviewStatus {
  /** `provider/model`; undefined: none, `error` says why. */
  readonly model?: string;
  /** The route that `model` is the first of, without `@`. */
  readonly route?: string;
  readonly workspace: string;
  readonly cause?: string;
  readonly rule?: string;
  readonly reason?: string;
  readonly localOnly: boolean;
  readonly file?: string;
  readonly error?: { readonly code: string; readonly message: string };
  readonly warnings: readonly string[];
}

export interface StatusProblem {
  readonly path: string;
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly source?: string;
}

/** One limit of a budget, and how it stands. Amounts in USD, times in ms since 1970. */
export interface BudgetStatus {
  /** Where it is configured, e.g. `providers.openai.budget.perDayUsd`. */
  readonly path: string;
  readonly mode: 'advisory' | 'hard';
  readonly limitUsd: number;
  readonly spentUsd: number;
  /** What running requests have set aside is not left; never below 0. */
  readonly leftUsd: number;
  readonly resetsAtMs: number;
}

/** What was spent in USD by this machine's calendar. */
export interface SpentStatus {
  readonly todayUsd: number;
  readonly monthUsd: number;
  /** Some requests of this month have no known price. */
  readonly hasUnknown: boolean;
  /** Some of today's. */
  readonly hasUnknownToday: boolean;
}

export interface SpendingStatus extends SpentStatus {
  /** Of providers that something was asked of this month. */
  readonly providers: readonly (SpentStatus & { readonly id: string })[];
  /** Budgets by day and month that are configured. */
  readonly budgets: readonly BudgetStatus[];
}

/** Everything the status bar, pickers and webview show; sent whole whenever it changes (debounced). */
export interface GatewayStatus {
  readonly gateway: GatewayPhase;
  readonly preview: PreviewStatus;
  readonly activeWorkspace: string;
  readonly workspaces: readonly WorkspaceStatus[];
  readonly unconfirmedWorkspaces: readonly UnconfirmedWorkspace[];
  /** Absent: none. */
  readonly routes?: readonly RouteStatus[];
  readonly providers: readonly ProviderStatus[];
  readonly problems: readonly StatusProblem[];
  readonly requestCount: number;
  readonly errorCount: number;
  /** Requests that run now, for the status bar; absent: none. */
  readonly runningCount?: number;
  /** Requests that wait for a rate limit now; absent: none. */
  readonly waitingCount?: number;
  readonly override: { readonly chat?: string; readonly fim?: string; readonly workspace?: string };
  readonly accessKeysSet: boolean;
  readonly spending?: SpendingStatus;
}
