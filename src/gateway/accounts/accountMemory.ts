import type { Clock } from '../exchange/clock.ts';
import { AccountHealth } from './accountHealth.ts';
import { Affinity } from './affinity.ts';
import { LimitQueue } from './limits/limitQueue.ts';
import { LimitSets } from './limits/limitSets.ts';
import { ReportedLimitTable } from './limits/reportedLimitTable.ts';

/** What is known of accounts by their ids: once in a process, for all windows, whatever their settings. */
export class AccountMemory {
  readonly health = new AccountHealth();
  readonly limits = new LimitSets();
  readonly reported = new ReportedLimitTable();
  readonly affinity = new Affinity();
  readonly queue: LimitQueue;
  /** Until this process has a request of its own, another one may be who counts, and writes what it knows. */
  isOwner = false;
  readAtMs = -Infinity;
  readonly #listeners: (() => void)[] = [];

  constructor(clock: Clock) {
    this.queue = new LimitQueue(clock, () => {
      for (const listener of this.#listeners) listener();
    });
  }

  /** `listener` is called when calls begin or end to wait for limits. */
  onWaiting(listener: () => void): void {
    this.#listeners.push(listener);
  }
}
