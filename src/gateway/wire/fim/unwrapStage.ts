import { readOpening } from './answerOpening.ts';
import type { Closer } from './answerOpening.ts';
import { partialMatchLength } from './textStage.ts';
import type { TextStage } from './textStage.ts';

/**
 * Takes off what chat models put around an insertion: reasoning, an announcement, a fence or tag, and whatever they say
 * behind it. The line break before a closing fence belongs to the fence, unless the cursor stands on a line of its own.
 */
export class UnwrapStage implements TextStage {
  readonly #keepsLastBreak: boolean;
  #state: 'opening' | 'inside' | 'outside' = 'opening';
  #held = '';
  #closer: Closer | undefined;
  /** What is held begins a line. */
  #atLineStart = true;

  constructor(gap: { readonly prefix: string; readonly suffix: string }) {
    const currentLine = gap.prefix.slice(gap.prefix.lastIndexOf('\n') + 1);
    this.#keepsLastBreak = currentLine.trim() === '' && /^[ \t]*[^\s]/.test(gap.suffix);
  }

  push(text: string): string {
    if (this.#state === 'outside') return '';
    this.#held += text;
    if (this.#state === 'opening' && !this.#open(false)) return '';
    return this.#readInside(false);
  }

  end(): string {
    if (this.#state === 'outside') return '';
    if (this.#state === 'opening') this.#open(true);
    return this.#readInside(true);
  }

  #open(isWhole: boolean): boolean {
    const opening = readOpening(this.#held, isWhole);
    if (opening.kind === 'undecided') return false;
    this.#state = 'inside';
    this.#held = opening.rest;
    this.#closer = opening.closer;
    return true;
  }

  #readInside(isWhole: boolean): string {
    switch (this.#closer?.kind) {
      case undefined:
        return this.#release(this.#held.length);
      case 'tag':
        return this.#readToTag(this.#closer.tag, isWhole);
      case 'fence':
        return this.#readToFence(this.#closer.fence, isWhole);
    }
  }

  #readToTag(tag: string, isWhole: boolean): string {
    const at = this.#held.indexOf(tag);
    if (at === -1) {
      const open = isWhole ? 0 : partialMatchLength(this.#held, `\n${tag}`);
      const partial = isWhole ? 0 : Math.max(open, partialMatchLength(this.#held, tag));
      return this.#release(this.#held.length - partial);
    }
    const hasBreak = this.#held.charAt(at - 1) === '\n' && !this.#keepsLastBreak;
    return this.#close(hasBreak ? at - 1 : at);
  }

  #readToFence(fence: string, isWhole: boolean): string {
    const lines = this.#held.split('\n');
    let at = 0;
    for (const [index, line] of lines.entries()) {
      const startsLine = index > 0 || this.#atLineStart;
      const isLast = index === lines.length - 1;
      const isComplete = !isLast || isWhole;
      if (startsLine && isComplete && closesFence(line, fence, isLast)) {
        return this.#close(this.#keepsLastBreak ? at : Math.max(0, at - 1));
      }
      // The last line is not complete: it and the break before it wait while it could become the closing fence.
      if (isLast && !isWhole && startsLine && mayBecomeFence(line, fence)) {
        return this.#release(Math.max(0, at - 1));
      }
      at += line.length + 1;
    }
    return this.#release(this.#held.length);
  }

  #release(length: number): string {
    const text = this.#held.slice(0, length);
    this.#held = this.#held.slice(length);
    if (text !== '') this.#atLineStart = text.endsWith('\n');
    return text;
  }

  #close(length: number): string {
    const text = this.#release(length);
    this.#state = 'outside';
    this.#held = '';
    return text;
  }
}

/** The answer's very last line may be a fence that was cut off. */
function closesFence(line: string, fence: string, isLastOfAnswer: boolean): boolean {
  const trimmed = line.trim();
  const isFenceOnly = trimmed !== '' && trimmed === fence.charAt(0).repeat(trimmed.length);
  return isFenceOnly && (isLastOfAnswer || trimmed.length >= fence.length);
}

function mayBecomeFence(line: string, fence: string): boolean {
  const trimmed = line.trim();
  return trimmed === fence.charAt(0).repeat(trimmed.length);
}
