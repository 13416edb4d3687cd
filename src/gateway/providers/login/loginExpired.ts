import { GatewayError } from '../../errors.ts';

/** The authorization server says that what it gave is no longer good: only signing in again helps. */
export class LoginExpired extends GatewayError {
  override readonly name = 'LoginExpired';

  constructor(message: string, cause: unknown) {
    super('provider_unavailable', message, { cause });
  }
}
