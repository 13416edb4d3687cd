/** Keys and values of formats that tell, without a parser, whether a body may hold something that needs one. */
export const markedWords = [
  // What another provider's answer left in a history.
  ...['thinking_blocks', 'extra_content', 'thinking', 'redacted_thinking', 'citations', 'reasoning'],
  ...['thoughtSignature', 'thought_signature', 'functionCall', 'function_call'],
  // What some APIs refuse.
  ...['reasoning_content', 'assistant', 'system', 'developer', 'tool_calls', 'tool_call_id'],
  // Images, documents and sound.
  ...['image', 'images', 'image_url', 'input_image', 'audio', 'input_audio', 'file', 'input_file'],
  ...['document', 'inlineData', 'inline_data', 'fileData', 'file_data', 'base64'],
] as const;

export type MarkedWord = (typeof markedWords)[number];

const slots = 4096;
const bySlot: (readonly string[] | undefined)[] = new Array<undefined>(slots).fill(undefined);
const longest = Math.max(...markedWords.map(({ length }) => length));
for (const word of markedWords) {
  const slot = slotOf(word.length, word.charCodeAt(0), word.charCodeAt(word.length - 1));
  bySlot[slot] = [...(bySlot[slot] ?? []), word];
}

/** Three facts of a word that cost nothing to look at; most words that stand in a body differ in one of them. */
function slotOf(length: number, first: number, last: number): number {
  return (length * 961 + first * 31 + last) % slots;
}

/**
 * The marked word that stands there, as it is usually written: with no letter escaped.
 * @param start of the string's content
 */
export function markedWordAt(body: Buffer, start: number, end: number): string | undefined {
  const length = end - start;
  if (length === 0 || length > longest) return undefined;
  const words = bySlot[slotOf(length, body[start] ?? 0, body[end - 1] ?? 0)];
  if (words === undefined) return undefined;
  const text = body.toString('latin1', start, end);
  return words.find((word) => word === text);
}

/** Whether this is one of the words that are looked for. */
export function isMarked(word: string): word is MarkedWord {
  return (markedWords as readonly string[]).includes(word);
}
