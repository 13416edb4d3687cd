/** The longest rest, as a multiple of the first. */
const longestFactor = 20;
/** A count of failures is forgotten when nothing was heard of it for so long. */
const forgottenAfterMs = 3_600_000;
/** More than any configuration has: clients may name models that do not exist. */
const maxEntries = 5000;

/** The rest of an account, for one model or for all. */
export interface Cooldown {
  /** Failures in a row. */
  readonly failures: number;
  /** When it began, ms since 1970. */
  readonly sinceMs: number;
  readonly untilMs: number;
  readonly why: string;
}

/** A failed call, as it counts. Times in ms. */
export interface CountedFailure {
  /** When the call began, since 1970. */
  readonly startedAtMs: number;
  /** The rest after the first failure; 0: none. */
  readonly firstMs: number;
  /** What the provider asks for, which is then the rest. */
  readonly askedMs?: number;
  readonly why: string;
}

/** Who failed to answer, in small words: `anthropic:work` or `anthropic:work/claude-sonnet-4-5`. */
export type CooldownKey = string;

/** Who rests after failures and for how long: doubling from one to the next, until a success. */
export class Cooldowns {
  readonly #entries = new Map<CooldownKey, Cooldown>();

  /**
   * Notes a failure. Calls that ran together fail together: one that began before the last counted failure does not count again.
   */
  fail(key: CooldownKey, failure: CountedFailure, nowMs: number): void {
    const { startedAtMs, firstMs, askedMs, why } = failure;
    const before = this.#entries.get(key);
    if (before !== undefined && startedAtMs < before.sinceMs) {
      const askedUntilMs = askedMs === undefined ? 0 : nowMs + askedMs;
      this.#entries.set(key, { ...before, untilMs: Math.max(before.untilMs, askedUntilMs) });
      return;
    }
    const failures = (before?.failures ?? 0) + 1;
    const restMs = askedMs ?? firstMs * Math.min(2 ** (failures - 1), longestFactor);
    this.#entries.delete(key);
    this.#entries.set(key, { failures, sinceMs: nowMs, untilMs: nowMs + restMs, why });
    if (this.#entries.size <= maxEntries) return;
    const oldest = this.#entries.keys().next();
    if (oldest.done !== true) this.#entries.delete(oldest.value);
  }

  /** Ends the rest and the count. false: there was none. */
  succeed(key: CooldownKey): boolean {
    return this.#entries.delete(key);
  }

  /** Ends all rests whose key begins so. false: there was none. */
  clear(prefix: string): boolean {
    const cleared = [...this.#entries.keys()].filter((key) => key.startsWith(prefix));
    for (const key of cleared) this.#entries.delete(key);
    return cleared.length > 0;
  }

  /** The rest that holds now; undefined when there is none. */
  get(key: CooldownKey, nowMs: number): Cooldown | undefined {
    const entry = this.#entries.get(key);
    return entry !== undefined && entry.untilMs > nowMs ? entry : undefined;
  }

  /** Every rest that holds now, by its key. */
  resting(nowMs: number): (readonly [CooldownKey, Cooldown])[] {
    return [...this.#entries].filter(([, { untilMs }]) => untilMs > nowMs);
  }

  get isEmpty(): boolean {
    return this.#entries.size === 0;
  }

  /** To be kept over a restart; `restore` takes it. */
  toJSON(): unknown {
    return [...this.#entries];
  }

  /** Takes what an earlier run kept, in the place of what is known. What is old or of another shape counts as nothing. */
  restore(saved: unknown, nowMs: number): void {
    this.#entries.clear();
    if (!Array.isArray(saved)) return;
    for (const pair of saved as unknown[]) {
      if (!Array.isArray(pair)) continue;
      const [key, entry] = pair as unknown[];
      if (typeof key !== 'string' || !isCooldown(entry)) continue;
      if (entry.untilMs + forgottenAfterMs > nowMs) this.#entries.set(key, entry);
    }
  }
}

function isCooldown(value: unknown): value is Cooldown {
  if (typeof value !== 'object' || value === null) return false;
  const { failures, sinceMs, untilMs, why } = value as Partial<Record<keyof Cooldown, unknown>>;
  const numbers = [failures, sinceMs, untilMs];
  return numbers.every((number) => typeof number === 'number') && typeof why === 'string';
}
