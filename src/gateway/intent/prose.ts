/** A prompt's words without its code, and not more of them than can be looked at in no time. */
export interface Prose {
  readonly text: string;
  readonly hasFence: boolean;
}

/** Characters looked at from the beginning and from the end: what people ask for stands around what they paste. */
const longestEnd = 1000;
/** What stands after so many fences is taken for words. */
const mostFences = 50;

/** Fences of code and what is in them are left out; one that nothing closes ends with the text. */
export function proseOf(text: string): Prose {
  const pieces: [from: number, to: number][] = [];
  let from = 0;
  let ticks = text.indexOf('```');
  let tildes = text.indexOf('~~~');
  const hasFence = ticks !== -1 || tildes !== -1;
  for (let fences = 0; fences < mostFences && (ticks !== -1 || tildes !== -1); fences++) {
    const isTicks = tildes === -1 || (ticks !== -1 && ticks < tildes);
    const open = isTicks ? ticks : tildes;
    const marker = isTicks ? '```' : '~~~';
    pieces.push([from, open]);
    const close = text.indexOf(marker, open + marker.length);
    from = close === -1 ? text.length : close + marker.length;
    if (ticks !== -1 && ticks < from) ticks = text.indexOf('```', from);
    if (tildes !== -1 && tildes < from) tildes = text.indexOf('~~~', from);
  }
  pieces.push([from, text.length]);
  return { text: bounded(text, pieces), hasFence };
}

/** The beginning of the pieces and their end; all of them when they are short. */
function bounded(text: string, pieces: readonly (readonly [from: number, to: number])[]): string {
  const length = pieces.reduce((sum, [from, to]) => sum + to - from, 0);
  if (length <= 2 * longestEnd) return pieces.map(([from, to]) => text.slice(from, to)).join('\n');
  let head = '';
  for (const [from, to] of pieces) {
    if (head.length >= longestEnd) break;
    head += `${text.slice(from, Math.min(to, from + longestEnd - head.length))}\n`;
  }
  let tail = '';
  for (const [from, to] of pieces.toReversed()) {
    if (tail.length >= longestEnd) break;
    tail = `${text.slice(Math.max(from, to - longestEnd + tail.length), to)}\n${tail}`;
  }
  return head + tail;
}
