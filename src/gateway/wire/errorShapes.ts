import type { ErrorReport, ErrorShape } from './codec.ts';
import { isObject, type JsonObject } from './json.ts';
import { formatSseEvent } from './sse/formatSseEvent.ts';

/**
 * OpenAI's `{error: {message, type, code, param}}`, with our `details`. In a stream it is one chunk of that shape and
 * then the end of the body: no `[DONE]` and no finish_reason, which would make a broken answer look complete.
 */
export const openaiErrorShape: ErrorShape = {
  body: openaiError,
  streamEvent: (report) => formatSseEvent(openaiError(report)),
  // OpenAI's codes are texts or null.
  fits: (body) => isNamedError(body.error) && body.type !== 'error' && typeof body.error.code !== 'number',
};

/** Anthropic's `{type: 'error', error: {type, message}, request_id}`, with our `code` and `details`; streamed as `event: error`. */
export const anthropicErrorShape: ErrorShape = {
  body: anthropicError,
  streamEvent: (report) => formatSseEvent(anthropicError(report), 'error'),
  fits: (body) => isNamedError(body.error) && body.type === 'error',
};

/** Ollama's `{error: "…"}`, whole with our `code` and `details` beside it, or as the last line of a stream. */
export const ollamaErrorShape: ErrorShape = {
  body: ollamaError,
  streamEvent: ({ message }) => `${JSON.stringify({ error: message })}\n`,
  fits: (body) => typeof body.error === 'string',
};

/** Google's `{error: {code, message, status, details}}`, whole or as the last chunk of a stream. */
export const geminiErrorShape: ErrorShape = {
  body: geminiError,
  streamEvent: (report) => formatSseEvent(geminiError(report)),
  fits: ({ error }) =>
    isObject(error) &&
    typeof error.code === 'number' &&
    typeof error.message === 'string' &&
    typeof error.status === 'string',
};

function isNamedError(error: unknown): error is JsonObject {
  return isObject(error) && typeof error.message === 'string' && typeof error.type === 'string';
}

function openaiError(report: ErrorReport): JsonObject {
  const param = report.details.field;
  return {
    error: {
      message: report.message,
      type: report.type,
      code: report.code,
      param: typeof param === 'string' ? param : null,
      ...detailsOf(report),
    },
  };
}

function anthropicError(report: ErrorReport): JsonObject {
  return {
    type: 'error',
    error: {
      type: anthropicErrorTypes.has(report.type) ? report.type : anthropicTypeOfStatus(report.status),
      message: report.message,
      code: report.code,
      ...detailsOf(report),
    },
    ...(report.requestId === '' ? {} : { request_id: report.requestId }),
  };
}

/** Ollama's own errors have nothing but the message, and its clients look at nothing else. */
function ollamaError(report: ErrorReport): JsonObject {
  return { error: report.message, code: report.code, ...detailsOf(report) };
}

/** Our own code is the reason in an `ErrorInfo`, where Google puts its own (google.rpc.Status, AIP-193). */
function geminiError(report: ErrorReport): JsonObject {
  const metadata = Object.entries(report.details).map(([name, value]) => [
    name,
    typeof value === 'string' ? value : JSON.stringify(value),
  ]);
  return {
    error: {
      code: report.status,
      message: report.message,
      status: googleStatuses.has(report.type) ? report.type : googleStatusOf(report.status),
      details: [
        {
          '@type': 'type.googleapis.com/google.rpc.ErrorInfo',
          reason: report.code,
          domain: 'muxgate',
          metadata: Object.fromEntries(metadata) as JsonObject,
        },
        ...retryInfo(report),
      ],
    },
  };
}

/** Where Google's clients look for how long to wait. */
function retryInfo({ retryAfterS }: ErrorReport): JsonObject[] {
  if (retryAfterS === undefined) return [];
  return [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: `${retryAfterS}s` }];
}

/** Details go through JSON, so that whatever an error carries becomes something that can be written. */
function detailsOf(report: ErrorReport): JsonObject {
  if (Object.keys(report.details).length === 0) return {};
  return { details: JSON.parse(JSON.stringify(report.details)) as JsonObject };
}

/** The types that Anthropic's clients know; anything else is written as the type of its status. */
const anthropicErrorTypes: ReadonlySet<string> = new Set([
  'invalid_request_error',
  'authentication_error',
  'billing_error',
  'permission_error',
  'not_found_error',
  'request_too_large',
  'rate_limit_error',
  'timeout_error',
  'api_error',
  'overloaded_error',
]);

function anthropicTypeOfStatus(status: number): string {
  const type = typeOfStatus[status];
  if (type !== undefined) return type;
  return status >= 400 && status < 500 ? 'invalid_request_error' : 'api_error';
}

const typeOfStatus: Readonly<Record<number, string>> = {
  401: 'authentication_error',
  402: 'billing_error',
  403: 'permission_error',
  404: 'not_found_error',
  408: 'timeout_error',
  413: 'request_too_large',
  429: 'rate_limit_error',
  503: 'overloaded_error',
  504: 'timeout_error',
  529: 'overloaded_error',
};

function googleStatusOf(status: number): string {
  const name = googleStatusByHttp[status];
  if (name !== undefined) return name;
  return status >= 400 && status < 500 ? 'INVALID_ARGUMENT' : 'INTERNAL';
}

/** The names that Google's own errors have for HTTP's statuses (google.rpc.Code). */
const googleStatusByHttp: Readonly<Record<number, string>> = {
  400: 'INVALID_ARGUMENT',
  401: 'UNAUTHENTICATED',
  403: 'PERMISSION_DENIED',
  404: 'NOT_FOUND',
  408: 'DEADLINE_EXCEEDED',
  409: 'ABORTED',
  429: 'RESOURCE_EXHAUSTED',
  499: 'CANCELLED',
  501: 'UNIMPLEMENTED',
  502: 'UNAVAILABLE',
  503: 'UNAVAILABLE',
  504: 'DEADLINE_EXCEEDED',
  529: 'UNAVAILABLE',
};

const googleStatuses: ReadonlySet<string> = new Set([
  ...Object.values(googleStatusByHttp),
  'INTERNAL',
  'FAILED_PRECONDITION',
  'OUT_OF_RANGE',
  'ALREADY_EXISTS',
  'UNKNOWN',
]);
