import type { ExchangeRow, LiveExchanges, RunningExchange } from '../../../protocol/exchanges.ts';
import type { Clock } from '../../exchange/clock.ts';
import type { ExchangeObserver, ExchangeRecord } from '../../exchange/services.ts';
import { rowOfRecord } from '../record/exchangeRow.ts';

/** The feed speaks at most this often. */
const liveIntervalMs = 250;

/**
 * Emptied when the exchange is over: a map leaves its old tables behind as it changes, and what stands in one would stay in memory, the whole
 * request with it, until the next full collection.
 */
interface RunningEntry {
  describe: (() => RunningExchange) | undefined;
}

type Listener = (live: LiveExchanges) => void;

/**
 * What runs now. An exchange is a member of a map while it runs; how far it is, is asked only while somebody watches, a few
 * times a second.
 */
export class LiveFeed implements ExchangeObserver {
  readonly #clock: Clock;
  readonly #running = new Map<string, RunningEntry>();
  readonly #listeners = new Set<Listener>();
  #ended: ExchangeRow[] = [];
  #cancelTimer: (() => void) | undefined;
  #toldMs = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many exchanges run. */
  get runningCount(): number {
    return this.#running.size;
  }

  onExchangeStart(requestId: string, describe: () => RunningExchange): void {
    this.#running.set(requestId, { describe });
    this.#schedule();
  }

  onExchange(record: ExchangeRecord): void {
    const ended = this.#running.get(record.requestId);
    if (ended !== undefined) ended.describe = undefined;
    this.#running.delete(record.requestId);
    if (this.#listeners.size === 0) return;
    this.#ended.push(rowOfRecord(record));
    this.#schedule();
  }

  /** Tells the listener what runs, at once and then as it goes on, until the returned function is called. */
  watch(listener: Listener): () => void {
    listener({ running: this.#snapshot(), ended: [] });
    this.#listeners.add(listener);
    this.#schedule();
    return () => {
      this.#listeners.delete(listener);
      if (this.#listeners.size > 0) return;
      this.#cancelTimer?.();
      this.#cancelTimer = undefined;
      this.#ended = [];
    };
  }

  #schedule(): void {
    if (this.#listeners.size === 0) return;
    const waitMs = Math.max(0, this.#toldMs + liveIntervalMs - this.#clock.now());
    this.#cancelTimer ??= this.#clock.after(waitMs, () => {
      this.#cancelTimer = undefined;
      this.#tell();
    });
  }

  #tell(): void {
    const live = { running: this.#snapshot(), ended: this.#ended };
    this.#ended = [];
    this.#toldMs = this.#clock.now();
    for (const listener of this.#listeners) listener(live);
    // Their numbers move.
    if (this.#running.size > 0) this.#schedule();
  }

  #snapshot(): RunningExchange[] {
    return [...this.#running.values()].flatMap(({ describe }) =>
      describe === undefined ? [] : [describe()],
    );
  }
}
