import type { ErrorReport, ErrorShape } from '../codec.ts';
import { openaiErrorShape } from '../errorShapes.ts';
import type { JsonObject } from '../json.ts';
import { formatSseEvent } from '../sse/formatSseEvent.ts';

/**
 * How a response fails inside its stream, as OpenAI does it: an `error` event, then `response.failed`, by which Codex knows
 * that it need not wait. Their errors have no type, so the code says what went wrong.
 * @param response the response as far as it came
 * @param sequenceNumber of the first of the two events
 */
export function failureText(
  { code, message, details, status }: ErrorReport,
  response: JsonObject,
  sequenceNumber: number,
): string {
  const param = typeof details.field === 'string' ? details.field : null;
  const error = { type: 'error', code, message, param, sequence_number: sequenceNumber };
  const failed = {
    type: 'response.failed',
    sequence_number: sequenceNumber + 1,
    response: { ...response, status: 'failed', error: { code: failureCode(code, status), message } },
  };
  return formatSseEvent(error, error.type) + formatSseEvent(failed, failed.type);
}

/** Of the codes that Codex and the AI SDK know; any other as it is. */
function failureCode(code: string, status: number): string {
  if (status === 429 && code !== 'insufficient_quota') return 'rate_limit_exceeded';
  return code === 'provider_error' ? 'server_error' : code;
}

/** OpenAI's errors; inside a stream of which nothing is known, those of a response without content. */
export const responsesErrorShape: ErrorShape = {
  ...openaiErrorShape,
  streamEvent: (report) => failureText(report, emptyResponse(report), 0),
};

/** The response of a request of whose answer nothing is known. */
export function emptyResponse({ requestId }: ErrorReport): JsonObject {
  return { id: `resp_${requestId}`, object: 'response', output: [], incomplete_details: null };
}
