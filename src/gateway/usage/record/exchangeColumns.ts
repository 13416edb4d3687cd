import type { SQLInputValue } from 'node:sqlite';
import type { AttemptRecord } from '../../exchange/attemptRecord.ts';
import type { ExchangeRecord } from '../../exchange/services.ts';
import { rulesText } from './recordedRules.ts';
import { formatModelReference, type ModelReference } from '../../modelReference.ts';

/** More files than this are not shown. */
const maxFiles = 20;

type Column<T> = readonly [name: string, value: (record: T) => SQLInputValue | undefined];

const exchangeTable: readonly Column<ExchangeRecord>[] = [
  ['request_id', (record) => record.requestId],
  ['at_ms', (record) => Math.round(record.startedAtMs)],
  ['window', (record) => record.decision?.window?.id],
  ['workspace', (record) => record.decision?.workspace],
  ['client', (record) => record.client],
  ['endpoint', (record) => record.route],
  ['inbound_format', (record) => record.inboundFormat],
  ['upstream_format', (record) => record.upstreamFormat],
  ['requested_model', (record) => record.requestedModel],
  // The decision's first target: where it differs from who answered, the request failed over or went to a cheaper one.
  ['chosen_model', ({ decision }) => decision && formatModelReference(decision.target)],
  ['cause', (record) => record.decision?.cause],
  ['rule', (record) => ruleOf(record)],
  ['reason', (record) => record.decision?.reason],
  ['route', (record) => record.decision?.plan.route],
  ['strategy', (record) => record.decision?.plan.strategy],
  ['provider', (record) => targetOf(record)?.provider],
  ['account', (record) => record.answeredBy?.account ?? record.attempts.at(-1)?.account],
  ['model', (record) => targetOf(record)?.model],
  ['variant', (record) => record.answeredBy?.variant ?? record.attempts.at(-1)?.variant],
  ['intent', (record) => record.decision?.intent?.label],
  ['intent_confidence', (record) => record.decision?.intent?.confidence],
  ['intent_signals', ({ decision }) => decision?.intent && JSON.stringify(decision.intent.signals)],
  ['input_tokens', (record) => record.usage?.inputTokens],
  ['cached_input_tokens', (record) => record.usage?.cachedInputTokens],
  ['cache_write_tokens', (record) => record.usage?.cacheWriteTokens],
  ['output_tokens', (record) => record.usage?.outputTokens],
  ['reasoning_tokens', (record) => record.usage?.reasoningTokens],
  ['cost_usd', ({ cost }) => (cost === undefined || cost.kind === 'unknown' ? undefined : cost.usd)],
  ['cost_kind', (record) => record.cost?.kind],
  ['estimated_usd', (record) => record.estimatedUsd],
  ['over_budget', (record) => record.overBudget],
  ['down_routed', (record) => Number(record.downRouted ?? false)],
  ['cached', (record) => Number(record.cached ?? false)],
  ['stream', (record) => Number(record.stream)],
  ['attempts', (record) => record.attempts.length],
  ['first_byte_ms', (record) => record.firstByteMs],
  ['first_token_ms', (record) => record.firstTokenMs],
  ['decision_ms', (record) => record.decisionMs],
  ['duration_ms', (record) => record.durationMs],
  ['status', (record) => record.status],
  ['outcome', (record) => record.outcome],
  ['error_code', (record) => record.error?.code],
  ['error_message', (record) => record.error?.message],
  ['dropped', ({ dropped }) => (dropped.length === 0 ? undefined : dropped.join(', '))],
  ['layer', (record) => record.decision?.layer],
  ['files', ({ decision }) => filesText(decision)],
  ['rules', ({ decision }) => rulesText(decision?.rules)],
];

const attemptTable: readonly Column<AttemptRecord>[] = [
  ['provider', (attempt) => attempt.provider],
  ['account', (attempt) => attempt.account],
  ['model', (attempt) => attempt.model],
  ['variant', (attempt) => attempt.variant],
  ['started_at_ms', (attempt) => Math.round(attempt.startedAtMs)],
  ['duration_ms', (attempt) => attempt.durationMs],
  ['outcome', (attempt) => attempt.outcome],
  ['status', (attempt) => attempt.status],
  ['error_code', (attempt) => attempt.error?.code],
  ['error_message', (attempt) => attempt.error?.message],
];

/** The columns of an exchange's row. */
export const exchangeColumns: readonly string[] = exchangeTable.map(([name]) => name);

/** The columns of an attempt's row, beside its exchange and its number. */
export const attemptColumns: readonly string[] = attemptTable.map(([name]) => name);

/** What stands in an exchange's columns, in their order. */
export function exchangeValues(record: ExchangeRecord): SQLInputValue[] {
  return exchangeTable.map(([, value]) => storable(value(record)));
}

/** What stands in an attempt's columns, in their order. */
export function attemptValues(attempt: AttemptRecord): SQLInputValue[] {
  return attemptTable.map(([, value]) => storable(value(attempt)));
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

/** Who answered; who was to, where nobody did. */
function targetOf({ answeredBy, decision }: ExchangeRecord): ModelReference | undefined {
  return answeredBy?.target ?? decision?.target;
}

/** As the header `x-muxgate-rule` has it. */
function ruleOf({ decision }: ExchangeRecord): string | undefined {
  const rule = decision?.rule;
  if (rule === undefined) return undefined;
  return rule.name === undefined ? String(rule.number) : `${rule.number} ${rule.name}`;
}
