import { randomBytes } from 'node:crypto';
import type { AttemptRecord } from '../../exchange/attemptRecord.ts';
import type { ExchangeRecord } from '../../exchange/services.ts';
import { formatModelReference } from '../../modelReference.ts';
import { genAiOperation, genAiProvider } from './genAiNames.ts';
import { attributesOf, type OtlpSpan, spanKind, statusCode, unixNanos } from './otlpJson.ts';

/** The type of a provider by its id. */
export type ProviderTypeOf = (provider: string) => string;

/**
 * An exchange as a trace: a server span for the client's request, and in it a client span for each call to a provider, after the
 * semantic conventions for generative AI. Never a prompt, an answer or a key.
 */
export function exchangeSpans(record: ExchangeRecord, typeOf: ProviderTypeOf): OtlpSpan[] {
  const traceId = randomBytes(16).toString('hex');
  const spanId = randomBytes(8).toString('hex');
  const { decision, cost, startedAtMs, durationMs } = record;
  const server: OtlpSpan = {
    traceId,
    spanId,
    name: `muxgate ${record.route}`,
    kind: spanKind.server,
    startTimeUnixNano: unixNanos(startedAtMs),
    endTimeUnixNano: unixNanos(startedAtMs + durationMs),
    attributes: attributesOf({
      'http.response.status_code': record.status === 0 ? undefined : record.status,
      'error.type': record.error?.code,
      'muxgate.request_id': record.requestId,
      'muxgate.client': record.client,
      'muxgate.workspace': decision?.workspace,
      'muxgate.cause': decision?.cause,
      'muxgate.route': decision?.plan.route,
      'muxgate.model': decision && formatModelReference(record.answeredBy?.target ?? decision.target),
      'muxgate.requested_model': record.requestedModel,
      'muxgate.intent': decision?.intent?.label,
      'muxgate.outcome': record.outcome,
      'muxgate.cached': record.cached,
      'muxgate.down_routed': record.downRouted,
      'muxgate.over_budget': record.overBudget,
      'muxgate.cost_usd': cost === undefined || cost.kind === 'unknown' ? undefined : cost.usd,
      'muxgate.cost_kind': cost?.kind,
    }),
    status: statusOf(record.outcome === 'failed' ? (record.error?.code ?? 'failed') : undefined),
  };
  const answered = record.attempts.findLast(({ outcome }) => outcome === 'answered');
  const calls = record.attempts
    .filter(({ outcome }) => outcome !== 'refused')
    .map((attempt) => callSpan(record, attempt, server, typeOf, attempt === answered));
  return [server, ...calls];
}

function callSpan(
  { route, usage, stream }: ExchangeRecord,
  attempt: AttemptRecord,
  { traceId, spanId: parentSpanId }: OtlpSpan,
  typeOf: ProviderTypeOf,
  isAnswer: boolean,
): OtlpSpan {
  const operation = genAiOperation(route);
  const used = isAnswer ? usage : undefined;
  const error = attempt.outcome === 'failed' ? (attempt.error?.code ?? '_OTHER') : undefined;
  return {
    traceId,
    spanId: randomBytes(8).toString('hex'),
    parentSpanId,
    name: `${operation} ${attempt.model}`,
    kind: spanKind.client,
    startTimeUnixNano: unixNanos(attempt.startedAtMs),
    endTimeUnixNano: unixNanos(attempt.startedAtMs + attempt.durationMs),
    attributes: attributesOf({
      'gen_ai.operation.name': operation,
      'gen_ai.provider.name': genAiProvider(typeOf(attempt.provider)),
      'gen_ai.request.model': attempt.model,
      'gen_ai.request.stream': stream,
      'gen_ai.usage.input_tokens': used?.inputTokens,
      'gen_ai.usage.output_tokens': used?.outputTokens,
      'gen_ai.usage.cache_read.input_tokens': used?.cachedInputTokens,
      'gen_ai.usage.cache_creation.input_tokens': used?.cacheWriteTokens,
      'gen_ai.usage.reasoning.output_tokens': used?.reasoningTokens,
      'http.response.status_code': attempt.status,
      'error.type': error,
      'muxgate.provider': attempt.provider,
      'muxgate.account': attempt.account,
      'muxgate.variant': attempt.variant,
    }),
    status: statusOf(error),
  };
}

function statusOf(error: string | undefined): OtlpSpan['status'] {
  return error === undefined ? { code: statusCode.unset } : { code: statusCode.error, message: error };
}
