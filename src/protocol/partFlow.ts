/** Parts that may be on their way without having been taken. A reader that stands still stops its writer after these. */
const maxUntakenParts = 32;

/** Back pressure of one stream of parts, over a line that has none: its reader says how many it has taken. */
export class PartFlow {
  #untaken = 0;
  #resume: (() => void) | undefined;

  /** Resolves when a further part may be sent, and counts it; rejects with the signal's reason when it aborts. One caller at a time. */
  async room(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    while (this.#untaken >= maxUntakenParts) {
      await new Promise<void>((resolve) => {
        const resume = (): void => {
          signal.removeEventListener('abort', resume);
          resolve();
        };
        this.#resume = resume;
        signal.addEventListener('abort', resume);
      });
      signal.throwIfAborted();
    }
    this.#untaken++;
  }

  /** The reader has taken so many parts more. */
  taken(count: number): void {
    this.#untaken -= count;
    this.#resume?.();
  }
}
