import type { PlannedTarget } from '../routes/attemptPlan.ts';
import type { Decision } from './decision.ts';

/** What is remembered of a turn. */
export interface TurnEntry {
  readonly decision: Decision;
  /** The status-bar pin that held when the turn began. */
  readonly pin: string | undefined;
  /** Who answered, where that is another target of the decision's plan than the first. */
  readonly answeredBy?: PlannedTarget;
}

/** The decisions of recent turns, the least recently used forgotten first. */
export class TurnMap {
  readonly #entries = new Map<string, TurnEntry>();
  readonly #keys = new WeakMap<Decision, string>();
  readonly #limit: number;

  constructor(limit = 2000) {
    this.#limit = limit;
  }

  get(key: string): TurnEntry | undefined {
    const entry = this.#entries.get(key);
    if (entry !== undefined) {
      this.#entries.delete(key);
      this.#entries.set(key, entry);
    }
    return entry;
  }

  set(key: string, entry: TurnEntry): void {
    this.#entries.delete(key);
    this.#entries.set(key, entry);
    this.follow(key, entry.decision);
    if (this.#entries.size <= this.#limit) return;
    const oldest = this.#entries.keys().next();
    if (oldest.done !== true) this.#entries.delete(oldest.value);
  }

  /** Notes that a decision goes on with a turn. */
  follow(key: string, decision: Decision): void {
    this.#keys.set(decision, key);
  }

  /** Another target of a decision's plan than its first has answered: its turn stays there. */
  answered(decision: Decision, by: PlannedTarget): void {
    const key = this.#keys.get(decision);
    const entry = key === undefined ? undefined : this.get(key);
    if (key !== undefined && entry !== undefined) this.set(key, { ...entry, answeredBy: by });
  }

  /** Ends the turns of a window, and those of none: the next request of each decides anew. */
  forget(windowId: string): void {
    for (const [key, { decision }] of this.#entries) {
      if (decision.window === undefined || decision.window.id === windowId) this.#entries.delete(key);
    }
  }

  get size(): number {
    return this.#entries.size;
  }
}
