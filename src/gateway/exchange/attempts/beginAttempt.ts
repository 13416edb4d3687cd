import { toGatewayError } from '../../errors.ts';
import type { CallSize } from '../../accounts/accountPool.ts';
import type { Estimate, RequestSize } from '../../usage/money/ledger.ts';
import type { NeutralRequest } from '../../wire/exchange.ts';
import type { ExchangeContext } from '../exchangeContext.ts';
import type { Attempt } from './attempt.ts';
import type { AskProvider, StartedAnswer } from './startedAnswer.ts';

/** What is asked of whoever answers. */
export interface AttemptRequest {
  readonly ask: AskProvider;
  /** What is paid for; undefined: a call costs nothing. */
  readonly paid: { readonly size: RequestSize; readonly request: NeutralRequest } | undefined;
  /** What session affinity is kept by. */
  readonly conversation?: () => string | undefined;
}

export interface BeginOptions {
  readonly holds: boolean;
  /** How long a limit may be waited for. */
  readonly maxWaitMs: number;
  /** How long the account rests after a first failure. */
  readonly cooldownSeconds: number;
}

export interface BegunAttempt {
  readonly attempt: Attempt;
  readonly answer: StartedAnswer;
}

/**
 * Takes a place within the account's limits, sets money aside and asks the provider. Throws GatewayError when that failed, the
 * attempt is then over, and what the client's leaving or the end of the call throws.
 */
export async function beginAttempt(
  context: ExchangeContext,
  attempt: Attempt,
  { ask, paid, conversation }: AttemptRequest,
  { holds, maxWaitMs, cooldownSeconds }: BeginOptions,
): Promise<BegunAttempt> {
  const { services, progress } = context;
  const { account } = attempt;
  const { signal } = attempt.call;
  try {
    const spender = {
      target: attempt.target,
      account: account.id,
      workspace: progress.decision?.workspace ?? '',
      route: progress.decision?.plan.route,
    };
    let estimate: Estimate | undefined;
    if (paid !== undefined) {
      estimate = services.ledger.estimate(attempt.target, paid.size, spender.account);
      const sharpened = services.ledger.sharpen(spender, estimate, paid.request);
      if (sharpened !== undefined) estimate = await sharpened;
      attempt.estimate = estimate;
    }
    const lease = await services.accounts.acquire(account, attempt.target, {
      size: callSize(estimate),
      maxWaitMs,
      cooldownSeconds,
      conversation,
      signal,
    });
    attempt.begin({ lease });
    if (estimate !== undefined) {
      attempt.begin({ lease, reservation: services.ledger.reserve(spender, estimate) });
    }
    // Somebody else may have been faster meanwhile.
    signal.throwIfAborted();
    return { attempt, answer: await ask({ ...context, attempt }, holds) };
  } catch (thrown) {
    if (signal.aborted) {
      attempt.cancelled();
      throw thrown;
    }
    const error = toGatewayError(thrown);
    attempt.failed(error);
    throw error;
  }
}

/** What accounts' limits are asked with. */
export function callSize(estimate: Estimate | undefined): CallSize {
  if (estimate === undefined) return { promptTokens: 0, answerTokens: 0 };
  const { promptTokens, answerTokens, cost } = estimate;
  return { promptTokens, answerTokens, ...(cost.kind === 'unknown' ? {} : { costUsd: cost.usd }) };
}
