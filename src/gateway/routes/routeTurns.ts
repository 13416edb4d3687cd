/** How many requests each `round-robin` route has decided, by its id. Outlives configurations. */
export class RouteTurns {
  readonly #turns = new Map<string, number>();

  /** Counted from 0. */
  of(route: string): number {
    return this.#turns.get(route) ?? 0;
  }

  /** A request was decided by it. */
  count(route: string): void {
    this.#turns.set(route, this.of(route) + 1);
  }
}
