import { type GatewayError, UpstreamAnswerError } from '../errors.ts';
import type { ClientAnswer } from './clientAnswer.ts';
import type { ExchangeProgress } from './exchangeContext.ts';
import type { RouteName } from './routeName.ts';
import type { ExchangeOutcome, ExchangeRecord } from './services.ts';

export interface FinishedExchange {
  readonly requestId: string;
  readonly route: RouteName;
  readonly progress: ExchangeProgress;
  readonly client: ClientAnswer;
  /** What the client was told of, when it was told of an error. */
  readonly error: GatewayError | undefined;
  /** The client hung up before the end. */
  readonly isClientGone: boolean;
}

/** The record of an exchange that is over at `nowMs`. */
export function exchangeRecord(exchange: FinishedExchange, nowMs: number): ExchangeRecord {
  const { requestId, route, progress, client, error } = exchange;
  const { startedAtMs } = progress;
  return {
    requestId,
    route,
    outcome: outcomeOf(exchange),
    status: client.status,
    stream: progress.stream,
    decision: progress.decision,
    attempts: [],
    startedAtMs,
    firstByteMs: client.firstByteMs === undefined ? undefined : client.firstByteMs - startedAtMs,
    durationMs: nowMs - startedAtMs,
    dropped: progress.dropped,
    usage: progress.usage,
    error: error === undefined ? progress.failure : { code: error.code, message: recordedMessage(error) },
  };
}

/** A client that closes after the terminal event has its answer, whoever closes first. */
function outcomeOf({ progress, error, isClientGone }: FinishedExchange): ExchangeOutcome {
  if (error !== undefined || progress.failure !== undefined) return 'failed';
  if (progress.finished) return 'answered';
  return isClientGone ? 'aborted' : 'failed';
}

/**
 * Providers' messages and those of our own faults may quote the prompt or a key: only what they are is kept. Ours of wrong fields end
 * with the text that stood there (fieldReader.ts), which is left out.
 */
function recordedMessage(error: GatewayError): string {
  if (error instanceof UpstreamAnswerError) {
    const type = error.upstreamType === undefined ? '' : ` (${error.upstreamType})`;
    return `provider ${String(error.details.provider)} answered ${error.upstreamStatus}${type}`;
  }
  if (error.code !== 'internal_error') return error.message.replace(/, but is "[^]*$/, '');
  return error.cause instanceof Error ? error.cause.name : 'unknown';
}
