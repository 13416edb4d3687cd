import { type GatewayError, UpstreamAnswerError } from '../errors.ts';
import { retryAfterMs } from './limits/resetTime.ts';

/** What a failed call says of the account that it was made with. */
export type AccountFailure =
  /** It was the request's own fault, or nobody's. */
  | { readonly kind: 'none' }
  /** The key or its payment was refused. */
  | { readonly kind: 'refused'; readonly message: string; readonly status: number }
  /** It rests: for this model alone, or for all when the server could not be reached. */
  | {
      readonly kind: 'rests';
      readonly why: string;
      readonly scope: 'model' | 'account';
      /** What the provider asks for; undefined: it does not say. */
      readonly askedMs?: number;
    };

const none: AccountFailure = { kind: 'none' };

/** What OpenAI calls a 429 that no waiting helps: the account has no credit. */
const quotaCode = 'insufficient_quota';

/** What an account makes of an error. */
export function accountFailure(error: GatewayError, nowMs: number): AccountFailure {
  if (error instanceof UpstreamAnswerError) return answerFailure(error, nowMs);
  switch (error.code) {
    case 'provider_unavailable':
      return { kind: 'rests', why: error.message, scope: 'account' };
    case 'provider_error':
    case 'provider_timeout':
      return { kind: 'rests', why: error.message, scope: 'model' };
    default:
      return none;
  }
}

function answerFailure(error: UpstreamAnswerError, nowMs: number): AccountFailure {
  const { status, message } = error;
  const isQuota = error.upstreamCode === quotaCode || error.upstreamType === quotaCode;
  if (status === 401 || status === 402 || status === 403 || (status === 429 && isQuota)) {
    return { kind: 'refused', message, status };
  }
  if (status !== 408 && status !== 429 && status < 500) return none;
  const askedMs = retryAfterMs(error.upstreamHeaders, nowMs);
  return { kind: 'rests', why: `it answered ${status}`, scope: 'model', askedMs };
}
