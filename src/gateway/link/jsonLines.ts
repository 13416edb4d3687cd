import type { Duplex } from 'node:stream';

const newline = 0x0a;
/** How long what was sent last may take to go out: a peer that stands still reads nothing. */
const defaultClosingTimeoutMs = 2000;
/** Far more than anybody says before he is listened to. */
const maxEarlyValues = 256;

/** JSON values over a connection, one a line. */
export class JsonLines {
  /** Longest line that is taken; a longer one ends the connection. */
  maxLineBytes: number;
  readonly #stream: Duplex;
  readonly #closingTimeoutMs: number;
  /** Of a line that has not ended. */
  #pieces: Buffer[] = [];
  #pieceBytes = 0;
  #onValue: ((value: unknown) => void) | undefined;
  /** Came before anybody listened. */
  readonly #early: unknown[] = [];
  #closed = false;
  readonly #onClose: (() => void)[] = [];

  /** @param head what was read of the connection already */
  constructor(
    stream: Duplex,
    options: { readonly maxLineBytes: number; readonly head?: Buffer; readonly closingTimeoutMs?: number },
  ) {
    this.#stream = stream;
    this.#closingTimeoutMs = options.closingTimeoutMs ?? defaultClosingTimeoutMs;
    this.maxLineBytes = options.maxLineBytes;
    stream.on('data', (chunk: Buffer) => this.#take(chunk));
    stream.on('error', () => this.close());
    stream.on('end', () => this.close());
    stream.on('close', () => this.close());
    if (options.head !== undefined && options.head.length > 0) this.#take(options.head);
  }

  get isClosed(): boolean {
    return this.#closed;
  }

  /** Sends a value; what can no longer be sent is dropped, since `onClose` has been told. A peer that reads nothing is given up. */
  send(value: unknown): void {
    if (this.#stream.writableLength > this.maxLineBytes) this.close();
    if (!this.#closed) this.#stream.write(`${JSON.stringify(value)}\n`);
  }

  /** Gives every value to the listener, in place of an earlier one. */
  onValue(listener: (value: unknown) => void): void {
    this.#onValue = listener;
    for (const value of this.#early.splice(0)) listener(value);
  }

  /** Gives the next value to the listener, and keeps those after it for whoever listens then. */
  nextValue(listener: (value: unknown) => void): void {
    const early = this.#early.shift();
    if (early !== undefined) {
      listener(early);
      return;
    }
    this.#onValue = (value) => {
      this.#onValue = undefined;
      listener(value);
    };
  }

  /** Called once, when the connection has ended for whatever reason; at once when it has already. */
  onClose(listener: () => void): void {
    if (this.#closed) listener();
    else this.#onClose.push(listener);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#pieces = [];
    // What was sent last still goes out.
    const timer = setTimeout(() => this.#stream.destroy(), this.#closingTimeoutMs).unref();
    this.#stream.end(() => {
      clearTimeout(timer);
      this.#stream.destroy();
    });
    for (const listener of this.#onClose.splice(0)) listener();
  }

  #take(chunk: Buffer): void {
    let from = 0;
    for (let at = chunk.indexOf(newline); at !== -1; at = chunk.indexOf(newline, from)) {
      this.#pieces.push(chunk.subarray(from, at));
      const line = Buffer.concat(this.#pieces);
      this.#pieces = [];
      this.#pieceBytes = 0;
      from = at + 1;
      if (!this.#receive(line)) return;
    }
    if (from === chunk.length) return;
    this.#pieces.push(chunk.subarray(from));
    this.#pieceBytes += chunk.length - from;
    if (this.#pieceBytes > this.maxLineBytes) this.close();
  }

  /** Whether it goes on. */
  #receive(line: Buffer): boolean {
    if (this.#closed) return false;
    let value: unknown;
    try {
      if (line.length > this.maxLineBytes) throw new RangeError('the line is too long');
      value = JSON.parse(line.toString('utf8'));
    } catch {
      this.close();
      return false;
    }
    if (this.#onValue !== undefined) this.#onValue(value);
    else if (this.#early.length < maxEarlyValues) this.#early.push(value);
    else this.close();
    return !this.#closed;
  }
}
