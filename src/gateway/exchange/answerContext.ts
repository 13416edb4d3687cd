import { estimateTokens } from '../usage/countTokens.ts';
import type { AnswerContext } from '../wire/codec.ts';
import type { JsonObject } from '../wire/json.ts';
import type { ExchangeContext } from './exchangeContext.ts';
import type { ModelExchange } from './modelExchange.ts';
import type { RequestBody } from './requestBody.ts';
import { streamFraming } from './streamFraming.ts';

/** Facts of the request that shape how its answer is written. */
export function answerContext(
  { incoming, services, progress }: ExchangeContext,
  exchange: ModelExchange,
): AnswerContext {
  const { route, request, model, body } = exchange;
  return {
    id: `${route.idPrefix}${incoming.requestId}`,
    model,
    createdAtS: Math.floor(services.clock.now() / 1000),
    includeUsage: request.includeUsage,
    legacyFunctions: request.kind === 'chat' && request.legacyFunctions === true,
    elapsedMs: () => services.clock.now() - progress.startedAtMs,
    // Anthropic's format says the input tokens before the provider has counted them, and responses must never lack them.
    get estimatedInputTokens() {
      const mustSay = route.format === 'messages' || route.format === 'responses';
      return mustSay && request.kind === 'chat' ? estimateTokens(request) : 0;
    },
    framing: streamFraming(incoming, route),
    ...(route.format === 'responses' ? { request: repeatedRequest(body) } : {}),
  };
}

/** The request as the client sent it, without the earlier conversation that stands in for the id. */
function repeatedRequest({ json, previousResponseId }: RequestBody): JsonObject {
  return previousResponseId === undefined ? json : { ...json, previous_response_id: previousResponseId };
}
