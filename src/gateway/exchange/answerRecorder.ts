/** Keeps what a client is sent, up to a size. */
export class AnswerRecorder {
  readonly #maxBytes: number;
  #headers: Readonly<Record<string, string>> = {};
  #pieces: Buffer[] = [];
  #bytes = 0;
  #isCut = false;

  constructor(maxBytes: number) {
    this.#maxBytes = maxBytes;
  }

  /** Those that were given with the head, without ours. */
  get headers(): Readonly<Record<string, string>> {
    return this.#headers;
  }

  /** What was sent, as far as it was kept. */
  get body(): Buffer {
    return Buffer.concat(this.#pieces, this.#bytes);
  }

  /** There was more than was kept. */
  get isCut(): boolean {
    return this.#isCut;
  }

  begin(headers: Readonly<Record<string, string>>): void {
    this.#headers = headers;
  }

  /** Copies: the bytes may be a part of something larger. */
  push(data: string | Uint8Array): void {
    const room = this.#maxBytes - this.#bytes;
    const piece = Buffer.from(data);
    if (piece.length > room) this.#isCut = true;
    if (room <= 0) return;
    const kept = piece.subarray(0, room);
    this.#pieces.push(kept);
    this.#bytes += kept.length;
  }
}
