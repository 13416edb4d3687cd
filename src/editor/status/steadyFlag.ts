import type { StartTimer } from '../startTimer.ts';

/** A request that is over before this is no reason to move anything. */
const onDelayMs = 400;
/** Between the steps of an agent nothing runs for a moment. */
const offDelayMs = 600;

/** Follows something that goes on and off quickly, calmly: it is on once that has lasted, and stays so through short pauses. */
export class SteadyFlag {
  readonly #startTimer: StartTimer;
  readonly #onChange: () => void;
  #value = false;
  #wanted = false;
  #stopTimer: (() => void) | undefined;

  constructor(startTimer: StartTimer, onChange: () => void) {
    this.#startTimer = startTimer;
    this.#onChange = onChange;
  }

  get value(): boolean {
    return this.#value;
  }

  update(wanted: boolean): void {
    if (wanted === this.#wanted) return;
    this.#wanted = wanted;
    this.dispose();
    if (wanted === this.#value) return;
    this.#stopTimer = this.#startTimer(wanted ? onDelayMs : offDelayMs, () => {
      this.#value = wanted;
      this.#onChange();
    });
  }

  dispose(): void {
    this.#stopTimer?.();
    this.#stopTimer = undefined;
  }
}
