import { Nesting } from './nesting.ts';
import type { TextStage } from './textStage.ts';

/** How much of the text after the cursor is looked at. */
const mostCharacters = 2000;

/**
 * Takes off what the answer repeats of the text after the cursor. Its end waits while it could be the beginning of that
 * text; two telling lines of it in the middle of an answer show that the model writes on what is already there, and end it.
 */
export class SuffixEchoStage implements TextStage {
  readonly #suffix: string;
  readonly #nesting = new Nesting();
  #held = '';
  #isCut = false;

  constructor(suffix: string) {
    this.#suffix = suffix.trim() === '' ? '' : suffix.slice(0, mostCharacters);
  }

  push(text: string): string {
    if (this.#isCut) return '';
    const all = this.#held + text;
    const echo = findEcho(all, this.#suffix);
    const passed = all.slice(0, echo.from);
    this.#nesting.add(passed);
    this.#isCut = echo.isCertain;
    this.#held = this.#isCut ? '' : all.slice(echo.from);
    return passed;
  }

  end(): string {
    const rest = this.#held;
    this.#held = '';
    this.#nesting.add(rest);
    for (let from = 0; from < rest.length; from++) {
      const echo = rest.slice(from);
      if (this.#suffix.startsWith(echo) && this.#isEcho(echo)) return rest.slice(0, from);
    }
    return rest;
  }

  /**
   * Whether an answer's end, which the suffix begins with, is there twice: blank, or the suffix's whole first line with
   * words in it or several lines, or brackets and quotes that the insertion has too many of, or a doubled separator.
   */
  #isEcho(end: string): boolean {
    const visible = end.trim();
    if (visible === '' || visible === ';' || visible === ',') return true;
    if (!/\w/.test(visible)) return this.#nesting.isOffBalanceFor(visible);
    const coversFirstLine = end.length >= firstLineOf(this.#suffix).length;
    return coversFirstLine && /\w{3}|\w\W+\w|\n/.test(visible);
  }
}

interface FoundEcho {
  /** Where the text that may be an echo begins; the text's length when none does. */
  readonly from: number;
  readonly isCertain: boolean;
}

/** The first place from which the text, to its end, reads like the suffix's beginning. */
function findEcho(text: string, suffix: string): FoundEcho {
  if (suffix === '') return { from: text.length, isCertain: false };
  const certain = certainEcho(suffix);
  for (let from = 0; from < text.length; from++) {
    if (text[from] !== suffix[0]) continue;
    if (certain !== undefined && text.startsWith(certain, from)) return { from, isCertain: true };
    if (text.length - from <= suffix.length && suffix.startsWith(text.slice(from))) {
      return { from, isCertain: false };
    }
  }
  return { from: text.length, isCertain: false };
}

/** The suffix's beginning up to the end of its second line with words: nobody writes that twice. */
function certainEcho(suffix: string): string | undefined {
  const lines = suffix.split('\n');
  let telling = 0;
  for (const [index, line] of lines.entries()) {
    if (/\w{2}/.test(line)) telling++;
    if (telling === 2) return lines.slice(0, index + 1).join('\n');
  }
  return undefined;
}

/** Up to the end of the first line that is not blank. */
function firstLineOf(suffix: string): string {
  return /^\s*[^\n]*/.exec(suffix)?.[0].trimEnd() ?? '';
}
