const dayMs = 86_400_000;

/** A day of a limit, ms since 1970. */
export interface LimitDay {
  readonly startMs: number;
  readonly endMs: number;
}

/** When a provider's days begin: `00:00 America/Los_Angeles`. */
export class DayReset {
  readonly #hour: number;
  readonly #minute: number;
  readonly #clock: Intl.DateTimeFormat;
  #day: LimitDay = { startMs: 0, endMs: 0 };

  /** @param text a time of day and optionally a time zone; `00:00 UTC` by default. Throws RangeError for an unknown zone. */
  constructor(text = '00:00 UTC') {
    const [time = '', zone = 'UTC'] = text.split(' ', 2);
    const [hour, minute] = time.split(':').map(Number);
    this.#hour = hour ?? 0;
    this.#minute = minute ?? 0;
    this.#clock = new Intl.DateTimeFormat('en-US', {
      timeZone: zone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  /** The day that a moment is in. */
  dayOf(nowMs: number): LimitDay {
    if (nowMs >= this.#day.startMs && nowMs < this.#day.endMs) return this.#day;
    const today = this.#resetNear(nowMs);
    this.#day =
      today <= nowMs
        ? { startMs: today, endMs: this.#resetNear(nowMs + dayMs) }
        : { startMs: this.#resetNear(nowMs - dayMs), endMs: today };
    return this.#day;
  }

  /** The reset on the calendar day that a moment has in the zone. */
  #resetNear(ms: number): number {
    const wall = new Date(this.#wallClockMs(ms));
    const wanted = Date.UTC(
      wall.getUTCFullYear(),
      wall.getUTCMonth(),
      wall.getUTCDate(),
      this.#hour,
      this.#minute,
    );
    // The zone's offset may change between the moment and the reset: the second look takes the offset at the reset.
    let at = wanted - (this.#wallClockMs(ms) - ms);
    at = wanted - (this.#wallClockMs(at) - at);
    return at;
  }

  /** What the zone's clocks show, as if it were UTC; whole seconds. */
  #wallClockMs(ms: number): number {
    const parts = Object.fromEntries(
      this.#clock.formatToParts(ms).map(({ type, value }) => [type, Number(value)]),
    );
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    return Date.UTC(year, month - 1, day, hour, minute, second) + (ms % 1000);
  }
}
