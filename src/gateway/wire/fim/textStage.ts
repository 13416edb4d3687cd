/** One step of cleaning streamed text. It holds back only what it cannot judge yet. */
export interface TextStage {
  /** Takes in text; returns what is certain. */
  push(text: string): string;
  /** The rest, once no text follows. */
  end(): string;
}

/** The length of the longest end of `text` that is a proper beginning of `wanted`: what may still become it. */
export function partialMatchLength(text: string, wanted: string): number {
  for (let length = Math.min(text.length, wanted.length - 1); length > 0; length--) {
    if (wanted.startsWith(text.slice(-length))) return length;
  }
  return 0;
}
