/** What the beginning of an answer turned out to be. */
export type Opening =
  | { readonly kind: 'undecided' }
  /** `rest` is where the insertion begins; `closer` is the text or fence that ends it. */
  | { readonly kind: 'decided'; readonly rest: string; readonly closer?: Closer };

export type Closer =
  { readonly kind: 'fence'; readonly fence: string } | { readonly kind: 'tag'; readonly tag: string };

const thinkStart = '<think>';
const thinkEnd = '</think>';

/** How chat models begin a sentence about the code that they are going to write. */
const chatter =
  /^(?:sure\b|certainly\b|of course\b|okay\b|here(?:'s|’s| is| are)\b|the (?:missing|complete|completed|inserted)\b|below is\b)/i;
const chatterStarts = [
  'sure',
  'certainly',
  'of course',
  'okay',
  "here's",
  'here’s',
  'here is',
  'here are',
  'the missing',
  'the complete',
  'the inserted',
  'below is',
];
/** A longer first line is text, not an announcement. */
const longestChatter = 300;

/** Tags that models put around the insertion because the question has tags. */
const tagNames = ['COMPLETION', 'completion', 'insertion', 'missing', 'middle', 'at_cursor', 'cursor'];
const fenceLine = /^(`{3,}|~{3,})[\w+#./: -]{0,60}\r?\n/;

/**
 * Judges the beginning of an answer: reasoning in `<think>`, an announcement before a fence or colon, a fence, a tag.
 * Undecided while more text could change the verdict; with `isWhole` it always decides.
 */
export function readOpening(text: string, isWhole: boolean): Opening {
  const withoutThinking = skipThinking(text, isWhole);
  if (withoutThinking === undefined) return { kind: 'undecided' };
  const withoutChatter = skipChatter(withoutThinking, isWhole);
  if (withoutChatter === undefined) return { kind: 'undecided' };
  return readWrapper(withoutChatter, isWhole);
}

/** undefined: undecided. */
function skipThinking(text: string, isWhole: boolean): string | undefined {
  const trimmed = text.trimStart();
  if (!isWhole && (trimmed === '' || isProperStart(trimmed, thinkStart))) return undefined;
  if (!trimmed.startsWith(thinkStart)) return text;
  const end = trimmed.indexOf(thinkEnd);
  if (end === -1) return isWhole ? '' : undefined;
  const rest = trimmed.slice(end + thinkEnd.length).replace(/^\s*\n/, '');
  return rest.trim() === '' && !isWhole ? undefined : rest;
}

/** undefined: undecided. An announcement is one only when a fence or tag follows it, or it ends with a colon. */
function skipChatter(text: string, isWhole: boolean): string | undefined {
  const trimmed = text.trimStart();
  const lower = trimmed.toLowerCase();
  const mayBecomeChatter = chatterStarts.some((start) => isProperStart(lower, start));
  if (!isWhole && mayBecomeChatter) return undefined;
  if (!chatter.test(trimmed)) return text;
  const lineEnd = trimmed.indexOf('\n');
  if (lineEnd === -1) return isWhole || trimmed.length > longestChatter ? text : undefined;
  const after = trimmed.slice(lineEnd + 1).replace(/^(?:[ \t]*\r?\n)+/, '');
  if (!isWhole && (after.trim() === '' || mayBecomeWrapper(after.trimStart()))) return undefined;
  const announces = trimmed.slice(0, lineEnd).trimEnd().endsWith(':');
  return announces || isWrapper(after.trimStart()) ? after : text;
}

function readWrapper(text: string, isWhole: boolean): Opening {
  const trimmed = text.trimStart();
  if (!isWhole && (trimmed === '' || mayBecomeWrapper(trimmed))) return { kind: 'undecided' };
  const fence = fenceLine.exec(trimmed);
  if (fence !== null) {
    const closer = { kind: 'fence', fence: fence[1] ?? '```' } as const;
    return { kind: 'decided', rest: trimmed.slice(fence[0].length), closer };
  }
  const tag = tagNames.find((name) => trimmed.startsWith(`<${name}>`));
  if (tag === undefined) return { kind: 'decided', rest: text };
  const rest = trimmed.slice(tag.length + 2).replace(/^\r?\n/, '');
  return { kind: 'decided', rest, closer: { kind: 'tag', tag: `</${tag}>` } };
}

function isWrapper(text: string): boolean {
  return fenceLine.test(text) || tagNames.some((name) => text.startsWith(`<${name}>`));
}

/** Whether more text could make a fence line or a tag of this. */
function mayBecomeWrapper(text: string): boolean {
  if (tagNames.some((name) => isProperStart(text, `<${name}>`) || text === `<${name}>`)) return true;
  return /^(?:`{1,2}|~{1,2}|(?:`{3,}|~{3,})[\w+#./: -]{0,60}\r?)$/.test(text);
}

function isProperStart(text: string, wanted: string): boolean {
  return text.length < wanted.length && wanted.startsWith(text);
}
