import type { CallSignal } from '../../upstream/callSignal.ts';
import { GatewayError } from '../../errors.ts';
import type { Clock } from '../../exchange/clock.ts';
import type { CallSize } from '../accountPool.ts';
import type { LimitBlock, LimitSet } from './limitSet.ts';

/** What a call wants to take. */
export interface LimitRequest {
  /** The limits of its account, its provider and of all together. */
  readonly sets: readonly LimitSet[];
  readonly size: CallSize;
  /** When the provider's own limits let it go, as it told them, ms since 1970. */
  readonly reportedReadyAtMs: () => number;
  /** How long it may wait. */
  readonly maxWaitMs: number;
  readonly signal: CallSignal;
}

interface Waiter {
  readonly request: LimitRequest;
  /** It waits no longer, ms since 1970. */
  readonly untilMs: number;
  /** It may go, or why it may not. */
  readonly settle: (error?: Error) => void;
  /** The limit that it waits for, and that nobody behind it may take before it; undefined: the provider's own. */
  waitsFor: LimitSet | undefined;
}

/** Why a call cannot go now. */
interface Obstacle {
  /** undefined: it never fits. */
  readonly readyAtMs: number | undefined;
  /** undefined: the provider's own limit. */
  readonly block?: LimitBlock;
  readonly set?: LimitSet;
}

/** Lets calls go within their limits, in the order in which they came where they wait for the same limit. */
export class LimitQueue {
  readonly #clock: Clock;
  readonly #onChange: () => void;
  #waiters: readonly Waiter[] = [];
  #cancelTimer: () => void = () => undefined;

  /** @param onChange called when `waiting` has changed */
  constructor(clock: Clock, onChange: () => void) {
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** Calls that wait now. */
  get waiting(): number {
    return this.#waiters.length;
  }

  /**
   * Takes a place in all of a call's limits, and waits for it when that is short enough. A provider's own limits delay, but never
   * refuse: what it would answer is the truth. Throws `rate_limit_exceeded`, and the signal's reason when that aborts first.
   */
  async enter(request: LimitRequest): Promise<void> {
    const nowMs = this.#clock.now();
    const untilMs = nowMs + request.maxWaitMs;
    const obstacle = this.#obstacle(request, this.#waiters, nowMs);
    if (obstacle === undefined || isPassable(obstacle, untilMs)) {
      take(request, nowMs);
      return;
    }
    if (isHopeless(obstacle, untilMs)) throw limitError(obstacle, nowMs);
    await this.#wait(request, obstacle, untilMs);
  }

  /** Lets go who may go now: to be called when something was given back. */
  admit(): void {
    if (this.#waiters.length === 0) return;
    const nowMs = this.#clock.now();
    const before = this.#waiters;
    const still: Waiter[] = [];
    let nextMs = Infinity;
    for (const waiter of before) {
      const { request, untilMs } = waiter;
      const obstacle = this.#obstacle(request, still, nowMs);
      if (obstacle === undefined || isPassable(obstacle, untilMs)) {
        take(request, nowMs);
        waiter.settle();
      } else if (isHopeless(obstacle, untilMs)) {
        waiter.settle(limitError(obstacle, nowMs));
      } else {
        waiter.waitsFor = obstacle.set;
        still.push(waiter);
        nextMs = Math.min(nextMs, obstacle.readyAtMs ?? Infinity);
      }
    }
    this.#waiters = still;
    this.#cancelTimer();
    if (still.length > 0) {
      this.#cancelTimer = this.#clock.after(Math.max(1, nextMs - nowMs), () => {
        this.admit();
      });
    }
    if (still.length !== before.length) this.#onChange();
  }

  async #wait(request: LimitRequest, { set }: Obstacle, untilMs: number): Promise<void> {
    const { signal } = request;
    signal.throwIfAborted();
    await new Promise<void>((resolve, reject) => {
      const settle = (error?: Error): void => {
        signal.removeEventListener('abort', leave);
        if (error === undefined) resolve();
        else reject(error);
      };
      const waiter: Waiter = { request, untilMs, settle, waitsFor: set };
      const leave = (): void => {
        this.#waiters = this.#waiters.filter((other) => other !== waiter);
        settle(signal.reason instanceof Error ? signal.reason : new Error(String(signal.reason)));
        this.#onChange();
        this.admit();
      };
      signal.addEventListener('abort', leave, { once: true });
      this.#waiters = [...this.#waiters, waiter];
      this.#onChange();
      this.admit();
    });
  }

  /** What a call has to wait for longest, behind those that wait for the same. */
  #obstacle(request: LimitRequest, ahead: readonly Waiter[], nowMs: number): Obstacle | undefined {
    const { sets, size } = request;
    const reportedMs = request.reportedReadyAtMs();
    let worst: Obstacle | undefined = reportedMs > nowMs ? { readyAtMs: reportedMs } : undefined;
    for (const set of sets) {
      const block = set.blocks(size, needOf(ahead, set), nowMs);
      if (block === undefined) continue;
      const isWorse = (block.readyAtMs ?? Infinity) >= (worst?.readyAtMs ?? 0);
      if (worst === undefined || isWorse) worst = { readyAtMs: block.readyAtMs, block, set };
    }
    return worst;
  }
}

/** What those take first who wait for this limit already. */
function needOf(ahead: readonly Waiter[], set: LimitSet): { requests: number; tokens: number } {
  const need = { requests: 0, tokens: 0 };
  for (const { request, waitsFor } of ahead) {
    if (waitsFor !== set) continue;
    need.requests++;
    need.tokens += request.size.promptTokens + request.size.answerTokens;
  }
  return need;
}

function take({ sets, size }: LimitRequest, nowMs: number): void {
  for (const set of sets) set.take(size, nowMs);
}

function isHopeless({ readyAtMs }: Obstacle, untilMs: number): boolean {
  return readyAtMs === undefined || readyAtMs > untilMs;
}

/** Only the provider's own limit is in the way, and for too long to wait: it is asked. */
function isPassable(obstacle: Obstacle, untilMs: number): boolean {
  return obstacle.block === undefined && isHopeless(obstacle, untilMs);
}

/** The 429 of a limit that cannot be met, with `retry-after` unless waiting would not help. */
function limitError({ block, readyAtMs }: Obstacle, nowMs: number): GatewayError {
  const { owner = '', what = 'requests', window = 'minute', used = 0, limit = 0 } = block ?? {};
  const waitS = readyAtMs === undefined ? undefined : Math.max(1, Math.ceil((readyAtMs - nowMs) / 1000));
  const message =
    waitS === undefined
      ? `The prompt alone is larger than the limit of ${limit} ${what} a ${window} of ${owner}.`
      : `The limit of ${limit} ${what} a ${window} of ${owner} is reached; there is room again in ${waitS} s.`;
  return new GatewayError('rate_limit_exceeded', message, {
    details: { current: used, limit, window },
    headers: waitS === undefined ? {} : { 'retry-after': String(waitS) },
  });
}
