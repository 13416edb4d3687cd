import type { ExchangeRow, LiveExchanges, RunningExchange } from '../../../protocol/exchanges.ts';
import type { Clock } from '../../exchange/clock.ts';
import type { ExchangeObserver, ExchangeRecord } from '../../exchange/services.ts';
import { rowOfRecord } from '../record/exchangeRow.ts';

/** The feed speaks at most this often. */
const liveIntervalMs = 250;

type Listener = (live: LiveExchanges) => void;

/**
 * What runs now. An exchange is a member of a map while it runs; how far it is, is asked only while somebody watches, a few
 * times a second.
 */
export class LiveFeed implements ExchangeObserver {
  readonly #clock: Clock;
  readonly #running = new Map<string, () => RunningExchange>();
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
    this.#running.set(requestId, describe);
    this.#schedule();
  }

  onExchange(record: ExchangeRecord): void {
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
    return [...this.#running.values()].map((describe) => describe());
  }
}
