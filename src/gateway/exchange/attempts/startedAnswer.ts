import type { Attempt } from './attempt.ts';
import type { ExchangeContext } from '../exchangeContext.ts';

/** What a step of one attempt gets. */
export interface AttemptContext extends ExchangeContext {
  readonly attempt: Attempt;
}

/** An answer that has begun, as far as it was looked at, well; nothing of it has gone to the client. */
export interface StartedAnswer {
  /** Writes it to the client, to its end. Throws GatewayError and ClientGone. */
  write(): Promise<void>;
}

/**
 * Asks the attempt's provider.
 * @param holds resolve only when the answer's content has begun, and throw when it is an error or holds nothing: another may
 *   then be asked. Else nothing is held back, and `write` finds out.
 * Throws GatewayError, and the signal's reason when the call was ended.
 */
export type AskProvider = (context: AttemptContext, holds: boolean) => StartedAnswer | Promise<StartedAnswer>;
