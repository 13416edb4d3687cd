import { Deadline, type Deadlines } from '../deadlines.ts';

/**
 * Notices when the other side says nothing for too long. Time counts only between `listen` and `stop`: while we do not
 * read (a slow client), silence is ours and not the provider's.
 */
export class SilenceTimer extends Deadline {
  readonly #deadlines: Deadlines;
  readonly #onSilence: (limitMs: number) => void;
  #limitMs = 0;

  /** `onSilence` is called once for every `listen` that ran out, with the limit in ms that was passed. */
  constructor(deadlines: Deadlines, onSilence: (limitMs: number) => void) {
    super();
    this.#deadlines = deadlines;
    this.#onSilence = onSilence;
  }

  /** Counts from now, anew. */
  listen(limitMs: number): void {
    this.#limitMs = limitMs;
    this.dueAtMs = this.#deadlines.now() + limitMs;
    this.#deadlines.watch(this);
  }

  stop(): void {
    this.#deadlines.forget(this);
  }

  override onDue(): void {
    this.#onSilence(this.#limitMs);
  }
}
