import type { StreamFraming } from '../wire/codec.ts';
import type { IncomingExchange } from './exchangeContext.ts';
import type { ChatRoute, CompletionRoute } from './modelRoutes.ts';

/** How a streamed answer goes to this client: its format's way, but for Gemini's array where the query does not say `alt=sse`. */
export function streamFraming(
  { query }: Pick<IncomingExchange, 'query'>,
  { format, codec }: ChatRoute | CompletionRoute,
): StreamFraming {
  return format === 'gemini' && query.get('alt') !== 'sse' ? 'json-array' : codec.framing;
}
