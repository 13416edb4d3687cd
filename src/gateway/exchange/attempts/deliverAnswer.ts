import { GatewayError, toGatewayError } from '../../errors.ts';
import type { ExchangeContext } from '../exchangeContext.ts';
import type { BegunAttempt } from './beginAttempt.ts';

/** Writes the answer of an attempt to the client, and settles the attempt by what came of it. Throws GatewayError and ClientGone. */
export async function deliverAnswer(
  context: ExchangeContext,
  { attempt, answer }: BegunAttempt,
): Promise<void> {
  const { progress, client } = context;
  progress.answering = attempt;
  try {
    await answer.write();
    if (progress.failure === undefined) attempt.succeeded(progress.usage);
    else attempt.failed(progress.failure.cause ?? failureOf(progress.failure), progress.usage);
  } catch (thrown) {
    // What goes wrong behind the end of an answer takes nothing from it.
    if (progress.finished) attempt.succeeded(progress.usage);
    else if (client.signal.aborted) attempt.cancelled(progress.usage);
    else attempt.failed(toGatewayError(thrown), progress.usage);
    if (!progress.finished) throw thrown;
  }
  noteSpeed(context, attempt);
}

function failureOf({ message }: { readonly message: string }): GatewayError {
  return new GatewayError('provider_error', message);
}

/** What `fastest` is decided by. */
function noteSpeed({ services, progress }: ExchangeContext, attempt: BegunAttempt['attempt']): void {
  const { contentAtMs } = attempt;
  if (!progress.finished || !progress.stream || contentAtMs === undefined) return;
  const seconds = (services.clock.now() - contentAtMs) / 1000;
  const tokens = progress.usage?.outputTokens;
  services.latency.note(attempt.target, attempt.account.id, {
    firstTokenMs: contentAtMs - attempt.startedAtMs,
    ...(tokens === undefined || seconds <= 0 ? {} : { tokensPerSecond: tokens / seconds }),
  });
}
