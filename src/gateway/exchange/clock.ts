import type { CallSignal } from '../upstream/callSignal.ts';

/** Time as the pipeline uses it, passed in so that tests need no waiting. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Calls `callback` once after `delayMs`; the returned function cancels it and may be called at any time. */
  after(delayMs: number, callback: () => void): () => void;
}

/** The machine's own time. A timer alone keeps no process alive. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after: (delayMs, callback) => {
    const timer = setTimeout(callback, delayMs);
    timer.unref();
    return () => {
      clearTimeout(timer);
    };
  },
};

/** Resolves after `delayMs`; rejects with the signal's reason when that aborts first. */
export function wait(clock: Pick<Clock, 'after'>, delayMs: number, signal?: CallSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const abort = (): void => {
      cancel();
      reject(reasonOf(signal?.reason));
    };
    const cancel = clock.after(delayMs, () => {
      signal?.removeEventListener('abort', abort);
      resolve();
    });
    if (signal?.aborted === true) abort();
    else signal?.addEventListener('abort', abort, { once: true });
  });
}

function reasonOf(reason: unknown): Error {
  return reason instanceof Error ? reason : new Error(String(reason));
}
