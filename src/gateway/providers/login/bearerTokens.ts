import type { OAuthLogin } from '../../../config/accountSchema.ts';
import { unavailable } from '../adapters/unavailable.ts';
import type { KeyRing } from '../keyRing.ts';
import type { Provider } from '../provider.ts';
import { LoginExpired } from './loginExpired.ts';
import { formatLogin, type LoginTokens, parseLogin } from './loginTokens.ts';
import type { RenewalLock } from './renewalLock.ts';
import { readClaudeLogin } from './tokenFiles.ts';

/** Tokens are renewed this long before they end. */
const renewBeforeMs = 5 * 60_000;
/** How long another process may take until its renewed tokens have come here. */
const longestHandoverMs = 10_000;

/** A login that was renewed and must be kept in the place of the one before. */
export interface RenewedLogin {
  readonly provider: string;
  readonly account: string;
  readonly origin: string;
  /** As it is stored. */
  readonly key: string;
}

export interface BearerTokensOptions {
  readonly keyRing: KeyRing;
  readonly refresh: (login: OAuthLogin, refreshToken: string, provider: Provider) => Promise<LoginTokens>;
  readonly lock: RenewalLock;
  /** Keeps it; called at once, since the login before it may be good no more. */
  readonly onRenewed: (login: RenewedLogin) => void;
  /** ms since 1970. */
  readonly now: () => number;
  readonly wait: (delayMs: number) => Promise<void>;
}

/** The bearer tokens of accounts that sign in: renewed before they end, once for all requests and windows. */
export class BearerTokens {
  readonly #options: BearerTokensOptions;
  readonly #renewals = new Map<string, Promise<LoginTokens>>();

  constructor(options: BearerTokensOptions) {
    this.#options = options;
  }

  /** The token to send. Throws GatewayError `provider_unavailable` when the account is not signed in (any more). */
  async tokenFor(provider: Provider): Promise<string> {
    const { login } = provider;
    const tokens = await this.#current(provider);
    const endsSoon =
      tokens.expiresAtMs !== undefined && tokens.expiresAtMs - renewBeforeMs <= this.#options.now();
    if (!endsSoon || login?.type !== 'oauth' || tokens.refreshToken === undefined) return tokens.accessToken;
    try {
      return (await this.#renew(provider, login, tokens)).accessToken;
    } catch (error) {
      // A token that is still good for a while is used while the server that renews it is away.
      if (error instanceof LoginExpired || (tokens.expiresAtMs ?? 0) <= this.#options.now()) throw error;
      return tokens.accessToken;
    }
  }

  /**
   * Another token than the one that the provider has just refused: the place that it came from is read again, or it is renewed.
   * @returns undefined when there is no other
   */
  async otherThan(provider: Provider, refused: string): Promise<string | undefined> {
    const tokens = await this.#current(provider);
    if (tokens.accessToken !== refused) return tokens.accessToken;
    const { login } = provider;
    if (login?.type !== 'oauth' || tokens.refreshToken === undefined) return undefined;
    const renewed = await this.#renew(provider, login, tokens);
    return renewed.accessToken === refused ? undefined : renewed.accessToken;
  }

  async #current(provider: Provider): Promise<LoginTokens> {
    const { login } = provider;
    if (login?.type === 'claude-setup-token' && login.file !== undefined) {
      return readClaudeLogin(provider, login.file);
    }
    const lookup = this.#options.keyRing.storedFor(provider);
    if ('key' in lookup) return parseLogin(lookup.key);
    throw unavailable(provider, lookup.message);
  }

  #renew(provider: Provider, login: OAuthLogin, tokens: LoginTokens): Promise<LoginTokens> {
    const key = `${provider.id}/${provider.account}`;
    const running = this.#renewals.get(key);
    if (running !== undefined) return running;
    const renewal = this.#renewOnce(provider, login, tokens).finally(() => this.#renewals.delete(key));
    this.#renewals.set(key, renewal);
    return renewal;
  }

  async #renewOnce(provider: Provider, login: OAuthLogin, tokens: LoginTokens): Promise<LoginTokens> {
    const { lock, refresh, keyRing, onRenewed } = this.#options;
    const { refreshToken } = tokens;
    if (refreshToken === undefined) return tokens;
    try {
      const renewed = await lock.once(`${provider.id}/${provider.account}`, refreshToken, async () => {
        const fresh = await refresh(login, refreshToken, provider);
        const stored = keyRing.renew(provider, formatLogin(fresh));
        if (stored !== undefined) onRenewed(stored);
        return fresh;
      });
      return renewed?.value ?? (await this.#handedOver(provider, tokens));
    } catch (error) {
      if (!(error instanceof LoginExpired)) throw error;
      throw new LoginExpired(
        `The sign-in of "${provider.id}" (account "${provider.account}") has ended. Sign in again. ${error.message}`,
        error,
      );
    }
  }

  /** Another window has renewed the login; its result comes by way of the secret storage. */
  async #handedOver(provider: Provider, before: LoginTokens): Promise<LoginTokens> {
    const { now, wait } = this.#options;
    const endsAtMs = now() + longestHandoverMs;
    while (now() < endsAtMs) {
      const tokens = await this.#current(provider);
      if (tokens.accessToken !== before.accessToken) return tokens;
      await wait(100);
    }
    throw unavailable(
      provider,
      `Another window renewed the sign-in of "${provider.id}", and its result did not arrive. Sign in again.`,
    );
  }
}
