import { invalidRequest } from '../../errors.ts';
import type { ByteSpan } from '../jsonMembers.ts';
import { readPartHeaders } from './partHeaders.ts';

/** One part, as far as it was read. */
export interface ScannedPart {
  readonly name: string;
  /** undefined: a field, no file. */
  readonly fileName: string | undefined;
  /** The value of a field that has ended, and where it stands in the body; files are not kept. */
  readonly field?: { readonly text: string; readonly span: ByteSpan };
}

const headerEnd = Buffer.from('\r\n\r\n');
const dashes = Buffer.from('--');
/** More is no header of a part. */
const longestHeaders = 16 * 1024;
/** More is no field that anybody reads. */
const longestField = 4 * 1024 * 1024;

type State = 'content' | 'headers' | 'ended';

/**
 * Finds the parts of a `multipart/form-data` body (RFC 2046, section 5.1.1) while it comes in, however it is cut, and keeps
 * nothing of files. Offsets count from the body's first byte.
 */
export class MultipartScanner {
  readonly parts: ScannedPart[] = [];
  readonly #delimiter: Buffer;
  /** Bytes that may belong to a delimiter; the line break before the first one is imagined. */
  #rest: Buffer = Buffer.from('\r\n');
  /** Where `#rest` begins in the body. */
  #offset = -2;
  #state: State = 'content';
  #isPreamble = true;
  #field:
    { readonly name: string; readonly start: number; readonly pieces: Buffer[]; length: number } | undefined;

  constructor(boundary: string) {
    this.#delimiter = Buffer.from(`\r\n--${boundary}`);
  }

  /** The closing delimiter was read. */
  get ended(): boolean {
    return this.#state === 'ended';
  }

  /** The values of the fields of this name that have ended. */
  fields(name: string): NonNullable<ScannedPart['field']>[] {
    return this.parts.flatMap((part) => (part.name === name && part.field !== undefined ? [part.field] : []));
  }

  /** Takes the next bytes. Throws `invalid_request` when this is no such body. */
  push(chunk: Uint8Array): void {
    const bytes = Buffer.concat([this.#rest, chunk]);
    let at = 0;
    for (let next: number | undefined = 0; next !== undefined;) {
      at = next;
      next = this.#step(bytes, at);
    }
    at = this.#state === 'content' ? this.#keepContent(bytes, at) : at;
    this.#rest = this.#state === 'ended' ? Buffer.alloc(0) : Buffer.from(bytes.subarray(at));
    this.#offset += at;
  }

  /** What can be read from `at` on; undefined when more bytes are needed. */
  #step(bytes: Buffer, at: number): number | undefined {
    switch (this.#state) {
      case 'content':
        return this.#endContent(bytes, at);
      case 'headers':
        return this.#readHeaders(bytes, at);
      case 'ended':
        return undefined;
    }
  }

  #endContent(bytes: Buffer, at: number): number | undefined {
    const end = bytes.indexOf(this.#delimiter, at);
    if (end === -1) return undefined;
    this.#append(bytes.subarray(at, end));
    this.#finishField(this.#offset + end);
    this.#isPreamble = false;
    this.#state = 'headers';
    return end + this.#delimiter.length;
  }

  /** `at` stands behind a delimiter. */
  #readHeaders(bytes: Buffer, at: number): number | undefined {
    if (bytes.length - at < dashes.length) return undefined;
    if (bytes.subarray(at, at + dashes.length).equals(dashes)) {
      this.#state = 'ended';
      return undefined;
    }
    const end = bytes.indexOf(headerEnd, at);
    if (end === -1) {
      if (bytes.length - at > longestHeaders) throw malformed('the headers of a part do not end');
      return undefined;
    }
    const { name, fileName } = readPartHeaders(bytes.subarray(at, end));
    const start = end + headerEnd.length;
    this.parts.push({ name, fileName });
    if (fileName === undefined) this.#field = { name, start: this.#offset + start, pieces: [], length: 0 };
    this.#state = 'content';
    return start;
  }

  /** All but what may be the beginning of a delimiter. */
  #keepContent(bytes: Buffer, at: number): number {
    const end = Math.max(at, bytes.length - this.#delimiter.length + 1);
    this.#append(bytes.subarray(at, end));
    if (this.#isPreamble && this.#offset + end > longestHeaders) throw malformed('its boundary is not found');
    return end;
  }

  #append(piece: Buffer): void {
    const field = this.#field;
    if (field === undefined) return;
    field.length += piece.length;
    if (field.length > longestField) throw malformed(`the field "${field.name}" is over 4 MiB`);
    field.pieces.push(Buffer.from(piece));
  }

  #finishField(end: number): void {
    const field = this.#field;
    if (field === undefined) return;
    this.#field = undefined;
    const text = Buffer.concat(field.pieces, field.length).toString();
    const span = { start: field.start, end };
    this.parts[this.parts.length - 1] = { name: field.name, fileName: undefined, field: { text, span } };
  }
}

function malformed(why: string): Error {
  return invalidRequest('body', `The body is no multipart/form-data as its content type says: ${why}.`);
}
