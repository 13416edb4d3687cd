import type { RequestAddress } from '../wire/codec.ts';
import { findGeminiRoute } from './geminiRoutes.ts';
import { type ModelRoute, modelRoutes } from './modelRoutes.ts';

/** A model route, and what the address itself says of the request. */
export interface FoundRoute {
  readonly route: ModelRoute;
  readonly address?: RequestAddress;
}

/** The model route of an endpoint's path without its prefixes (http/requestPath.ts); undefined when no model answers there. */
export function findModelRoute(endpoint: string): FoundRoute | undefined {
  const route = modelRoutes.get(endpoint);
  return route === undefined ? findGeminiRoute(endpoint) : { route };
}
