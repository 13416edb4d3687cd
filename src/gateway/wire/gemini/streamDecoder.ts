import { mergeUsage } from '../../usage/mergeUsage.ts';
import { emptyStream, truncatedStream } from '../chat/failure.ts';
import type { StreamDecoder, WireEvent } from '../codec.ts';
import type { StreamEvent, StreamFailure, Usage } from '../exchange.ts';
import { asArray, asString, isObject, parseObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { CandidateBlocks } from './candidateBlocks.ts';
import { decodeCitations } from './citations.ts';
import { failureIn } from './failure.ts';
import { decodeFinishReason, failedFinish } from './finishReason.ts';
import { decodeLogprobs } from './logprobs.ts';
import { decodeUsageMetadata } from './usageMetadata.ts';

/**
 * Reads a stream of `GenerateContentResponse`s, the first candidate alone; a whole answer is a stream of one. Gemini's streams
 * have no closing event: the finish is given out at the end of the body. A body that ends without a finish reason and
 * without a blocked prompt is a `truncated_stream` error.
 */
export class GeminiStreamDecoder implements StreamDecoder {
  readonly #blocks = new CandidateBlocks();
  #started = false;
  #usage: Usage | undefined;
  #finishReason: string | undefined;
  #finishMessage: string | undefined;
  /** `end` or `error` was given out. */
  #closed = false;

  push(event: WireEvent): StreamEvent[] {
    if (this.#closed) return [];
    const chunk = parseObject(event.data);
    return chunk === undefined ? [] : this.read(chunk);
  }

  /** The same for a chunk that is parsed already. */
  read(chunk: JsonObject): StreamEvent[] {
    const failure = failureIn(chunk);
    if (failure !== undefined) return this.#fail(failure);
    const feedback = isObject(chunk.promptFeedback) ? asString(chunk.promptFeedback.blockReason) : undefined;
    if (feedback !== undefined) this.#finishReason ??= feedback;
    const candidate = asArray(chunk.candidates).find((each) => isObject(each) && !each.index);
    this.#usage = mergeUsage(this.#usage, decodeUsageMetadata(chunk.usageMetadata));
    if (!isObject(candidate)) return feedback === undefined ? [] : this.#start(chunk);
    return [...this.#start(chunk), ...this.#readCandidate(candidate)];
  }

  end(): StreamEvent[] {
    if (this.#closed) return [];
    if (this.#finishReason === undefined) return this.#fail(this.#started ? truncatedStream : emptyStream);
    const failure = failedFinish(this.#finishReason, this.#finishMessage);
    if (failure !== undefined) return [...this.#blocks.endAll(), ...this.#fail(failure)];
    this.#closed = true;
    const reason = decodeFinishReason(this.#finishReason, this.#blocks.sawToolCall);
    return [
      ...this.#blocks.endAll(),
      ...(this.#usage === undefined ? [] : [{ type: 'usage', usage: this.#usage } as const]),
      { type: 'finish', reason },
      { type: 'end' },
    ];
  }

  #start(chunk: JsonObject): StreamEvent[] {
    if (this.#started) return [];
    this.#started = true;
    const createdAtMs = Date.parse(asString(chunk.createTime) ?? '');
    return [
      {
        type: 'start',
        id: asString(chunk.responseId) || undefined,
        model: asString(chunk.modelVersion) || undefined,
        createdAtS: Number.isNaN(createdAtMs) ? undefined : Math.floor(createdAtMs / 1000),
      },
    ];
  }

  #readCandidate(candidate: JsonObject): StreamEvent[] {
    const parts = isObject(candidate.content) ? asArray(candidate.content.parts) : [];
    let logprobs = decodeLogprobs(candidate.logprobsResult);
    const events = parts.flatMap((part) => {
      const isText =
        isObject(part) && typeof part.text === 'string' && part.text !== '' && part.thought !== true;
      const ofPart = this.#blocks.part(part, isText ? logprobs : undefined);
      if (isText) logprobs = undefined;
      return ofPart;
    });
    const text = this.#blocks.openText;
    if (text !== undefined) events.push(...this.#blocks.citations(decodeCitations(candidate, text)));
    const reason = asString(candidate.finishReason) ?? '';
    if (reason !== '' && reason !== 'FINISH_REASON_UNSPECIFIED') this.#finishReason = reason;
    this.#finishMessage ??= asString(candidate.finishMessage);
    return events;
  }

  #fail(failure: StreamFailure): StreamEvent[] {
    this.#closed = true;
    return [{ type: 'error', failure }];
  }
}
