/**
 * Small state that survives restarts: cooldowns, limits, priors, spend. Values are JSON; writes are gathered and at most the last
 * second is lost by a crash.
 */
export interface StateStore {
  /** undefined when there is none; the caller checks its shape. */
  load(key: string): unknown;
  /**
   * Keeps the object itself and makes JSON of it when it is written, at most a second later: cheap, however often it is called.
   * @param restMs how long it may rest after it was written, for what is large and changes with every request; a crash loses as much
   */
  save(key: string, value: unknown, restMs?: number): void;
  /** Writes what is gathered, at once. */
  flush(): void;
}
