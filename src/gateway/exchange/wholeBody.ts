import type { WireFormat } from '../wire/exchange.ts';
import type { JsonObject } from '../wire/json.ts';
import { parseAnswerText } from './answerDocument.ts';

/** A body that has come whole: read like any other, or taken at once. What several look at is decoded for the first of them. */
export class WholeBody implements AsyncIterable<Uint8Array> {
  readonly bytes: Buffer;
  #text: string | undefined;
  #document: JsonObject | undefined;

  constructor(bytes: Uint8Array) {
    this.bytes = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get text(): string {
    return (this.#text ??= this.bytes.toString());
  }

  /** What the bytes say as JSON. Throws what `parseAnswerText` throws. */
  document(provider: string, format: WireFormat): JsonObject {
    return (this.#document ??= parseAnswerText(provider, format, this.text, this.bytes));
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array, void, undefined> {
    yield await Promise.resolve(this.bytes);
  }
}
