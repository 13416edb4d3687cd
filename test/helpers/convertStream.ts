import type { AnswerCodec, AnswerContext, WireEvent } from '../../src/gateway/wire/codec.ts';
import type { StreamEvent } from '../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../src/gateway/wire/json.ts';
import { answerContext } from './answerContext.ts';

/** Stream events as a provider would send them: objects become JSON, strings are sent as they are. */
export function wireEvents(chunks: readonly (JsonObject | string)[]): WireEvent[] {
  return chunks.map((chunk) => ({ data: typeof chunk === 'string' ? chunk : JSON.stringify(chunk) }));
}

/** What a codec's decoder makes of a provider's stream, its end of body included. */
export function decodeStream(codec: AnswerCodec, chunks: readonly (JsonObject | string)[]): StreamEvent[] {
  const decoder = codec.createStreamDecoder();
  return [...wireEvents(chunks).flatMap((event) => decoder.push(event)), ...decoder.end()];
}

/** What a codec's encoder writes for a stream. */
export function encodeStream(
  codec: AnswerCodec,
  events: readonly StreamEvent[],
  context: AnswerContext = answerContext(),
): string {
  const encoder = codec.createStreamEncoder(context);
  return events.map((event) => encoder.encode(event)).join('');
}
