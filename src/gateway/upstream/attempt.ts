import type { CallSignal } from './callSignal.ts';
import type { Provider } from '../providers/provider.ts';

/** A body as text, as bytes, or as pieces that are sent one after the other: nobody has to copy what is in them. */
export type CallBody = string | Uint8Array | readonly Uint8Array[];

/** The whole body as one value. */
export function joinedBody(body: CallBody): string | Uint8Array {
  return typeof body === 'string' || body instanceof Uint8Array ? body : Buffer.concat(body);
}

/** One HTTP call to a provider. */
export interface UpstreamAttempt {
  readonly provider: Provider;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** The whole URL (endpointUrl.ts makes it). */
  readonly url: string;
  /** Lower-case names; credentials included. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: CallBody;
  /** Instead of `body`, one that comes in as it is sent: pulled when the connection takes more, and only once. */
  readonly bodyPieces?: AsyncIterable<Uint8Array>;
  /** The editor window that the request belongs to, for providers that a window asks. */
  readonly windowId?: string;
  /** Aborted when the client hangs up. */
  readonly signal: CallSignal;
}

/** The head of a provider's answer, and its bytes to come. */
export interface UpstreamAnswer {
  readonly status: number;
  /** Lower-case names; multiple values joined by `, `. */
  readonly headers: Readonly<Record<string, string>>;
  /**
   * The bytes as they arrive, already identity-encoded. Pulling is backpressure; leaving the loop early cancels the call.
   * Throws GatewayError `provider_timeout` on silence and `provider_error` when the connection breaks.
   */
  readonly body: AsyncIterable<Uint8Array>;
  /** Headers that were added to the call on its way (tokens, signatures): they must not come back in an error's text. */
  readonly addedHeaders?: Readonly<Record<string, string>>;
}

/**
 * Sends one attempt. Resolves with any HTTP status; throws GatewayError `provider_unavailable` (refused, DNS, TLS),
 * `provider_timeout` (connect, first byte) or `provider_error` (redirect, broken answer); rethrows the signal's reason on abort.
 */
export type SendAttempt = (attempt: UpstreamAttempt) => Promise<UpstreamAnswer>;

/** How the machine reaches the internet: VS Code's proxy settings, else the environment's. */
export interface ProxySettings {
  readonly proxy?: string;
  readonly proxyAuthorization?: string;
  readonly noProxy: readonly string[];
  readonly strictSsl: boolean;
}

/** No proxy setting of an editor: the environment's proxy variables decide. */
export const environmentProxy: ProxySettings = { noProxy: [], strictSsl: true };
