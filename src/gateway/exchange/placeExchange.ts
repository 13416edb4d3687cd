import type { RoutingRequest } from '../routing/routingRequest.ts';
import type { ExchangeContext } from './exchangeContext.ts';
import type { WindowPlacing } from './services.ts';

/**
 * Gives a request the services of the window that it belongs to: its settings, providers and rules. With one configuration for
 * all, nothing is done.
 */
export function placeExchange(
  context: ExchangeContext,
  request: RoutingRequest,
): ExchangeContext | Promise<ExchangeContext> {
  const placing = context.services.windows?.place(request, context.incoming.caller);
  return placing === undefined ? context : withPlace(context, placing);
}

async function withPlace(
  context: ExchangeContext,
  placing: NonNullable<ReturnType<WindowPlacing['place']>>,
): Promise<ExchangeContext> {
  const placed = await placing;
  context.progress.place = placed.place;
  const { ledger } = placed.services;
  // A route may be ordered by what its targets cost.
  if (ledger.ready !== undefined) await ledger.ready;
  return { ...context, services: placed.services };
}
