import { GatewayError, UpstreamAnswerError } from '../errors.ts';
import { connectionFailureKind } from '../upstream/connectionFailure.ts';
import type { ProviderFailureKind } from './provider.ts';

/** Why a provider's list cannot be had: one word that the user can act on, and a sentence that says how. */
export class ProviderFailure extends Error {
  override readonly name = 'ProviderFailure';
  readonly kind: ProviderFailureKind;

  constructor(kind: ProviderFailureKind, message: string, cause?: unknown) {
    super(message, { cause });
    this.kind = kind;
  }
}

/** Anything thrown while asking a provider, as a ProviderFailure. */
export function toProviderFailure(thrown: unknown): ProviderFailure {
  if (thrown instanceof ProviderFailure) return thrown;
  if (thrown instanceof UpstreamAnswerError) return answerFailure(thrown);
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new ProviderFailure(kindOf(thrown), message, thrown);
}

/** An error status instead of a model list. */
function answerFailure(error: UpstreamAnswerError): ProviderFailure {
  const provider = String(error.details['provider']);
  const saysWhy = error.upstreamBody.length > 0;
  const says = saysWhy ? `${error.upstreamStatus}: ${error.message}` : String(error.upstreamStatus);
  switch (error.upstreamStatus) {
    case 401:
    case 403:
      return new ProviderFailure(
        'unauthorized',
        `"${provider}" does not accept the key (${says}). Check it and enter it again.`,
        error,
      );
    case 404:
    case 405:
    case 501:
      return new ProviderFailure(
        'no model list',
        `"${provider}" has no model list there (${says}). Check the endpoint, or type the models by hand.`,
        error,
      );
    default:
      return new ProviderFailure('failed', `"${provider}" answered ${says}${saysWhy ? '' : '.'}`, error);
  }
}

function kindOf(thrown: unknown): ProviderFailureKind {
  if (!(thrown instanceof GatewayError) || thrown.cause === undefined) return 'failed';
  const kind = connectionFailureKind(thrown.cause);
  switch (kind) {
    case 'refused':
    case 'dns':
    case 'tls':
    case 'timeout':
      return kind;
    case 'unreachable':
    case 'proxy':
    case 'broken off':
    case 'invalid request':
      return 'failed';
  }
}
