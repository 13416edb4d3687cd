import type { AnswerCodec, StreamFraming } from '../wire/codec.ts';
import type { StreamEvent } from '../wire/exchange.ts';
import { JsonArraySplitter } from '../wire/jsonArray/jsonArraySplitter.ts';
import { LineSplitter } from '../wire/ndjson/lineSplitter.ts';
import { SseSplitter } from '../wire/sse/sseSplitter.ts';

/** So much of a stream tells how much of it is text, once there is any. */
const sampleBytes = 8 * 1024;
/** The longest beginning that is kept: some providers repeat the request in it, or send all of their text at once. */
const longestBeginning = 256 * 1024;

const splitters = { sse: SseSplitter, ndjson: LineSplitter, 'json-array': JsonArraySplitter } as const;

/** UTF-8 bytes of an answer's texts, reasoning and tool arguments. */
export function textBytesOf(events: readonly StreamEvent[]): number {
  let bytes = 0;
  for (const event of events) {
    if (event.type === 'textDelta' || event.type === 'reasoningDelta') bytes += Buffer.byteLength(event.text);
    else if (event.type === 'argumentsDelta') bytes += Buffer.byteLength(event.json);
  }
  return bytes;
}

/**
 * How much text is in a stream that passes through undecoded, for providers that report no tokens: its beginning is kept, and decoded
 * only when somebody asks; the rest is taken to be like it.
 */
export class StreamText {
  readonly #codec: Pick<AnswerCodec, 'createStreamDecoder'>;
  readonly #framing: StreamFraming;
  readonly #kept: Uint8Array[] = [];
  #keptBytes = 0;
  #enoughBytes = longestBeginning;
  #bytes = 0;

  constructor(codec: Pick<AnswerCodec, 'createStreamDecoder'>, framing: StreamFraming) {
    this.#codec = codec;
    this.#framing = framing;
  }

  /** The next bytes of the stream. */
  push(chunk: Uint8Array): void {
    this.#bytes += chunk.length;
    if (this.#keptBytes >= this.#enoughBytes) return;
    const sample = chunk.subarray(0, this.#enoughBytes - this.#keptBytes);
    this.#kept.push(sample);
    this.#keptBytes += sample.length;
  }

  /** The first text has come, with the bytes that were pushed last. */
  textBegan(): void {
    this.#enoughBytes = Math.min(longestBeginning, this.#keptBytes + sampleBytes);
  }

  /** UTF-8 bytes of the texts that came; undefined when the stream cannot be read. */
  bytes(): number | undefined {
    if (this.#keptBytes === 0) return 0;
    const splitter = new splitters[this.#framing]();
    const decoder = this.#codec.createStreamDecoder();
    try {
      let beforeText = 0;
      let read = 0;
      let text = 0;
      for (const event of splitter.push(Buffer.concat(this.#kept))) {
        text += textBytesOf(decoder.push(event));
        if (text === 0) beforeText += event.raw.length;
        else read += event.raw.length;
      }
      return text === 0 ? 0 : Math.round((text * (this.#bytes - beforeText)) / read);
    } catch {
      return undefined;
    }
  }
}
