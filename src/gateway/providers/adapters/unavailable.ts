import { GatewayError } from '../../errors.ts';
import type { Provider } from '../provider.ts';

/** The error of a provider that cannot be asked for want of credentials or settings; the message says what to do. */
export function unavailable(provider: Provider, message: string, cause?: unknown): GatewayError {
  return new GatewayError('provider_unavailable', message, { details: { provider: provider.id }, cause });
}
