import { join } from 'node:path';
import type { KeyRing } from '../providers/keyRing.ts';
import { BearerTokens, type RenewedLogin } from '../providers/login/bearerTokens.ts';
import { createLoginSend } from '../providers/login/createLoginSend.ts';
import { RenewalLock } from '../providers/login/renewalLock.ts';
import { oauthContext, SignIns, waitFor } from './signIns.ts';
import type { SendAttempt } from '../upstream/attempt.ts';

export interface LoginsOptions {
  readonly send: SendAttempt;
  readonly keyRing: KeyRing;
  readonly dataDir: string;
  /** Keeps a renewed sign-in. */
  readonly onRenewed: (login: RenewedLogin) => void;
  /** ms since 1970. */
  readonly now: () => number;
  readonly randomId: () => string;
}

/** Everything about accounts that sign in: a sender that signs their calls, and the sign-ins that are going on. */
export function createLogins(options: LoginsOptions): {
  readonly send: SendAttempt;
  readonly signIns: SignIns;
} {
  const { send, keyRing, dataDir, onRenewed, now } = options;
  const tokens = new BearerTokens({
    keyRing,
    onRenewed,
    now,
    wait: waitFor,
    lock: new RenewalLock({ directory: join(dataDir, 'logins'), wait: waitFor }),
    refresh: async (login, refreshToken, provider) => {
      const { refreshLogin } = await import('../providers/login/oauthFlows.ts');
      return refreshLogin(login, refreshToken, oauthContext({ send, now }, provider));
    },
  });
  return { send: createLoginSend(send, tokens), signIns: new SignIns(options) };
}
