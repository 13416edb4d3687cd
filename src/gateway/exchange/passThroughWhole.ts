import { answerToEvents } from '../wire/answerToEvents.ts';
import type { AnswerCodec } from '../wire/codec.ts';
import type { NeutralAnswer, Usage } from '../wire/exchange.ts';
import type { JsonObject } from '../wire/json.ts';
import { parseAnswerDocument } from './answerDocument.ts';
import { textBytesOf } from './answerText.ts';
import type { AttemptContext } from './attempts/startedAnswer.ts';

/** Larger bodies (lists of embeddings) go on as they come; no error is that large. */
const longestExamined = 1024 * 1024;

export interface PassThroughWholeOptions {
  readonly provider: string;
  readonly codec: Pick<AnswerCodec, 'format'> & Partial<Pick<AnswerCodec, 'decodeAnswer' | 'readUsage'>>;
  readonly headers: Readonly<Record<string, string>>;
  /** Reads the usage of an answer of usual size, for formats without `decodeAnswer`; what it throws is no matter. */
  readonly readUsage?: (document: JsonObject) => Usage | undefined;
  /** Sees an answer of usual size. */
  readonly onDocument?: (document: JsonObject) => void;
}

/**
 * Sends a provider's whole answer on, byte for byte. A body of usual size is looked at before its head goes out, so that an error inside
 * a 200, or a body that breaks off, becomes a proper error.
 */
export async function passWholeThrough(
  { client, progress, attempt, services }: AttemptContext,
  chunks: AsyncIterable<Uint8Array>,
  options: PassThroughWholeOptions,
): Promise<void> {
  const { provider, codec, headers, onDocument } = options;
  const held: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of chunks) {
    if (client.headSent) {
      await client.write(chunk);
      continue;
    }
    held.push(chunk);
    length += chunk.length;
    if (length <= longestExamined) continue;
    client.sendHead(200, headers);
    await client.write(Buffer.concat(held, length));
  }
  attempt.contentAtMs ??= services.clock.now();
  if (client.headSent) {
    await client.end();
  } else {
    const [only] = held;
    const body =
      held.length === 1 && only !== undefined
        ? Buffer.from(only.buffer, only.byteOffset, length)
        : Buffer.concat(held, length);
    const document = parseAnswerDocument(provider, codec.format, body);
    const decode = (): NeutralAnswer | undefined => orNothing(() => codec.decodeAnswer?.(document));
    const readUsage = codec.readUsage ?? options.readUsage;
    progress.usage = readUsage === undefined ? decode()?.usage : orNothing(() => readUsage(document));
    attempt.countAnswerBy(() => {
      const answer = decode();
      return answer === undefined ? undefined : textBytesOf(answerToEvents(answer));
    });
    onDocument?.(document);
    client.sendHead(200, { ...headers, 'content-length': String(length) });
    await client.end(body);
  }
  progress.finished = true;
}

/** An answer of an unknown form still passes; only its counts stay unknown. */
function orNothing<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
