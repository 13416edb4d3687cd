import { mergeUsage } from '../../usage/mergeUsage.ts';
import type { StreamTap, WireEvent } from '../codec.ts';
import type { StreamFailure, Usage } from '../exchange.ts';
import { isObject, parseObject } from '../json.ts';
import { failureIn } from './failure.ts';
import { decodeUsageMetadata } from './usageMetadata.ts';

/** A reason for the end; in a text the quotes of these words would be escaped. */
const endsAnswer = /"(?:finishReason|blockReason)"\s*:\s*"(?!FINISH_REASON_UNSPECIFIED)[A-Z]/;

/**
 * Reads usage, the proper end (a finish reason, or a blocked prompt) and failures off a stream that passes through. Counts are
 * cumulative and stand in every chunk: only the last is read, once the answer has ended.
 */
export class GeminiStreamTap implements StreamTap {
  #usage: Usage | undefined;
  #unread: string | undefined;
  #finished = false;
  #failure: StreamFailure | undefined;

  get usage(): Usage | undefined {
    if (this.#finished) this.#readUsage();
    return this.#usage;
  }

  get finished(): boolean {
    return this.#finished;
  }

  get failure(): StreamFailure | undefined {
    return this.#failure;
  }

  see({ data }: WireEvent): void {
    if (data.includes('"usageMetadata"')) this.#unread = data;
    if (data.includes('Reason"') && endsAnswer.test(data)) this.#finished = true;
    if (!data.includes('"error"')) return;
    const chunk = parseObject(data);
    if (chunk !== undefined) this.#failure ??= failureIn(chunk);
  }

  #readUsage(): void {
    if (this.#unread === undefined) return;
    const chunk = parseObject(this.#unread);
    this.#unread = undefined;
    if (isObject(chunk)) this.#usage = mergeUsage(this.#usage, decodeUsageMetadata(chunk.usageMetadata));
  }
}
