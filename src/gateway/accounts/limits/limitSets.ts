import type { LimitsConfig } from '../../../config/limitsSchema.ts';
import { LimitSet } from './limitSet.ts';

/** The counts of all limits by their owner. They outlive configurations, and with `toJSON` and `restore` the gateway. */
export class LimitSets {
  readonly #sets = new Map<string, LimitSet>();

  /** The set of an owner with these limits, and what was counted already; undefined when nothing is limited. */
  get(owner: string, limits: LimitsConfig | undefined): LimitSet | undefined {
    if (limits === undefined || !isLimiting(limits)) {
      this.#sets.delete(owner);
      return undefined;
    }
    const set = this.#sets.get(owner) ?? new LimitSet(owner);
    set.configure(limits);
    this.#sets.set(owner, set);
    return set;
  }

  toJSON(): unknown {
    return Object.fromEntries(this.#sets);
  }

  /** Takes what an earlier run counted, for the limits that there still are. */
  restore(saved: unknown, nowMs: number): void {
    if (typeof saved !== 'object' || saved === null) return;
    for (const [owner, counts] of Object.entries(saved)) this.#sets.get(owner)?.restore(counts, nowMs);
  }
}

function isLimiting({
  requestsPerMinute,
  tokensPerMinute,
  requestsPerDay,
  tokensPerDay,
}: LimitsConfig): boolean {
  return [requestsPerMinute, tokensPerMinute, requestsPerDay, tokensPerDay].some(
    (limit) => limit !== undefined,
  );
}
