import type { RoutingRequest } from './routingRequest.ts';

/** A request that is passed on as it is: no rule chooses its model, but `localOnly` rules hold for what it carries. */
export interface PassedRequest {
  /** What can be read of it, as a request of the kind that comes nearest. */
  readonly routing: RoutingRequest;
  readonly method: string;
  /** For people, e.g. `/v1/images/generations`. */
  readonly path: string;
  /** The configured providers that have the path, then those that may, each in the order of the configuration. */
  readonly holders: readonly string[];
  /** Who would have it, for the answer when nobody does. */
  readonly wouldHold: string;
  /** An id in it, and the provider that gave it out. */
  readonly given?: GivenId;
  /** It has a body; what has none takes nothing off this machine but ids. */
  readonly carriesData: boolean;
}

/** Something that a provider keeps, and by which name. */
export interface GivenId {
  readonly id: string;
  readonly provider: string;
  /** The account that it belongs to; undefined in what older versions kept. */
  readonly account?: string;
  /** The model that made it. */
  readonly model?: string;
}
