import type { BodyBuilder } from './bodyBuilder.ts';
import type { ChatRequest, CompletionRequest } from './exchange.ts';

/** Writes how tokens are chosen and where the text stops, in the names that OpenAI's formats and their relatives share. */
export function setSampling(body: BodyBuilder, request: ChatRequest | CompletionRequest): void {
  body.set('temperature', request.temperature);
  body.set('top_p', request.topP);
  body.set('top_k', request.topK);
  body.set('seed', request.seed);
  body.set('frequency_penalty', request.frequencyPenalty);
  body.set('presence_penalty', request.presencePenalty);
  if (request.stop.length > 0) body.set('stop', [...request.stop]);
}
