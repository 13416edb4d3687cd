import type { LimitsConfig } from '../../../config/limitsSchema.ts';
import type { CallSize } from '../accountPool.ts';
import { DayReset } from './dayReset.ts';
import { MinuteWindow } from './minuteWindow.ts';

/** How much of a limit is used. */
export interface LimitUse {
  readonly what: 'requests' | 'tokens';
  readonly window: 'minute' | 'day';
  readonly used: number;
  readonly limit: number;
}

/** A limit that a call does not fit into now. */
export interface LimitBlock extends LimitUse {
  /** What is limited: `anthropic:work`, `anthropic`, `all providers`. */
  readonly owner: string;
  /** When it fits, ms since 1970; undefined: never, the call alone is larger than the limit. */
  readonly readyAtMs: number | undefined;
}

interface DayCount {
  startMs: number;
  requests: number;
  tokens: number;
}

/** The limits of an account, a provider or all together, with what is used of them. Counts what is limited, and nothing else. */
export class LimitSet {
  readonly owner: string;
  readonly #requests = new MinuteWindow();
  readonly #tokens = new MinuteWindow();
  #day: DayCount = { startMs: 0, requests: 0, tokens: 0 };
  #limits: LimitsConfig = {};
  #reset = new DayReset();

  /** @param owner what is limited, for texts */
  constructor(owner: string) {
    this.owner = owner;
  }

  /** Takes the limits of a configuration. What was counted stays. */
  configure(limits: LimitsConfig): void {
    if (limits.dayResetsAt !== this.#limits.dayResetsAt) this.#reset = new DayReset(limits.dayResetsAt);
    this.#limits = limits;
  }

  /**
   * The limit that a call waits for longest; undefined when it fits.
   * @param before what waits for this limit already and goes first
   */
  blocks(
    size: CallSize,
    before: { requests: number; tokens: number },
    nowMs: number,
  ): LimitBlock | undefined {
    const { requestsPerMinute, tokensPerMinute, requestsPerDay, tokensPerDay } = this.#limits;
    let worst: LimitBlock | undefined;
    const note = (use: LimitUse, readyAtMs: number | undefined): void => {
      if (readyAtMs !== undefined && readyAtMs <= nowMs) return;
      if (worst === undefined || (readyAtMs ?? Infinity) > (worst.readyAtMs ?? Infinity)) {
        worst = { owner: this.owner, ...use, readyAtMs };
      }
    };
    if (requestsPerMinute !== undefined) {
      const use = this.#use('requests', 'minute', requestsPerMinute, nowMs);
      note(use, this.#requests.readyAtMs(before.requests + 1, requestsPerMinute, nowMs));
    }
    if (tokensPerMinute !== undefined) {
      const need = needOf(size, tokensPerMinute);
      const use = this.#use('tokens', 'minute', tokensPerMinute, nowMs);
      note(use, need && this.#tokens.readyAtMs(before.tokens + need, tokensPerMinute, nowMs));
    }
    const { endMs } = this.#dayAt(nowMs);
    if (requestsPerDay !== undefined) {
      const use = this.#use('requests', 'day', requestsPerDay, nowMs);
      note(use, use.used + before.requests + 1 > requestsPerDay ? endMs : nowMs);
    }
    if (tokensPerDay !== undefined) {
      const need = needOf(size, tokensPerDay);
      const use = this.#use('tokens', 'day', tokensPerDay, nowMs);
      note(use, need && (use.used + before.tokens + need > tokensPerDay ? endMs : nowMs));
    }
    return worst;
  }

  /** Counts a call that is about to be made. */
  take(size: CallSize, nowMs: number): void {
    this.#add(1, size.promptTokens + size.answerTokens, nowMs);
  }

  /** Corrects what a call was counted as. */
  correct(requests: number, tokens: number, takenAtMs: number, nowMs: number): void {
    const { startMs } = this.#dayAt(nowMs);
    if (nowMs - takenAtMs < 60_000) this.#add(requests, tokens, takenAtMs, takenAtMs >= startMs);
    else if (takenAtMs >= startMs) this.#addToDay(requests, tokens);
  }

  uses(nowMs: number): LimitUse[] {
    const { requestsPerMinute, tokensPerMinute, requestsPerDay, tokensPerDay } = this.#limits;
    this.#dayAt(nowMs);
    return [
      requestsPerMinute === undefined ? undefined : this.#use('requests', 'minute', requestsPerMinute, nowMs),
      tokensPerMinute === undefined ? undefined : this.#use('tokens', 'minute', tokensPerMinute, nowMs),
      requestsPerDay === undefined ? undefined : this.#use('requests', 'day', requestsPerDay, nowMs),
      tokensPerDay === undefined ? undefined : this.#use('tokens', 'day', tokensPerDay, nowMs),
    ].filter((use) => use !== undefined);
  }

  /** To be kept over a restart; `restore` takes it. */
  toJSON(): unknown {
    return { requests: this.#requests, tokens: this.#tokens, day: this.#day };
  }

  /** Takes what an earlier run kept. What is of another shape counts as nothing. */
  restore(saved: unknown, nowMs: number): void {
    if (typeof saved !== 'object' || saved === null) return;
    const { requests, tokens, day } = saved as Partial<Record<'requests' | 'tokens' | 'day', unknown>>;
    this.#requests.restore(requests, nowMs);
    this.#tokens.restore(tokens, nowMs);
    if (isDayCount(day)) this.#day = { ...day };
  }

  #use(what: LimitUse['what'], window: LimitUse['window'], limit: number, nowMs: number): LimitUse {
    const minute = what === 'requests' ? this.#requests : this.#tokens;
    return { what, window, limit, used: window === 'minute' ? minute.used(nowMs) : this.#day[what] };
  }

  #add(requests: number, tokens: number, atMs: number, isToday = true): void {
    if (this.#limits.requestsPerMinute !== undefined) this.#requests.add(requests, atMs);
    if (this.#limits.tokensPerMinute !== undefined) this.#tokens.add(tokens, atMs);
    if (isToday) this.#addToDay(requests, tokens);
  }

  #addToDay(requests: number, tokens: number): void {
    this.#day.requests = Math.max(0, this.#day.requests + requests);
    this.#day.tokens = Math.max(0, this.#day.tokens + tokens);
  }

  #dayAt(nowMs: number): { readonly startMs: number; readonly endMs: number } {
    const day = this.#reset.dayOf(nowMs);
    if (this.#day.startMs < day.startMs) this.#day = { startMs: day.startMs, requests: 0, tokens: 0 };
    return day;
  }
}

/** The tokens that a call asks a limit for; undefined when its prompt alone is larger. A guessed answer never makes it impossible. */
function needOf({ promptTokens, answerTokens }: CallSize, limit: number): number | undefined {
  return promptTokens > limit ? undefined : Math.max(1, Math.min(promptTokens + answerTokens, limit));
}

function isDayCount(value: unknown): value is DayCount {
  if (typeof value !== 'object' || value === null) return false;
  const { startMs, requests, tokens } = value as Partial<Record<keyof DayCount, unknown>>;
  return typeof startMs === 'number' && typeof requests === 'number' && typeof tokens === 'number';
}
