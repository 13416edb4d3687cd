import type { LimitsConfig } from '../../config/limitsSchema.ts';

/** One credential of a provider, as configured. A provider without `accounts` has one, named `default`. */
export interface Account {
  readonly provider: string;
  readonly id: string;
  /** Shown to people. */
  readonly name: string;
  readonly enabled: boolean;
  /** Lower is asked first. */
  readonly priority: number;
  readonly weight: number;
  readonly limits: LimitsConfig;
  readonly monthlyBudgetUsd?: number;
  /** A subscription or a local server: requests cost nothing by themselves. */
  readonly flatRate: boolean;
}

/** How an account stands right now; shown live. Times in ms since 1970. */
export type AccountStanding =
  | { readonly state: 'active' }
  | { readonly state: 'disabled' }
  /** Rests after failures; for one model only when it is named. */
  | { readonly state: 'cooling'; readonly untilMs: number; readonly model?: string; readonly why: string }
  /** A limit of requests or tokens is reached. */
  | { readonly state: 'limited'; readonly untilMs: number; readonly limit: string }
  /** The provider refused its key (401, 403) or its payment (402). */
  | { readonly state: 'key rejected'; readonly message: string }
  | { readonly state: 'key missing'; readonly message: string }
  | { readonly state: 'over budget'; readonly untilMs: number };

/** Names an account in texts and keys: `anthropic:work`. */
export function accountKey({ provider, id }: Pick<Account, 'provider' | 'id'>): string {
  return `${provider}:${id}`;
}
