import { estimateTokens } from '../usage/countTokens.ts';
import type { AnswerContext } from '../wire/codec.ts';
import type { ExchangeContext } from './exchangeContext.ts';
import type { ModelExchange } from './modelExchange.ts';

/**
 * Facts of the request that shape how its answer is written.
 * @param restoreToolName leads names that were changed on the way up back to the client's
 */
export function answerContext(
  { incoming, services }: ExchangeContext,
  exchange: ModelExchange,
  restoreToolName: (name: string) => string = (name) => name,
): AnswerContext {
  const { route, request, model } = exchange;
  return {
    id: `${route.idPrefix}${incoming.requestId}`,
    model,
    createdAtS: Math.floor(services.clock.now() / 1000),
    includeUsage: request.includeUsage,
    // Only Anthropic's format says the input tokens before the provider has counted them.
    estimatedInputTokens:
      route.format === 'messages' && request.kind === 'chat' ? estimateTokens(request) : 0,
    restoreToolName,
  };
}
