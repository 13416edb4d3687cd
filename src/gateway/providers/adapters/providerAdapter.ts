import type { SendAttempt, UpstreamAnswer, UpstreamAttempt } from '../../upstream/attempt.ts';

/** What a type of provider needs beyond its wire format: other addresses, signed requests, tokens, another framing. */
export interface ProviderAdapter {
  /**
   * The attempt as the service takes it, its credentials and signature included. Throws GatewayError `provider_unavailable`
   * when there are no credentials, saying what to do.
   */
  adapt(attempt: UpstreamAttempt): Promise<UpstreamAttempt>;
  /** The answer in its format's own framing. */
  adaptAnswer?(answer: UpstreamAnswer): UpstreamAnswer;
}

/** What adapters may use of the world. */
export interface AdapterContext {
  readonly env: NodeJS.ProcessEnv;
  /** ms since 1970. */
  readonly now: () => number;
  /** Sends as it is given, e.g. for tokens. */
  readonly send: SendAttempt;
}
