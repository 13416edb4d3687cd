import { partialMatchLength } from './textStage.ts';
import type { TextStage } from './textStage.ts';

/** Ends the text before the first stop sequence, as a provider would. */
export class StopStage implements TextStage {
  readonly #sequences: readonly string[];
  #held = '';
  #stopped = false;

  constructor(sequences: readonly string[]) {
    this.#sequences = sequences;
  }

  /** A stop sequence was met: everything after it is swallowed. */
  get stopped(): boolean {
    return this.#stopped;
  }

  push(text: string): string {
    if (this.#stopped) return '';
    const all = this.#held + text;
    const positions = this.#sequences.map((sequence) => all.indexOf(sequence)).filter((at) => at !== -1);
    if (positions.length > 0) {
      this.#stopped = true;
      this.#held = '';
      return all.slice(0, Math.min(...positions));
    }
    const held = Math.max(0, ...this.#sequences.map((sequence) => partialMatchLength(all, sequence)));
    this.#held = all.slice(all.length - held);
    return all.slice(0, all.length - held);
  }

  end(): string {
    const rest = this.#held;
    this.#held = '';
    return rest;
  }
}
