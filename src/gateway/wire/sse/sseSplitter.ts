import type { WireEvent } from '../codec.ts';
import { HeldBytes } from '../heldBytes.ts';
import { parseSseFields } from './parseSseFields.ts';

/**
 * One server-sent event with its exact bytes, its closing blank line included. `event` and `data` are parsed when first
 * read (they are accessors: do not spread). A comment or a bare blank line is an event with empty `data`.
 */
export interface RawEvent extends WireEvent {
  readonly raw: Uint8Array;
}

/** Several whole events at once: their bytes, and the last of them that holds anything. */
export interface SkimmedEvents {
  readonly raw: Buffer;
  readonly last: RawEvent;
}

const blankLine = '\n\n';
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const defaultMaxEventBytes = 64 * 1024 * 1024;

/**
 * Cuts a body into server-sent events (WHATWG HTML, 9.2.6) without decoding it: chunks may end anywhere, even inside a
 * character or between CR and LF. The `raw` bytes of all events together are the bytes that came in.
 */
export class SseSplitter {
  readonly #held: HeldBytes;
  #lineHasBytes = false;
  /** The last chunk ended in CR: an LF that comes first now belongs to that line end. */
  #afterCarriageReturn = false;

  constructor(maxEventBytes = defaultMaxEventBytes) {
    this.#held = new HeldBytes(maxEventBytes);
  }

  /** The events that these bytes complete. Throws `provider_error` when one event grows beyond the limit. */
  push(bytes: Uint8Array): RawEvent[] {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    if (chunk.length === 0) return [];
    const events: RawEvent[] = [];
    let eventStart = 0;
    let position = this.#afterCarriageReturn && chunk[0] === lineFeed ? 1 : 0;
    this.#afterCarriageReturn = false;
    let nextLineFeed = chunk.indexOf(lineFeed, position);
    let nextReturn = chunk.indexOf(carriageReturn, position);
    while (nextLineFeed !== -1 || nextReturn !== -1) {
      const endsWithReturn = nextReturn !== -1 && (nextLineFeed === -1 || nextReturn < nextLineFeed);
      const lineEnd = endsWithReturn ? nextReturn : nextLineFeed;
      const lineIsEmpty = lineEnd === position && !this.#lineHasBytes;
      position = lineEnd + 1;
      if (endsWithReturn) {
        if (position === chunk.length) this.#afterCarriageReturn = true;
        else if (chunk[position] === lineFeed) position++;
      }
      this.#lineHasBytes = false;
      if (lineIsEmpty) {
        events.push(new LazySseEvent(this.#held.takeWith(chunk.subarray(eventStart, position))));
        eventStart = position;
      }
      if (nextLineFeed !== -1 && nextLineFeed < position) nextLineFeed = chunk.indexOf(lineFeed, position);
      if (nextReturn !== -1 && nextReturn < position) nextReturn = chunk.indexOf(carriageReturn, position);
    }
    if (position < chunk.length) this.#lineHasBytes = true;
    if (eventStart < chunk.length) this.#held.hold(chunk.subarray(eventStart));
    return events;
  }

  /**
   * The events that these bytes complete, without looking for where each begins: many times cheaper than `push`.
   * @returns undefined when that cannot be told so (nothing is complete, line ends with CR): `push` the same bytes then
   */
  skim(bytes: Uint8Array): SkimmedEvents | undefined {
    const chunk = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    const boundary = chunk.lastIndexOf(blankLine);
    if (boundary === -1 || this.#afterCarriageReturn || chunk.includes(carriageReturn)) return undefined;
    const end = boundary + blankLine.length;
    const raw = this.#held.takeWith(chunk.subarray(0, end));
    if (end < chunk.length) this.#held.hold(chunk.subarray(end));
    this.#lineHasBytes = end < chunk.length && chunk[chunk.length - 1] !== lineFeed;
    let lastEnd = raw.length;
    while (lastEnd > 0 && raw[lastEnd - 1] === lineFeed) lastEnd--;
    const before = lastEnd === 0 ? -1 : raw.lastIndexOf(blankLine, lastEnd - 1);
    const start = before === -1 ? 0 : before + blankLine.length;
    return { raw, last: new LazySseEvent(raw.subarray(start)) };
  }

  /** What is left when the body ended without a blank line: none, or one event. */
  end(): RawEvent[] {
    return this.#held.isEmpty ? [] : [new LazySseEvent(this.#held.takeWith(Buffer.alloc(0)))];
  }
}

class LazySseEvent implements RawEvent {
  readonly raw: Buffer;
  #fields: WireEvent | undefined;

  constructor(raw: Buffer) {
    this.raw = raw;
  }

  get event(): string | undefined {
    return this.#parsed().event;
  }

  get data(): string {
    return this.#parsed().data;
  }

  #parsed(): WireEvent {
    this.#fields ??= parseSseFields(this.raw.toString('utf8'));
    return this.#fields;
  }
}
