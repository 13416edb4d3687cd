const windowMs = 60_000;
/** Amounts within one slot leave the window together. */
const slotMs = 250;

/**
 * What was used in the last 60 seconds. A sliding window keeps within the limits of providers that count fixed minutes as well as
 * of those that fill a bucket.
 */
export class MinuteWindow {
  /** By the slot's number, the oldest first. */
  readonly #slots = new Map<number, number>();
  #sum = 0;

  /** @param atMs when it was used, at most a minute ago; an amount may be taken back with a negative one */
  add(amount: number, atMs: number): void {
    const slot = Math.floor(atMs / slotMs);
    this.#slots.set(slot, (this.#slots.get(slot) ?? 0) + amount);
    this.#sum += amount;
  }

  used(nowMs: number): number {
    for (const [slot, amount] of this.#slots) {
      if (leavesAtMs(slot) > nowMs) break;
      this.#slots.delete(slot);
      this.#sum -= amount;
    }
    return Math.max(0, this.#sum);
  }

  /** When `amount` more keeps within `limit`, ms since 1970; `nowMs` when it does already. */
  readyAtMs(amount: number, limit: number, nowMs: number): number {
    let over = this.used(nowMs) + amount - limit;
    if (over <= 0) return nowMs;
    let emptyMs = nowMs;
    for (const [slot, used] of this.#slots) {
      over -= used;
      emptyMs = leavesAtMs(slot);
      if (over <= 0) return emptyMs;
    }
    // What waits before this one needs whole windows of its own.
    return emptyMs + windowMs * Math.ceil(over / limit);
  }

  /** To be kept; `restore` takes it. */
  toJSON(): readonly (readonly [slot: number, amount: number])[] {
    return [...this.#slots];
  }

  /** Takes what an earlier run kept, in the place of what was counted. What is of another shape counts as nothing. */
  restore(saved: unknown, nowMs: number): void {
    this.#slots.clear();
    this.#sum = 0;
    if (!Array.isArray(saved)) return;
    for (const entry of saved as unknown[]) {
      if (!Array.isArray(entry)) continue;
      const [slot, amount] = entry as unknown[];
      if (typeof slot !== 'number' || typeof amount !== 'number') continue;
      if (leavesAtMs(slot) > nowMs && slot * slotMs <= nowMs) this.add(amount, slot * slotMs);
    }
  }
}

function leavesAtMs(slot: number): number {
  return (slot + 1) * slotMs + windowMs;
}
