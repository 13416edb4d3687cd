import type { CallSize } from '../accountPool.ts';
import { PlanWindows, readPlanWindows } from './planWindows.ts';
import { ReportedLimits } from './reportedLimits.ts';

/** More than are asked within the time of a limit. */
const maxEntries = 1000;

/**
 * What providers told of their limits, by account and model: most providers limit each model by itself. The windows of a plan hold
 * for all models of an account.
 */
export class ReportedLimitTable {
  readonly #entries = new Map<string, ReportedLimits>();

  readonly #plans = new Map<string, PlanWindows>();

  get(account: string, model: string): ReportedLimits | undefined {
    if (this.#entries.size === 0 && this.#plans.size === 0) return undefined;
    const known = this.#entries.get(`${account}/${model}`);
    return known ?? (this.#plans.has(account) ? this.#create(account, model) : undefined);
  }

  /** Takes what the head of an answer says, if it says anything. */
  note(account: string, model: string, headers: Readonly<Record<string, string>>, nowMs: number): void {
    if (!tellsLimits(headers)) return;
    const windows = readPlanWindows(headers, nowMs);
    if (windows.length > 0) {
      const plan = this.#plans.get(account) ?? new PlanWindows();
      plan.note(windows, nowMs);
      this.#plans.set(account, plan);
    }
    const key = `${account}/${model}`;
    const entry = this.#entries.get(key) ?? this.#create(account, model);
    entry.note(headers, nowMs);
    if (entry.isEmpty) return;
    this.#entries.set(key, entry);
    if (this.#entries.size <= maxEntries) return;
    const oldest = this.#entries.keys().next();
    if (oldest.done !== true) this.#entries.delete(oldest.value);
  }

  /** The model of an account that waits longest; undefined when none does. */
  longest(
    account: string,
    size: CallSize,
    nowMs: number,
  ): { readonly untilMs: number; readonly limit: string } | undefined {
    const window = this.#plans.get(account)?.blocking(undefined, nowMs);
    if (window !== undefined)
      return { untilMs: window.resetAtMs, limit: `the provider's limit of usage in ${window.name}` };
    let longest: { readonly untilMs: number; readonly limit: string } | undefined;
    for (const [key, entry] of this.#entries) {
      if (!key.startsWith(`${account}/`)) continue;
      const untilMs = entry.readyAtMs(size, nowMs);
      if (untilMs <= nowMs || untilMs <= (longest?.untilMs ?? 0)) continue;
      const model = key.slice(account.length + 1);
      longest = {
        untilMs,
        limit: `the provider's limit of ${entry.blocking(size, nowMs) ?? 'requests'} for ${model}`,
      };
    }
    return longest;
  }

  #create(account: string, model: string): ReportedLimits {
    return new ReportedLimits((nowMs) => this.#plans.get(account)?.blocking(model, nowMs));
  }
}

/** Whether any header may tell of a limit: most answers have none, and nothing more is looked for then. */
function tellsLimits(headers: Readonly<Record<string, string>>): boolean {
  for (const header in headers)
    if (header.includes('ratelimit') || header.startsWith('x-codex-')) return true;
  return false;
}
