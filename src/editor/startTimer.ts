/** Starts a timer and returns what stops it. Passed in, so that tests decide when time passes. */
export type StartTimer = (delayMs: number, callback: () => void) => () => void;

/** The real timer; it keeps no process alive. */
export const startTimer: StartTimer = (delayMs, callback) => {
  const timer = setTimeout(callback, delayMs);
  timer.unref();
  return () => clearTimeout(timer);
};
