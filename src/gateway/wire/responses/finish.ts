import type { FinishReason } from '../exchange.ts';
import { asString, isObject } from '../json.ts';
import type { JsonObject } from '../json.ts';

/** How a response ended, in the words of this format. */
export interface ResponseEnd {
  readonly status: 'completed' | 'incomplete';
  /** Of an incomplete one. */
  readonly reason?: 'max_output_tokens' | 'content_filter';
}

/** The neutral reason of a response that did not fail; of a complete one, what it holds decides. */
export function decodeFinishReason(
  response: JsonObject,
  holds: { readonly toolCall: boolean; readonly refusal: boolean },
): FinishReason {
  const details = isObject(response.incomplete_details) ? response.incomplete_details : {};
  const reason = asString(details.reason);
  if (reason === 'content_filter') return 'contentFilter';
  if (reason !== undefined || response.status === 'incomplete') return 'length';
  if (holds.toolCall) return 'toolCalls';
  return holds.refusal ? 'refusal' : 'stop';
}

/** The end of a response for a neutral reason; a refusal in words is a complete answer. */
export function encodeFinishReason(reason: FinishReason, saidRefusal: boolean): ResponseEnd {
  switch (reason) {
    case 'length':
      return { status: 'incomplete', reason: 'max_output_tokens' };
    case 'contentFilter':
    case 'refusal':
      return saidRefusal ? { status: 'completed' } : { status: 'incomplete', reason: 'content_filter' };
    case 'stop':
    case 'stopSequence':
    case 'toolCalls':
    case 'pause':
      return { status: 'completed' };
  }
}
