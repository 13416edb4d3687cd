import type { RoutingRequest } from '../routing/routingRequest.ts';
import type { ExchangeContext } from './exchangeContext.ts';

/**
 * Gives a request the services of the window that it belongs to: its settings, providers and rules. With one configuration for
 * all, nothing is done.
 */
export async function placeExchange(
  context: ExchangeContext,
  request: RoutingRequest,
): Promise<ExchangeContext> {
  const { services, incoming, progress } = context;
  const placed = await services.windows?.place(request, incoming.caller);
  if (placed === undefined) return context;
  progress.place = placed.place;
  const { ledger } = placed.services;
  // A route may be ordered by what its targets cost.
  if (ledger.ready !== undefined) await ledger.ready;
  return { ...context, services: placed.services };
}
