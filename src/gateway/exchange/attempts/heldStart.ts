import { GatewayError } from '../../errors.ts';
import type { AnswerCodec, StreamDecoder } from '../../wire/codec.ts';
import type { FinishReason, NeutralAnswer, NeutralPart, StreamEvent } from '../../wire/exchange.ts';
import { JsonArraySplitter } from '../../wire/jsonArray/jsonArraySplitter.ts';
import { LineSplitter } from '../../wire/ndjson/lineSplitter.ts';
import { SseSplitter } from '../../wire/sse/sseSplitter.ts';
import { notAnAnswer } from '../answerDocument.ts';
import type { AnswerKind } from '../classifyAnswer.ts';
import { reportedError } from '../errorReport.ts';
import { replay } from '../startedBody.ts';
import { WholeBody } from '../wholeBody.ts';

/** Of a stream that has no content yet, no more is held than this. */
const mostEvents = 64;
const mostBytes = 256 * 1024;
/** Larger whole answers are answers. */
const longestDocument = 1024 * 1024;

const splitters = { sse: SseSplitter, ndjson: LineSplitter, 'json-array': JsonArraySplitter } as const;

export interface HeldBody {
  readonly provider: string;
  /** Reads the provider's format. */
  readonly codec: AnswerCodec;
  readonly kind: AnswerKind;
  readonly chunks: AsyncIterable<Uint8Array>;
  /** A completion may well be empty: there was nothing to add. */
  readonly mayBeEmpty: boolean;
}

/**
 * Reads an answer until its content begins, and gives it back with what was read. Throws the error that stands in its place,
 * and `provider_error` when it ended without holding anything.
 */
export async function heldStart(body: HeldBody): Promise<AsyncIterable<Uint8Array>> {
  switch (body.kind) {
    case 'sse':
    case 'ndjson':
    case 'json-array':
      return await heldStream(body, body.kind);
    case 'json':
      return await heldDocument(
        body.provider,
        body.mayBeEmpty ? { format: body.codec.format } : body.codec,
        body.chunks,
      );
    case 'html':
    case 'other':
      throw notAnAnswer(body.provider, body.kind);
  }
}

async function heldStream(
  { provider, codec, chunks, mayBeEmpty }: HeldBody,
  framing: keyof typeof splitters,
): Promise<AsyncIterable<Uint8Array>> {
  const splitter = new splitters[framing]();
  const watch = new StartWatch(provider, codec.createStreamDecoder(), mayBeEmpty);
  const iterator = chunks[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let bytes = 0;
  let events = 0;
  for (;;) {
    const next = await iterator.next();
    if (next.done === true) {
      const rest = splitter.end();
      if (!rest.some((event) => watch.see(event))) watch.end();
      return replay(held, iterator);
    }
    held.push(next.value);
    bytes += next.value.length;
    for (const event of splitter.push(next.value)) {
      events++;
      if (watch.see(event)) return replay(held, iterator);
    }
    if (events >= mostEvents || bytes >= mostBytes) return replay(held, iterator);
  }
}

/** Tells when a stream has come to its content. */
class StartWatch {
  readonly #provider: string;
  readonly #decoder: StreamDecoder;
  readonly #mayBeEmpty: boolean;
  #finish: FinishReason | undefined;

  constructor(provider: string, decoder: StreamDecoder, mayBeEmpty: boolean) {
    this.#provider = provider;
    this.#decoder = decoder;
    this.#mayBeEmpty = mayBeEmpty;
  }

  /** Whether the content has begun. Throws the failure that came instead. */
  see(event: Parameters<StreamDecoder['push']>[0]): boolean {
    return this.#decode(() => this.#decoder.push(event));
  }

  /** The body has ended without content: throws why, unless that is an answer. */
  end(): void {
    if (this.#decode(() => this.#decoder.end())) return;
    if (!this.#mayBeEmpty && isEmptyFinish(this.#finish)) throw emptyAnswer(this.#provider);
  }

  #decode(read: () => readonly StreamEvent[]): boolean {
    let events: readonly StreamEvent[];
    try {
      events = read();
    } catch (error) {
      if (error instanceof GatewayError) throw error;
      // What a decoder of ours cannot read may still pass as it is.
      return true;
    }
    for (const event of events) {
      if (event.type === 'error') throw reportedError(this.#provider, event.failure);
      if (isContent(event)) return true;
      if (event.type === 'finish') this.#finish = event.reason;
      if (event.type === 'end') {
        if (!this.#mayBeEmpty && isEmptyFinish(this.#finish)) throw emptyAnswer(this.#provider);
        return true;
      }
    }
    return false;
  }
}

/** Whether an event says something that the client would notice missing. */
export function isContent(event: StreamEvent): boolean {
  switch (event.type) {
    case 'textDelta':
    case 'reasoningDelta':
      return event.text !== '';
    case 'argumentsDelta':
    case 'citation':
      return true;
    case 'blockStart':
      return event.content.type !== 'text' && event.content.type !== 'reasoning';
    case 'start':
    case 'signature':
    case 'blockEnd':
    case 'usage':
    case 'finish':
    case 'ping':
    case 'error':
    case 'end':
      return false;
  }
}

/** A model that was cut short or refused has answered; one that merely stopped has not. */
function isEmptyFinish(reason: FinishReason | undefined): boolean {
  return reason === undefined || reason === 'stop' || reason === 'toolCalls';
}

/**
 * Reads a whole answer of usual size, and gives it back. Throws the error that stands in its place, and `provider_error` when it
 * is empty.
 * @param codec without `decodeAnswer` no answer is empty
 */
export async function heldDocument(
  provider: string,
  codec: Pick<AnswerCodec, 'format'> & Partial<Pick<AnswerCodec, 'decodeAnswer'>>,
  chunks: AsyncIterable<Uint8Array>,
): Promise<AsyncIterable<Uint8Array>> {
  const body = chunks instanceof WholeBody ? chunks : await heldBytes(chunks);
  if (!(body instanceof WholeBody) || body.bytes.length > longestDocument) return body;
  const document = body.document(provider, codec.format);
  if (codec.decodeAnswer !== undefined && isEmpty(codec.decodeAnswer(document))) throw emptyAnswer(provider);
  return body;
}

/** The whole body where it is of usual size. */
async function heldBytes(chunks: AsyncIterable<Uint8Array>): Promise<WholeBody | AsyncIterable<Uint8Array>> {
  const iterator = chunks[Symbol.asyncIterator]();
  const held: Uint8Array[] = [];
  let bytes = 0;
  while (bytes <= longestDocument) {
    const next = await iterator.next();
    if (next.done === true) return new WholeBody(Buffer.concat(held, bytes));
    held.push(next.value);
    bytes += next.value.length;
  }
  return replay(held, iterator);
}

/** Whether an answer says nothing, and was not cut short either. */
export function isEmpty({ content, finishReason }: NeutralAnswer): boolean {
  return isEmptyFinish(finishReason) && !content.some(says);
}

function says(part: NeutralPart): boolean {
  if (part.type === 'text') return part.text !== '';
  return part.type !== 'reasoning' || part.text !== '' || part.redacted === true;
}

/** The error of an answer that says nothing. */
export function emptyAnswer(provider: string): GatewayError {
  return new GatewayError('provider_error', `The provider ${provider} sent an answer with nothing in it.`, {
    details: { provider },
  });
}
