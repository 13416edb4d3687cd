import { GatewayError, UpstreamAnswerError } from '../errors.ts';
import type { ErrorReport } from '../wire/codec.ts';
import type { StreamFailure } from '../wire/exchange.ts';

/** An error as the shapes of wire/errorShapes.ts take it. A provider's own type and code stand before ours. */
export function errorReport(error: GatewayError, requestId: string): ErrorReport {
  const upstream = error instanceof UpstreamAnswerError ? error : undefined;
  return {
    status: error.status,
    type: upstream?.upstreamType ?? (upstream === undefined ? error.type : typeOfStatus(error.status)),
    code: upstream?.upstreamCode ?? error.code,
    message: error.message,
    details: error.details,
    requestId,
    ...retryOf({ ...error.headers, ...upstream?.upstreamHeaders }),
  };
}

/** `retry-after` in seconds; its other form, a date, stays in the header alone. */
function retryOf(headers: Readonly<Record<string, string>>): Pick<ErrorReport, 'retryAfterS'> {
  const retryAfter = headers['retry-after'] ?? '';
  return /^\d+$/.test(retryAfter) ? { retryAfterS: Number(retryAfter) } : {};
}

/** A failure that a provider reported inside an answer, as the error that its status would have been. */
export function failureError(
  provider: string,
  failure: StreamFailure,
  body: Uint8Array = noBytes,
): UpstreamAnswerError {
  const status = statusOfFailure(failure);
  return new UpstreamAnswerError({
    provider,
    status,
    message: failure.message,
    // Decoders say `api_error` where the provider named no type; the status tells more.
    type: failure.type === 'api_error' ? typeOfStatus(status) : failure.type,
    code: failure.code,
    body,
    headers: {},
    insideAnswer: true,
  });
}

/** What a decoder noticed itself is ours to report; the rest are the provider's own words. */
export function reportedError(provider: string, failure: StreamFailure): GatewayError {
  if (failure.type === 'truncated_stream' || failure.type === 'empty_stream') {
    return new GatewayError('provider_error', failure.message, { details: { provider } });
  }
  return failureError(provider, failure);
}

const noBytes = new Uint8Array();

/** OpenRouter and others put the HTTP status into `code`; Anthropic's types have one each; everything else is 502. */
function statusOfFailure({ type, code }: StreamFailure): number {
  const status = Number(code);
  if (Number.isInteger(status) && status >= 400 && status <= 599) return status;
  return statusOfType[type] ?? statusOfType[code ?? ''] ?? 502;
}

const statusOfType: Readonly<Record<string, number>> = {
  invalid_request_error: 400,
  authentication_error: 401,
  billing_error: 402,
  permission_error: 403,
  not_found_error: 404,
  request_too_large: 413,
  // The first of a status is its name: an exhausted quota would stop clients from trying again.
  rate_limit_error: 429,
  insufficient_quota: 429,
  rate_limit_exceeded: 429,
  timeout_error: 504,
  overloaded_error: 529,
};

/** The type of an error answer that names none. */
function typeOfStatus(status: number): string {
  for (const [type, typeStatus] of Object.entries(statusOfType)) if (typeStatus === status) return type;
  return status < 500 ? 'invalid_request_error' : 'api_error';
}
