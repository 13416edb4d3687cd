import type { CallSize } from '../accountPool.ts';
import { ReportedLimits } from './reportedLimits.ts';

/** More than are asked within the time of a limit. */
const maxEntries = 1000;

/** What providers told of their limits, by account and model: most providers limit each model by itself. */
export class ReportedLimitTable {
  readonly #entries = new Map<string, ReportedLimits>();

  get(account: string, model: string): ReportedLimits | undefined {
    return this.#entries.size === 0 ? undefined : this.#entries.get(`${account}/${model}`);
  }

  /** Takes what the head of an answer says, if it says anything. */
  note(account: string, model: string, headers: Readonly<Record<string, string>>, nowMs: number): void {
    const key = `${account}/${model}`;
    const entry = this.#entries.get(key) ?? new ReportedLimits();
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
}
