import { HeldBytes } from '../heldBytes.ts';
import type { RawEvent } from '../sse/sseSplitter.ts';

const lineFeed = 0x0a;
const defaultMaxLineBytes = 64 * 1024 * 1024;

/**
 * Cuts a body of newline-delimited JSON into lines without decoding it: chunks may end anywhere, even inside a character.
 * The `raw` bytes of all lines together are the bytes that came in; `data` is the line without its LF or CRLF.
 */
export class LineSplitter {
  readonly #held: HeldBytes;

  constructor(maxLineBytes = defaultMaxLineBytes) {
    this.#held = new HeldBytes(maxLineBytes);
  }

  /** The lines that these bytes complete. Throws `provider_error` when one line grows beyond the limit. */
  push(bytes: Uint8Array): RawEvent[] {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const lines: RawEvent[] = [];
    let start = 0;
    for (let end = chunk.indexOf(lineFeed); end !== -1; end = chunk.indexOf(lineFeed, start)) {
      lines.push(new LazyLine(this.#held.takeWith(chunk.subarray(start, end + 1))));
      start = end + 1;
    }
    if (start < chunk.length) this.#held.hold(chunk.subarray(start));
    return lines;
  }

  /** What is left when the body ended without a newline: none, or one line. */
  end(): RawEvent[] {
    return this.#held.isEmpty ? [] : [new LazyLine(this.#held.takeWith(Buffer.alloc(0)))];
  }
}

class LazyLine implements RawEvent {
  readonly event = undefined;
  readonly raw: Buffer;
  #data: string | undefined;

  constructor(raw: Buffer) {
    this.raw = raw;
  }

  get data(): string {
    this.#data ??= this.raw
      .toString('utf8')
      .replace(/^\uFEFF/, '')
      .replace(/\r?\n$/, '');
    return this.#data;
  }
}
