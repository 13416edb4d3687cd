import type { TextStage } from './textStage.ts';

/** How far back an answer may repeat the text before the cursor. */
const mostLines = 20;
const mostCharacters = 2000;

/**
 * Takes off the repeated end of the text before the cursor: the cursor's line, or several lines, from a line's beginning
 * on, with or without its indentation. What begins like a repetition waits until it is one or not.
 */
export class PrefixEchoStage implements TextStage {
  readonly #echoes: readonly string[];
  #held = '';
  #isDecided = false;

  constructor(prefix: string) {
    this.#echoes = possibleEchoes(prefix);
  }

  push(text: string): string {
    if (this.#isDecided) return text;
    this.#held += text;
    const mayGrow = this.#echoes.some(
      (echo) => echo.length > this.#held.length && echo.startsWith(this.#held),
    );
    return mayGrow ? '' : this.#decide();
  }

  end(): string {
    return this.#isDecided ? '' : this.#decide();
  }

  #decide(): string {
    this.#isDecided = true;
    const echo = this.#echoes.find((candidate) => this.#held.startsWith(candidate)) ?? '';
    return this.#held.slice(echo.length);
  }
}

/** Longest first. */
function possibleEchoes(prefix: string): string[] {
  const end = prefix.slice(-mostCharacters);
  const lines = end.split('\n');
  // The first line is cut when the text before it was cut off.
  const whole = end.length < prefix.length ? lines.slice(1) : lines;
  const echoes = new Set<string>();
  const currentLine = whole.at(-1) ?? '';
  for (let count = 1; count <= Math.min(whole.length, mostLines); count++) {
    const tail = whole.slice(-count).join('\n');
    if (!isTelling(tail, currentLine)) continue;
    echoes.add(tail);
    echoes.add(tail.trimStart());
  }
  if (currentLine.trim() === '' && currentLine !== '') echoes.add(currentLine);
  return [...echoes].filter((echo) => echo !== '').sort((one, other) => other.length - one.length);
}

/** Short or bare ends (`}`, `end`) are repeated in good faith: code closes several blocks alike. */
function isTelling(tail: string, currentLine: string): boolean {
  const visible = tail.replace(/\s/g, '');
  if (!/\w/.test(visible)) return false;
  return currentLine.trim() === '' ? visible.length >= 8 : visible.length >= 2;
}
