import type { Decision } from './decision.ts';

/** What is remembered of a turn. */
export interface TurnEntry {
  readonly decision: Decision;
  /** The status-bar pin that held when the turn began. */
  readonly pin: string | undefined;
}

/** The decisions of recent turns, the least recently used forgotten first. */
export class TurnMap {
  readonly #entries = new Map<string, TurnEntry>();
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
    if (this.#entries.size <= this.#limit) return;
    const oldest = this.#entries.keys().next();
    if (oldest.done !== true) this.#entries.delete(oldest.value);
  }

  /** Ends all turns: the next request of each decides anew. */
  clear(): void {
    this.#entries.clear();
  }

  get size(): number {
    return this.#entries.size;
  }
}
