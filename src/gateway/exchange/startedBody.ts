import { GatewayError } from '../errors.ts';
import { AnswerBody } from '../upstream/answerBody.ts';
import { WholeBody } from './wholeBody.ts';

/** No provider sends more white space than this before its answer. */
const longestSearch = 64 * 1024;
/** The largest answer that is held whole. */
const defaultMaxBytes = 256 * 1024 * 1024;

/** A body of which the first bytes are known, and still to be read as a whole. */
export interface StartedBody {
  /** White space included, and enough to tell an event stream; empty when the body is. */
  readonly start: Uint8Array;
  /** All bytes, the start among them. Read once; leaving the loop early cancels the call. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Reads a body up to the first byte that says something, or what is there of it when that is all. Throws what reading throws. */
export function startBody(body: AsyncIterable<Uint8Array>): StartedBody | Promise<StartedBody> {
  const whole = body instanceof AnswerBody ? body.takeWhole() : undefined;
  return whole === undefined ? readStart(body) : { start: whole, chunks: new WholeBody(whole) };
}

async function readStart(body: AsyncIterable<Uint8Array>): Promise<StartedBody> {
  const iterator = body[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let heldBytes = 0;
  while (heldBytes < longestSearch) {
    const next = await iterator.next();
    if (next.done === true) break;
    held.push(next.value);
    heldBytes += next.value.length;
    if (!mayBecomeAnything(joined(held, heldBytes))) break;
  }
  return { start: joined(held, heldBytes), chunks: replay(held, iterator) };
}

/**
 * What was read of a body, and then the rest. No generator: one more promise a chunk would be felt in long streams.
 * @param held emptied by reading
 */
export function replay(held: Uint8Array[], iterator: AsyncIterator<Uint8Array>): AsyncIterable<Uint8Array> {
  const chunks: AsyncIterableIterator<Uint8Array> = {
    next: () => {
      const value = held.shift();
      return value === undefined ? iterator.next() : Promise.resolve({ done: false, value });
    },
    return: async () => {
      await iterator.return?.();
      return { done: true, value: undefined };
    },
    [Symbol.asyncIterator]: () => chunks,
  };
  return chunks;
}

/** The bytes of these pieces; nearly always there is but one. */
function joined(pieces: readonly Uint8Array[], length: number): Uint8Array {
  const [only] = pieces;
  return pieces.length === 1 && only !== undefined ? only : Buffer.concat(pieces, length);
}

/** How event streams begin; a byte order mark may stand before it. */
const firstFields = ['data:', 'event:', 'id:', 'retry:'];
const longestField = 6;
const openBrace = 0x7b;

/** Whether these bytes are nothing but white space, a byte order mark and the torn beginning of a field's name. */
function mayBecomeAnything(bytes: Uint8Array): boolean {
  const [first = 0] = bytes;
  if (first === openBrace || (first > 0x20 && first < 0x80 && bytes.length >= longestField)) return false;
  const text = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1').trimStart();
  const withoutMark = text.replace(/^\u00ef\u00bb\u00bf\s*/, '');
  return '\u00ef\u00bb\u00bf'.startsWith(text) || firstFields.some((field) => isTorn(withoutMark, field));
}

function isTorn(text: string, field: string): boolean {
  return text.length < field.length && field.startsWith(text);
}

/** The whole body. Throws `provider_error` when it is larger than anything that is an answer. */
export async function readWhole(
  chunks: AsyncIterable<Uint8Array>,
  maxBytes = defaultMaxBytes,
): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    length += chunk.length;
    if (length > maxBytes) {
      throw new GatewayError(
        'provider_error',
        `The provider's answer is larger than ${maxBytes / 1024 / 1024} MiB.`,
      );
    }
    parts.push(chunk);
  }
  const whole = joined(parts, length);
  return Buffer.from(whole.buffer, whole.byteOffset, length);
}
