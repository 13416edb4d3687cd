import { isAscii } from 'node:buffer';
import { answerToEvents } from '../wire/answerToEvents.ts';
import type { AnswerCodec } from '../wire/codec.ts';
import type { NeutralAnswer, Usage } from '../wire/exchange.ts';
import type { JsonObject } from '../wire/json.ts';
import { textBytesOf } from './answerText.ts';
import type { AttemptContext } from './attempts/startedAnswer.ts';
import type { ClientAnswer } from './clientAnswer.ts';
import { WholeBody } from './wholeBody.ts';

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
  context: AttemptContext,
  chunks: AsyncIterable<Uint8Array>,
  options: PassThroughWholeOptions,
): Promise<void> {
  const { client, progress, attempt, services } = context;
  const isThere = chunks instanceof WholeBody && chunks.bytes.length <= longestExamined;
  const body = isThere ? chunks : await bodyOfUsualSize(client, chunks, options.headers);
  attempt.contentAtMs ??= services.clock.now();
  await client.end(body === undefined ? undefined : examined(context, body, options));
  progress.finished = true;
}

/** undefined: it is larger, and was sent as it came. */
async function bodyOfUsualSize(
  client: ClientAnswer,
  chunks: AsyncIterable<Uint8Array>,
  headers: Readonly<Record<string, string>>,
): Promise<WholeBody | undefined> {
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
  if (client.headSent) return undefined;
  const [only] = held;
  return new WholeBody(held.length === 1 && only !== undefined ? only : Buffer.concat(held, length));
}

/** Looks at the answer and sends its head. Returns the body as it is best written. */
function examined(
  { client, progress, attempt }: AttemptContext,
  body: WholeBody,
  { provider, codec, headers, onDocument, readUsage = codec.readUsage }: PassThroughWholeOptions,
): string | Uint8Array {
  const { bytes } = body;
  const document = body.document(provider, codec.format);
  const decode = (): NeutralAnswer | undefined => orNothing(() => codec.decodeAnswer?.(document));
  progress.usage = readUsage === undefined ? decode()?.usage : orNothing(() => readUsage(document));
  attempt.countAnswerBy(() => {
    const answer = decode();
    return answer === undefined ? undefined : textBytesOf(answerToEvents(answer));
  });
  onDocument?.(document);
  client.sendHead(200, { ...headers, 'content-length': String(bytes.length) });
  // The same bytes as a text: Node writes that together with the head.
  return isAscii(bytes) ? body.text : bytes;
}

/** An answer of an unknown form still passes; only its counts stay unknown. */
function orNothing<Value>(read: () => Value): Value | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
