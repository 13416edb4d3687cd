import { defaultAccount } from '../../config/accountSchema.ts';
import type { GatewayError } from '../errors.ts';
import { detectClient } from '../routing/clients/detectClient.ts';
import type { Cost } from '../usage/money/ledger.ts';
import { sumOfCosts } from '../usage/money/sumOfCosts.ts';
import type { ClientAnswer } from './clientAnswer.ts';
import type { ExchangeProgress } from './exchangeContext.ts';
import { recordedMessage } from './recordedMessage.ts';
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
  const { startedAtMs, answering } = progress;
  return {
    requestId,
    route,
    outcome: outcomeOf(exchange),
    status: client.status,
    stream: progress.stream,
    decision: progress.decision,
    inboundFormat: progress.inboundFormat,
    upstreamFormat: answering?.upstreamFormat,
    client: clientOf(progress),
    requestedModel: progress.routing?.request.model,
    attempts: progress.attempts.map((attempt) => attempt.record()),
    answeredBy: answeredBy(progress),
    cost: costOf(progress),
    estimatedUsd: estimatedUsd(progress),
    firstTokenMs: answering?.contentAtMs === undefined ? undefined : answering.contentAtMs - startedAtMs,
    overBudget: (answering ?? progress.attempts.at(-1))?.overBudget,
    downRouted: isDownRouted(progress),
    decisionMs: progress.decisionMs,
    cached: progress.cached,
    startedAtMs,
    firstByteMs: client.firstByteMs === undefined ? undefined : client.firstByteMs - startedAtMs,
    durationMs: nowMs - startedAtMs,
    dropped: answering?.dropped ?? [],
    usage: progress.usage,
    error:
      error === undefined
        ? reported(progress.failure)
        : { code: error.code, message: recordedMessage(error) },
  };
}

/** Of a request that was refused nobody has asked for it yet. */
function clientOf({ decision, routing }: ExchangeProgress): string | undefined {
  if (decision !== undefined) return decision.client;
  return routing === undefined ? undefined : detectClient(routing);
}

/** A client that closes after the terminal event has its answer, whoever closes first. */
function outcomeOf({ progress, error, isClientGone }: FinishedExchange): ExchangeOutcome {
  if (error !== undefined || progress.failure !== undefined) return 'failed';
  if (progress.finished) return 'answered';
  return isClientGone ? 'aborted' : 'failed';
}

function reported(failure: ExchangeProgress['failure']): ExchangeRecord['error'] {
  return failure === undefined ? undefined : { code: failure.code, message: failure.message };
}

/** Only where it is another than the decision says. */
function answeredBy({ answering, decision }: ExchangeProgress): ExchangeRecord['answeredBy'] {
  if (answering === undefined) return undefined;
  const { target, account, planned } = answering;
  const isFirst = target.provider === decision?.target.provider && target.model === decision.target.model;
  if (isFirst && account.id === defaultAccount && planned.variant === undefined) return undefined;
  return {
    target,
    account: account.id,
    ...(planned.variant === undefined ? {} : { variant: planned.variant }),
  };
}

/** Of all attempts that were paid, and of what the decision cost; one unknown makes the sum unknown. */
function costOf({ attempts, opinionCost }: ExchangeProgress): Cost | undefined {
  const costs = [opinionCost, ...attempts.map(({ cost }) => cost)].filter((cost) => cost !== undefined);
  return costs.length === 0 ? undefined : costs.reduce(sumOfCosts);
}

function estimatedUsd({ answering, attempts }: ExchangeProgress): number | undefined {
  const cost = (answering ?? attempts[0])?.estimate?.cost;
  return cost === undefined || cost.kind === 'unknown' ? undefined : cost.usd;
}

/** A budget refused a target before the one that answered. */
function isDownRouted({ answering, attempts }: ExchangeProgress): boolean | undefined {
  const isRefused = attempts.some(({ error }) => error?.code === 'insufficient_budget');
  return answering !== undefined && isRefused ? true : undefined;
}
