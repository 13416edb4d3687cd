import type { OAuthLogin } from '../../config/accountSchema.ts';
import { GatewayError, invalidRequest } from '../errors.ts';
import { wait } from '../exchange/clock.ts';
import { originOf } from '../providers/endpointUrl.ts';
import { loginFetch } from '../providers/login/loginFetch.ts';
import { formatLogin, type LoginTokens } from '../providers/login/loginTokens.ts';
import type { BrowserSignIn, DeviceSignIn, OAuthContext } from '../providers/login/oauthFlows.ts';
import type { Provider } from '../providers/provider.ts';
import type { SendAttempt } from '../upstream/attempt.ts';
import { systemTimers } from '../deadlines.ts';

/** A sign-in that nobody finishes is forgotten after this. */
const longestSignInMs = 15 * 60_000;

export interface SignInsOptions {
  readonly send: SendAttempt;
  /** ms since 1970. */
  readonly now: () => number;
  readonly randomId: () => string;
}

/** A sign-in that was begun: where the user goes, and what the finished one is asked for with. */
export interface BegunSignIn {
  readonly id: string;
  readonly url: string;
  /** To be typed in there; undefined with a browser. */
  readonly userCode?: string;
}

/** What a finished sign-in gives, to be stored where keys are. */
export interface FinishedSignIn {
  readonly origin: string;
  readonly key: string;
}

interface PendingSignIn {
  readonly provider: Provider;
  readonly begunAtMs: number;
  readonly flow: BrowserSignIn | DeviceSignIn;
}

/** Unlike the pipeline's clock, its timer keeps the command alive that waits for a sign-in. */
export function waitFor(delayMs: number, signal?: AbortSignal): Promise<void> {
  return wait(systemTimers, delayMs, signal);
}

/** The OAuth context of an account's calls. */
export function oauthContext(
  { send, now }: Pick<SignInsOptions, 'send' | 'now'>,
  provider: Provider,
): OAuthContext {
  return { fetch: loginFetch(send, provider), now, wait: waitFor };
}

/** The sign-ins that are going on. */
export class SignIns {
  readonly #options: SignInsOptions;
  readonly #pending = new Map<string, PendingSignIn>();

  constructor(options: SignInsOptions) {
    this.#options = options;
  }

  /** @param redirectUri where the browser comes back to. Throws GatewayError. */
  async beginInBrowser(provider: Provider, redirectUri: string): Promise<BegunSignIn> {
    const { beginBrowserSignIn } = await import('../providers/login/oauthFlows.ts');
    const flow = await beginBrowserSignIn(loginOf(provider), redirectUri, this.#context(provider));
    return { id: this.#keep(provider, flow), url: flow.url };
  }

  /** Throws GatewayError. */
  async beginWithCode(provider: Provider): Promise<BegunSignIn> {
    const { beginDeviceSignIn } = await import('../providers/login/oauthFlows.ts');
    const flow = await beginDeviceSignIn(loginOf(provider), this.#context(provider));
    return { id: this.#keep(provider, flow), url: flow.url, userCode: flow.userCode };
  }

  /**
   * Waits until the user has agreed.
   * @param callbackUrl where the browser came back to; a sign-in with a code has none
   * @throws GatewayError when he does not, or the sign-in is not known (any more)
   */
  async finish(id: string, callbackUrl: string | undefined, signal: AbortSignal): Promise<FinishedSignIn> {
    const pending = this.#pending.get(id);
    if (pending === undefined) {
      throw new GatewayError('provider_unavailable', 'This sign-in is over or too old. Begin it again.');
    }
    this.#pending.delete(id);
    const origin = originOf(pending.provider.endpoint);
    if (origin === undefined) throw invalidRequest('endpoint', 'the provider has no endpoint');
    return { origin, key: formatLogin(await finishFlow(pending.flow, callbackUrl, signal)) };
  }

  #keep(provider: Provider, flow: PendingSignIn['flow']): string {
    const begunAtMs = this.#options.now();
    for (const [id, pending] of this.#pending) {
      if (begunAtMs - pending.begunAtMs > longestSignInMs) this.#pending.delete(id);
    }
    const id = this.#options.randomId();
    this.#pending.set(id, { provider, begunAtMs, flow });
    return id;
  }

  #context(provider: Provider): OAuthContext {
    return oauthContext(this.#options, provider);
  }
}

function finishFlow(
  flow: PendingSignIn['flow'],
  callbackUrl: string | undefined,
  signal: AbortSignal,
): Promise<LoginTokens> {
  if ('userCode' in flow) return flow.finish(signal);
  if (callbackUrl !== undefined) return flow.finish(callbackUrl);
  throw invalidRequest('callbackUrl', 'a sign-in in the browser needs the address that it came back to');
}

function loginOf({ id, account, login }: Provider): OAuthLogin {
  if (login?.type === 'oauth') return login;
  throw invalidRequest(
    'account',
    `The account "${account}" of "${id}" has no "login" of type "oauth", so there is nothing to sign in to.`,
  );
}
