import { HeldBytes } from '../heldBytes.ts';
import type { RawEvent } from '../sse/sseSplitter.ts';

const quote = 0x22;
const comma = 0x2c;
const openBracket = 0x5b;
const backslash = 0x5c;
const closeBracket = 0x5d;
const openBrace = 0x7b;
const closeBrace = 0x7d;
const defaultMaxElementBytes = 64 * 1024 * 1024;

/**
 * Cuts the body of one JSON array (Gemini's stream without `alt=sse`) into its elements, objects all, as they arrive: chunks
 * may end anywhere. The `raw` bytes of all events together are the bytes that came in; `data` is the element alone, and
 * empty for what closes the array.
 */
export class JsonArraySplitter {
  readonly #held: HeldBytes;
  /** Of braces and brackets, the array's own included. */
  #depth = 0;
  #inString = false;
  #escaped = false;

  constructor(maxElementBytes = defaultMaxElementBytes) {
    this.#held = new HeldBytes(maxElementBytes);
  }

  /** The elements that these bytes complete. Throws `provider_error` when one grows beyond the limit. */
  push(bytes: Uint8Array): RawEvent[] {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const events: RawEvent[] = [];
    let start = 0;
    for (let position = 0; position < chunk.length; position++) {
      if (!this.#endsPiece(chunk[position])) continue;
      events.push(new LazyElement(this.#held.takeWith(chunk.subarray(start, position + 1))));
      start = position + 1;
    }
    if (start < chunk.length) this.#held.hold(chunk.subarray(start));
    return events;
  }

  /** What is left when the body ended: none, or one event that holds white space or a torn element. */
  end(): RawEvent[] {
    return this.#held.isEmpty ? [] : [new LazyElement(this.#held.takeWith(Buffer.alloc(0)))];
  }

  /** Whether an element, or the array, ends with this byte. */
  #endsPiece(byte: number | undefined): boolean {
    if (this.#inString) {
      this.#readInString(byte);
      return false;
    }
    switch (byte) {
      case quote:
        this.#inString = true;
        return false;
      case openBracket:
      case openBrace:
        this.#depth++;
        return false;
      case closeBracket:
      case closeBrace:
        this.#depth--;
        return this.#depth <= 1 && (byte === closeBrace || this.#depth <= 0);
      default:
        return false;
    }
  }

  #readInString(byte: number | undefined): void {
    if (this.#escaped) this.#escaped = false;
    else if (byte === backslash) this.#escaped = true;
    else if (byte === quote) this.#inString = false;
  }
}

class LazyElement implements RawEvent {
  readonly event = undefined;
  readonly raw: Buffer;
  #data: string | undefined;

  constructor(raw: Buffer) {
    this.raw = raw;
  }

  get data(): string {
    this.#data ??= this.raw.toString('utf8', elementStart(this.raw)).trim();
    return this.#data;
  }
}

/** Behind the bracket that opens the array, or the comma behind the element before; at the end where nothing follows. */
function elementStart(raw: Buffer): number {
  const first = raw.indexOf(openBrace);
  const head = first === -1 ? raw : raw.subarray(0, first);
  if (head.includes(closeBracket)) return raw.length;
  return Math.max(head.lastIndexOf(openBracket), head.lastIndexOf(comma)) + 1;
}
