import { invalidRequest } from '../errors.ts';
import { encodeLoadAnswer } from '../wire/ollama/answer.ts';
import { answerContext } from './answerContext.ts';
import type { ExchangeContext } from './exchangeContext.ts';
import type { ModelExchange } from './modelExchange.ts';
import { writeJson } from './writeJson.ts';

/**
 * Answers a request without a question. Ollama's clients ask so to have a model loaded, or with a `keep_alive` of 0 to have it let
 * go; for a provider that loads nothing that is done at once. Throws `invalid_request` for other clients.
 */
export async function answerLoad(context: ExchangeContext, exchange: ModelExchange): Promise<void> {
  const shape = exchange.kind === 'chat' ? exchange.route.loadShape : undefined;
  if (shape === undefined) throw invalidRequest('messages', 'messages must hold at least one message.');
  const reason = isZero(exchange.request.extras.keep_alive) ? 'unload' : 'load';
  context.progress.finished = true;
  const body = encodeLoadAnswer(reason, answerContext(context, exchange), shape);
  await writeJson(context.client, 200, {}, body);
}

/** A number of seconds, or a duration as Go writes it (`0s`). */
function isZero(keepAlive: unknown): boolean {
  return keepAlive === 0 || (typeof keepAlive === 'string' && /^0+(?:\.0+)?[a-zµ]*$/.test(keepAlive));
}
