import { toGatewayError } from '../../errors.ts';
import type { CallSize } from '../../accounts/accountPool.ts';
import type { Estimate } from '../../usage/money/ledger.ts';
import type { ExchangeContext } from '../exchangeContext.ts';
import { Attempt, type AttemptTarget } from './attempt.ts';
import type { RequestSize } from './requestSize.ts';
import type { AskProvider, StartedAnswer } from './startedAnswer.ts';

/** What is asked of whoever answers. */
export interface AttemptRequest {
  readonly ask: AskProvider;
  /** undefined: a call costs nothing. */
  readonly size: RequestSize | undefined;
  /** What session affinity is kept by. */
  readonly conversation: string | undefined;
}

export interface BeginOptions {
  readonly holds: boolean;
  /** How long a limit may be waited for. */
  readonly maxWaitMs: number;
}

export interface BegunAttempt {
  readonly attempt: Attempt;
  readonly answer: StartedAnswer;
}

/**
 * Takes a place within the account's limits, sets money aside and asks the provider. Throws GatewayError when that failed, the
 * attempt then being over, and what the client's leaving or the end of the call throws.
 */
export async function beginAttempt(
  context: ExchangeContext,
  target: AttemptTarget,
  { ask, size, conversation }: AttemptRequest,
  { holds, maxWaitMs }: BeginOptions,
): Promise<BegunAttempt> {
  const { services, progress, client } = context;
  const attempt = new Attempt(target, services.clock, client.signal);
  progress.attempts.push(attempt);
  const { signal } = attempt.call;
  try {
    const estimate = size === undefined ? undefined : estimateOf(context, attempt, size);
    attempt.estimate = estimate;
    const lease = await services.accounts.acquire(target.account, attempt.target, {
      size: callSize(estimate),
      maxWaitMs,
      conversation,
      signal,
    });
    attempt.begin({ lease });
    if (estimate !== undefined) {
      const spender = {
        target: attempt.target,
        account: target.account.id,
        workspace: progress.decision?.workspace ?? '',
        route: progress.decision?.plan.route,
      };
      attempt.begin({ lease, reservation: services.ledger.reserve(spender, estimate) });
    }
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

function estimateOf({ services }: ExchangeContext, { target }: Attempt, size: RequestSize): Estimate {
  return services.ledger.estimate(target, size.promptBytes, size.maxAnswerTokens);
}

function callSize(estimate: Estimate | undefined): CallSize {
  if (estimate === undefined) return { promptTokens: 0, answerTokens: 0 };
  const { promptTokens, answerTokens, cost } = estimate;
  return { promptTokens, answerTokens, ...(cost.kind === 'unknown' ? {} : { costUsd: cost.usd }) };
}
