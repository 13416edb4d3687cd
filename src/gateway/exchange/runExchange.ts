import { GatewayError, toGatewayError, UpstreamAnswerError } from '../errors.ts';
import type { ErrorShape } from '../wire/codec.ts';
import { answerError } from './answerError.ts';
import { answerHeaders } from './answerHeaders.ts';
import type { AnswerStream } from './answerStream.ts';
import { endCapture } from './captureExchange.ts';
import { ClientAnswer } from './clientAnswer.ts';
import { ClientGone } from './clientGone.ts';
import type { ExchangeContext, ExchangeProgress, IncomingExchange } from './exchangeContext.ts';
import { exchangeRecord } from './exchangeRecord.ts';
import type { RouteName } from './routeName.ts';
import { runningExchange } from './runningExchange.ts';
import type { GatewayServices } from './services.ts';

/** What the edge hands over. */
export interface ExchangeStart {
  readonly name: RouteName;
  readonly errorShape: ErrorShape;
  readonly incoming: IncomingExchange;
  readonly response: AnswerStream;
  /** Reads the client's body and answers; throws GatewayError and ClientGone. */
  readonly answer: (context: ExchangeContext) => Promise<void>;
}

/** Runs one exchange from the request's body to the last byte of its answer, and reports it. Never rejects. */
export async function runExchange(start: ExchangeStart, services: GatewayServices): Promise<void> {
  const { incoming, response, name, errorShape } = start;
  const { clock, observer } = services;
  const { requestId } = incoming;
  const progress: ExchangeProgress = {
    startedAtMs: clock.now(),
    stream: false,
    calls: 0,
    attempts: [],
    failures: [],
    finished: false,
  };
  const client = new ClientAnswer(response, {
    clock,
    headers: () => answerHeaders(requestId, progress),
  });
  const context: ExchangeContext = { incoming, services, client, progress };
  observer.onExchangeStart(requestId, () => runningExchange(context, name));

  let error: GatewayError | undefined;
  let isClientGone = false;
  try {
    await start.answer(context);
  } catch (thrown) {
    isClientGone = thrown instanceof ClientGone || client.signal.aborted;
    if (!isClientGone) {
      error = naming(toGatewayError(thrown), progress);
      await tell(context, errorShape, error);
    }
  }
  endCapture(context);
  const finished = { requestId, route: name, progress, client, error, isClientGone };
  observer.onExchange(exchangeRecord(finished, clock.now()));
}

/** Whoever finds that an answer is none seldom knows whose it was. */
function naming(error: GatewayError, { decision, attempts }: ExchangeProgress): GatewayError {
  if (error.code !== 'provider_error' || error instanceof UpstreamAnswerError) return error;
  const { message, cause, headers } = error;
  const [first] = attempts;
  const known = {
    ...(decision === undefined ? {} : { provider: decision.target.provider }),
    ...(first?.upstreamStatus === undefined ? {} : { status: first.upstreamStatus }),
  };
  return new GatewayError('provider_error', message, {
    cause,
    headers,
    details: { ...known, ...error.details },
  });
}

/** A client that leaves while it is told of an error misses it, and nothing else happens. */
async function tell(
  { client, incoming, services }: ExchangeContext,
  shape: ErrorShape,
  error: GatewayError,
): Promise<void> {
  if (error.code === 'internal_error') services.log.error(`${incoming.requestId} ${stackOf(error.cause)}`);
  try {
    await answerError(client, error, shape, incoming.requestId);
  } catch {
    client.breakOff();
  }
}

/** Where a fault happened. The message is left out: it may quote what the client sent. */
export function stackOf(cause: unknown): string {
  if (!(cause instanceof Error)) return `internal error: ${typeof cause} thrown`;
  const frames = (cause.stack ?? '').split('\n').filter((line) => line.trimStart().startsWith('at '));
  return [`internal error: ${cause.name}`, ...frames].join('\n');
}
