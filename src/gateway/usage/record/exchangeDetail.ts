import type { ExchangeAttempt, ExchangeDetail } from '../../../protocol/exchanges.ts';
import type { Connection, Row } from '../../storage/connection.ts';
import { exchangeRow, numberOf, textOf } from './exchangeRow.ts';
import { attemptsOf } from './listRequests.ts';
import { readRules } from './recordedRules.ts';

/** A longer request is no text that a person reads or pastes. */
const maxShownBytes = 64 * 1024;

/** What a recorded request is decided again from. */
export interface RecordedRequest {
  readonly endpoint: string;
  readonly client?: string;
  readonly requestedModel?: string;
  readonly window?: string;
  readonly workspace?: string;
  readonly files: readonly string[];
  /** The body as it came, where it was captured whole. */
  readonly body?: Uint8Array;
}

/** Everything known of a request; undefined: it is not in the record. Throws SQLite's error. */
export function exchangeDetail(connection: Connection, id: string): ExchangeDetail | undefined {
  const row = rowOf(connection, id);
  if (row === undefined) return undefined;
  const captured = capturedRequest(connection, id);
  const isShown = captured !== undefined && captured.length <= maxShownBytes;
  return {
    row: exchangeRow(row),
    reason: textOf(row, 'reason'),
    chosenModel: textOf(row, 'chosen_model'),
    route: textOf(row, 'route'),
    strategy: textOf(row, 'strategy'),
    variant: textOf(row, 'variant'),
    rules: readRules(textOf(row, 'rules')),
    layer: textOf(row, 'layer'),
    files: filesOf(row),
    intent: textOf(row, 'intent'),
    intentConfidence: numberOf(row, 'intent_confidence'),
    attempts: attemptsOf(connection, id).map((attempt) => attemptOf(attempt, numberOf(row, 'at_ms') ?? 0)),
    inboundFormat: textOf(row, 'inbound_format'),
    upstreamFormat: textOf(row, 'upstream_format'),
    dropped: (textOf(row, 'dropped') ?? '').split(', ').filter((field) => field !== ''),
    cachedInputTokens: numberOf(row, 'cached_input_tokens'),
    cacheWriteTokens: numberOf(row, 'cache_write_tokens'),
    reasoningTokens: numberOf(row, 'reasoning_tokens'),
    estimatedUsd: numberOf(row, 'estimated_usd'),
    overBudget: textOf(row, 'over_budget'),
    downRouted: row['down_routed'] === 1,
    cached: row['cached'] === 1,
    decisionMs: numberOf(row, 'decision_ms'),
    firstByteMs: numberOf(row, 'first_byte_ms'),
    errorMessage: textOf(row, 'error_message'),
    capturedRequest: isShown ? new TextDecoder().decode(captured) : undefined,
    isCaptured: captured !== undefined,
  };
}

/** What a recorded request can be decided again from; undefined: it is not in the record. Throws SQLite's error. */
export function recordedRequest(connection: Connection, id: string): RecordedRequest | undefined {
  const row = rowOf(connection, id);
  if (row === undefined) return undefined;
  return {
    endpoint: textOf(row, 'endpoint') ?? '',
    client: textOf(row, 'client'),
    requestedModel: textOf(row, 'requested_model'),
    window: textOf(row, 'window'),
    workspace: textOf(row, 'workspace'),
    files: filesOf(row),
    body: capturedRequest(connection, id),
  };
}

function rowOf(connection: Connection, id: string): Row | undefined {
  return connection.get(
    'SELECT exchange.*, rating.rating FROM exchange LEFT JOIN rating USING (request_id) WHERE exchange.request_id = ?',
    id,
  );
}

/** Undefined too where only its beginning was kept. */
function capturedRequest(connection: Connection, id: string): Uint8Array | undefined {
  const row = connection.get('SELECT request, is_cut FROM capture WHERE request_id = ?', id);
  const request = row?.['request'];
  // `is_cut` speaks of the answer too; a request that is cut ends at the limit.
  return request instanceof Uint8Array && (row?.['is_cut'] !== 1 || request.length < 1024 * 1024)
    ? request
    : undefined;
}

function filesOf(row: Row): string[] {
  const text = textOf(row, 'files');
  if (text === undefined) return [];
  const value: unknown = JSON.parse(text);
  return Array.isArray(value) ? value.filter((file) => typeof file === 'string') : [];
}

function attemptOf(row: Row, startedAtMs: number): ExchangeAttempt {
  const outcome = textOf(row, 'outcome');
  return {
    provider: textOf(row, 'provider') ?? '',
    account: textOf(row, 'account') ?? '',
    model: textOf(row, 'model') ?? '',
    variant: textOf(row, 'variant'),
    startMs: Math.max(0, (numberOf(row, 'started_at_ms') ?? startedAtMs) - startedAtMs),
    durationMs: numberOf(row, 'duration_ms') ?? 0,
    outcome: outcome === 'answered' || outcome === 'cancelled' || outcome === 'refused' ? outcome : 'failed',
    status: numberOf(row, 'status'),
    errorCode: textOf(row, 'error_code'),
    errorMessage: textOf(row, 'error_message'),
  };
}
