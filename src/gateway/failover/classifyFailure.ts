import { type GatewayError, UpstreamAnswerError } from '../errors.ts';
import { type Misfit, misfitOf } from './unfitRequest.ts';

/** What a failed attempt means for the next one. */
export type FailureVerdict =
  | {
      /** Whoever comes next may answer. */
      readonly next: 'any';
      readonly because: FailureReason;
    }
  | {
      /** Only somebody whom the request fits better. */
      readonly next: 'fitting';
      readonly because: Misfit;
    }
  | {
      /** The request would fail everywhere, or it is not the provider's fault. */
      readonly next: 'none';
      readonly because: 'request' | 'fault';
    };

export type FailureReason =
  /** No connection, or no answer in time: the same endpoint will hardly do better with another key. */
  | 'unreachable'
  | 'error'
  | 'rate limit'
  /** The account's key, payment or permission was refused. */
  | 'account'
  /** A budget of ours would be passed. */
  | 'budget';

/** Statuses below 500 after which the same request may well be answered. */
const passingStatuses: ReadonlySet<number> = new Set([408, 409, 425, 499]);

/** What to do after a failure; pure. A client that left is no failure and never comes here. */
export function classifyFailure(error: GatewayError): FailureVerdict {
  if (error instanceof UpstreamAnswerError) return classifyAnswer(error);
  switch (error.code) {
    case 'provider_unavailable':
    case 'provider_timeout':
      return { next: 'any', because: 'unreachable' };
    case 'provider_error':
      return { next: 'any', because: 'error' };
    case 'rate_limit_exceeded':
      return { next: 'any', because: 'rate limit' };
    case 'insufficient_budget':
      return { next: 'any', because: 'budget' };
    case 'invalid_api_key':
      return { next: 'any', because: 'account' };
    case 'invalid_request':
    case 'previous_response_not_found':
      // Our own encoders refuse so what this provider's format cannot say.
      return { next: 'fitting', because: 'parameter' };
    case 'internal_error':
      return { next: 'none', because: 'fault' };
    case 'forbidden_host':
    case 'forbidden_origin':
    case 'policy_violation':
    case 'unknown_path':
    case 'model_not_found':
    case 'method_not_allowed':
    case 'request_timeout':
    case 'body_too_large':
    case 'upgrade_required':
    case 'headers_too_large':
      return { next: 'none', because: 'request' };
  }
}

function classifyAnswer(error: UpstreamAnswerError): FailureVerdict {
  const { upstreamStatus: status } = error;
  if (status === 429) return { next: 'any', because: 'rate limit' };
  if (status === 401 || status === 402 || status === 403) return { next: 'any', because: 'account' };
  if (status >= 500 || status < 400 || passingStatuses.has(status)) return { next: 'any', because: 'error' };
  const misfit = misfitOf(error);
  if (misfit !== undefined) return { next: 'fitting', because: misfit };
  // A provider that says 200 and then that the request was wrong is not to be believed about the request.
  if (error.insideAnswer) return { next: 'any', because: 'error' };
  return { next: 'none', because: 'request' };
}
