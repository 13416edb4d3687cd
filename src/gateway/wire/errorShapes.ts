import type { ErrorReport, ErrorShape } from './codec.ts';
import type { JsonObject } from './json.ts';
import { formatSseEvent } from './sse/formatSseEvent.ts';

/**
 * OpenAI's `{error: {message, type, code, param}}`, with our `details`. In a stream it is one chunk of that shape and
 * then the end of the body: no `[DONE]` and no finish_reason, which would make a broken answer look complete.
 */
export const openaiErrorShape: ErrorShape = {
  body: openaiError,
  streamEvent: (report) => formatSseEvent(openaiError(report)),
};

/** Anthropic's `{type: 'error', error: {type, message}, request_id}`, with our `code` and `details`; streamed as `event: error`. */
export const anthropicErrorShape: ErrorShape = {
  body: anthropicError,
  streamEvent: (report) => formatSseEvent(anthropicError(report), 'error'),
};

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
