import type { SQLInputValue } from 'node:sqlite';
import type { AttemptRecord } from '../../exchange/attemptRecord.ts';
import type { ExchangeRecord } from '../../exchange/services.ts';
import { rulesText } from './recordedRules.ts';
import { formatModelReference } from '../../modelReference.ts';

/** More files than this are not shown. */
const maxFiles = 20;

type Cell = SQLInputValue | undefined;

/** The columns of an exchange's row. */
export const exchangeColumns = [
  'request_id',
  'at_ms',
  'window',
  'workspace',
  'client',
  'endpoint',
  'inbound_format',
  'upstream_format',
  'requested_model',
  'chosen_model',
  'cause',
  'rule',
  'reason',
  'route',
  'strategy',
  'provider',
  'account',
  'model',
  'variant',
  'intent',
  'intent_confidence',
  'intent_signals',
  'input_tokens',
  'cached_input_tokens',
  'cache_write_tokens',
  'output_tokens',
  'reasoning_tokens',
  'cost_usd',
  'cost_kind',
  'estimated_usd',
  'over_budget',
  'down_routed',
  'cached',
  'stream',
  'attempts',
  'first_byte_ms',
  'first_token_ms',
  'decision_ms',
  'duration_ms',
  'status',
  'outcome',
  'error_code',
  'error_message',
  'dropped',
  'layer',
  'files',
  'rules',
] as const;

/** The columns of an attempt's row, beside its exchange and its number. */
export const attemptColumns = [
  'provider',
  'account',
  'model',
  'variant',
  'started_at_ms',
  'duration_ms',
  'outcome',
  'status',
  'error_code',
  'error_message',
] as const;

/** What stands in an exchange's columns, in their order. */
export function exchangeValues(record: ExchangeRecord): SQLInputValue[] {
  return Object.values(exchangeCells(record)).map(storable);
}

/** What stands in an attempt's columns, in their order. */
export function attemptValues(attempt: AttemptRecord): SQLInputValue[] {
  return Object.values(attemptCells(attempt)).map(storable);
}

/**
 * In the order of the columns. One function for all of them: one for each costs five times as much, and this happens with every
 * request.
 */
function exchangeCells(record: ExchangeRecord): Record<(typeof exchangeColumns)[number], Cell> {
  const { decision, usage, cost, answeredBy, attempts, error } = record;
  const target = answeredBy?.target ?? decision?.target;
  const last = attempts.at(-1);
  return {
    request_id: record.requestId,
    at_ms: Math.round(record.startedAtMs),
    window: decision?.window?.id,
    workspace: decision?.workspace,
    client: record.client,
    endpoint: record.route,
    inbound_format: record.inboundFormat,
    upstream_format: record.upstreamFormat,
    requested_model: record.requestedModel,
    // The decision's first target: where it differs from who answered, the request failed over or went to a cheaper one.
    chosen_model: decision && formatModelReference(decision.target),
    cause: decision?.cause,
    rule: ruleOf(record),
    reason: decision?.reason,
    route: decision?.plan.route,
    strategy: decision?.plan.strategy,
    provider: target?.provider,
    account: answeredBy?.account ?? last?.account,
    model: target?.model,
    variant: answeredBy?.variant ?? last?.variant,
    intent: decision?.intent?.label,
    intent_confidence: decision?.intent?.confidence,
    intent_signals: decision?.intent && JSON.stringify(decision.intent.signals),
    input_tokens: usage?.inputTokens,
    cached_input_tokens: usage?.cachedInputTokens,
    cache_write_tokens: usage?.cacheWriteTokens,
    output_tokens: usage?.outputTokens,
    reasoning_tokens: usage?.reasoningTokens,
    cost_usd: cost === undefined || cost.kind === 'unknown' ? undefined : cost.usd,
    cost_kind: cost?.kind,
    estimated_usd: record.estimatedUsd,
    over_budget: record.overBudget,
    down_routed: Number(record.downRouted ?? false),
    cached: Number(record.cached ?? false),
    stream: Number(record.stream),
    attempts: attempts.length,
    first_byte_ms: record.firstByteMs,
    first_token_ms: record.firstTokenMs,
    decision_ms: record.decisionMs,
    duration_ms: record.durationMs,
    status: record.status,
    outcome: record.outcome,
    error_code: error?.code,
    error_message: error?.message,
    dropped: record.dropped.length === 0 ? undefined : record.dropped.join(', '),
    layer: decision?.layer,
    files: filesText(decision),
    rules: rulesText(decision?.rules),
  };
}

/** In the order of the columns. */
function attemptCells(attempt: AttemptRecord): Record<(typeof attemptColumns)[number], Cell> {
  return {
    provider: attempt.provider,
    account: attempt.account,
    model: attempt.model,
    variant: attempt.variant,
    started_at_ms: Math.round(attempt.startedAtMs),
    duration_ms: attempt.durationMs,
    outcome: attempt.outcome,
    status: attempt.status,
    error_code: attempt.error?.code,
    error_message: attempt.error?.message,
  };
}

/** A damaged count is none: SQLite refuses what is no number, and a provider may report anything. */
function storable(value: SQLInputValue | undefined): SQLInputValue {
  if (value === undefined) return null;
  return typeof value === 'number' && !Number.isFinite(value) ? null : value;
}

/** The deciding file first; a request may be about all open tabs. */
function filesText(decision: ExchangeRecord['decision']): string | undefined {
  if (decision === undefined || decision.files.length === 0) return undefined;
  const { matchedFile, files } = decision;
  const paths = [...(matchedFile === undefined ? [] : [matchedFile]), ...files].map(({ path }) => path);
  return JSON.stringify([...new Set(paths)].slice(0, maxFiles));
}

/** As the header `x-muxgate-rule` has it. */
function ruleOf({ decision }: ExchangeRecord): string | undefined {
  const rule = decision?.rule;
  if (rule === undefined) return undefined;
  return rule.name === undefined ? String(rule.number) : `${rule.number} ${rule.name}`;
}
