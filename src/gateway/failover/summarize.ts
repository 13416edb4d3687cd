import { GatewayError, UpstreamAnswerError } from '../errors.ts';
import { isObject, type JsonObject, parseObject } from '../wire/json.ts';

/** One attempt that came to nothing. */
export interface FailedAttempt {
  /** Who was asked, for people: `anthropic:work/claude-sonnet-4-5`. */
  readonly name: string;
  readonly error: GatewayError;
}

/** Statuses after which clients look when to come again. */
const retriedStatuses: ReadonlySet<number> = new Set([408, 429, 500, 502, 503, 504, 529]);

/**
 * The error that a client gets when several were tried and none answered: the first one's, with what became of each in its message
 * and `details.attempts`, and with the shortest wait that any of them named.
 * @param nowMs since 1970
 */
export function summarize(
  failures: readonly [FailedAttempt, ...FailedAttempt[]],
  nowMs: number,
): GatewayError {
  const [{ error: first }] = failures;
  if (failures.length === 1) return first;
  const tried = failures.map(({ name, error }) => ({
    target: name,
    status: error.status,
    error: wordOf(error),
  }));
  const note = ` (Muxgate tried ${failures.length}: ${describeFailures(failures)})`;
  const waitS = shortestWait(failures, nowMs);
  const wait: Record<string, string> =
    waitS === undefined || !retriedStatuses.has(first.status) ? {} : { 'retry-after': String(waitS) };
  const details = { ...first.details, attempts: tried };
  if (first instanceof UpstreamAnswerError) {
    const { 'retry-after': own, 'retry-after-ms': ownMs, ...headers } = first.upstreamHeaders;
    const kept = waitS === undefined ? { 'retry-after': own, 'retry-after-ms': ownMs } : {};
    return new UpstreamAnswerError({
      provider: String(first.details.provider),
      status: first.upstreamStatus,
      message: first.message + note,
      type: first.upstreamType,
      code: first.upstreamCode,
      body: withNote(first.upstreamBody, note),
      headers: { ...headers, ...defined(kept), ...wait },
      insideAnswer: first.insideAnswer,
      details,
    });
  }
  return new GatewayError(first.code, first.message + note, {
    cause: first.cause,
    details,
    headers: { ...first.headers, ...wait },
  });
}

/** What was tried and what came of it, in one line. */
export function describeFailures(failures: readonly FailedAttempt[]): string {
  return failures.map(({ name, error }) => `${name}: ${error.status} ${wordOf(error)}`).join('; ');
}

/** A word for the list: the provider's or ours. */
function wordOf(error: GatewayError): string {
  if (!(error instanceof UpstreamAnswerError)) return error.code;
  return error.upstreamCode ?? error.upstreamType ?? error.code;
}

/** In seconds; undefined: none was named. */
function shortestWait(failures: readonly FailedAttempt[], nowMs: number): number | undefined {
  const waits = failures.flatMap(({ error }) => {
    const headers = {
      ...error.headers,
      ...(error instanceof UpstreamAnswerError ? error.upstreamHeaders : {}),
    };
    const seconds = retryAfterS(headers, nowMs);
    return seconds === undefined ? [] : [seconds];
  });
  return waits.length === 0 ? undefined : Math.min(...waits);
}

/**
 * When a provider says that it may be asked again, in whole seconds: `retry-after-ms`, else `retry-after` as seconds or a date
 * (RFC 9110, 10.2.3). Undefined when it says nothing that can be read.
 */
export function retryAfterS(headers: Readonly<Record<string, string>>, nowMs: number): number | undefined {
  const ms = Number(headers['retry-after-ms'] ?? 'none');
  if (Number.isFinite(ms) && ms >= 0) return Math.ceil(ms / 1000);
  const text = headers['retry-after'];
  if (text === undefined) return undefined;
  if (/^\d+(?:\.\d+)?$/.test(text.trim())) return Math.ceil(Number(text));
  const dateMs = Date.parse(text);
  return Number.isNaN(dateMs) ? undefined : Math.max(0, Math.ceil((dateMs - nowMs) / 1000));
}

/** A provider's error body with the note at the end of its message, in whichever shape; a body of another form stays. */
function withNote(body: Uint8Array, note: string): Uint8Array {
  const json = parseObject(Buffer.from(body).toString());
  const noted = json === undefined ? undefined : notedObject(json, note);
  return noted === undefined ? body : Buffer.from(JSON.stringify(noted));
}

function notedObject(json: JsonObject, note: string): JsonObject | undefined {
  const { error, message } = json;
  if (typeof error === 'string') return { ...json, error: error + note };
  if (isObject(error) && typeof error.message === 'string') {
    return { ...json, error: { ...error, message: error.message + note } };
  }
  return typeof message === 'string' ? { ...json, message: message + note } : undefined;
}

function defined(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
