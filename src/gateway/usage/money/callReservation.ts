import type { Usage } from '../../wire/exchange.ts';
import type { BudgetLimit, Cost, Estimate, Reservation, SeenAnswer } from './ledger.ts';

/** What a call cost, and how many tokens that was for. */
export interface CallCost {
  readonly cost: Cost;
  readonly tokens: number;
}

/** Who set the money aside. */
export interface ReservationKeeper {
  /** Gives back what was set aside; called once. */
  free(): void;
  costOf(usage: Usage | undefined, seen: SeenAnswer): CallCost;
  /** Counts what was paid; called once, and not for a call that was released. */
  settled(usage: Usage | undefined, paid: CallCost, isPartial: boolean): void;
}

/** Money set aside for one call, until that is settled or released: once, whatever is called how often. */
export class CallReservation implements Reservation {
  readonly estimate: Estimate;
  readonly exceeded: readonly BudgetLimit[];
  readonly #keeper: ReservationKeeper;
  #isOver = false;

  constructor(estimate: Estimate, exceeded: readonly BudgetLimit[], keeper: ReservationKeeper) {
    this.estimate = estimate;
    this.exceeded = exceeded;
    this.#keeper = keeper;
  }

  settle(usage: Usage | undefined, seen: SeenAnswer = {}): Cost {
    const paid = this.#keeper.costOf(usage, seen);
    if (this.#end()) this.#keeper.settled(usage, paid, seen.isPartial === true);
    return paid.cost;
  }

  release(): void {
    this.#end();
  }

  /** false: it was over already. */
  #end(): boolean {
    if (this.#isOver) return false;
    this.#isOver = true;
    this.#keeper.free();
    return true;
  }
}
