import type { GatewayError } from '../errors.ts';
import { accountFailure } from './accountFailure.ts';
import { type Cooldown, Cooldowns } from './cooldowns.ts';
import { Rejections } from './rejections.ts';

/** A call, as far as health is concerned. */
export interface HealthCall {
  /** `anthropic:work` */
  readonly account: string;
  readonly model: string;
  /** ms since 1970 */
  readonly startedAtMs: number;
  /** What tells the credential that was sent from any other; undefined: it was the client's own. */
  readonly credential: string | undefined;
}

/** How well accounts are: who rests after failures, and whose key was refused. */
export class AccountHealth {
  readonly cooldowns = new Cooldowns();
  readonly rejections = new Rejections();
  /** Accounts whose credential has got an answer: what is forbidden to them is a model or a request, not all. */
  readonly #proven = new Map<string, string>();

  /** Nothing stands against anybody. */
  get isClear(): boolean {
    return this.cooldowns.isEmpty && this.rejections.size === 0;
  }

  /** Why the account's key was refused; undefined when it was not, or another one has come since. */
  rejection(account: string, credential: string | undefined): string | undefined {
    return this.rejections.get(account, credential);
  }

  /** The rest of an account for a model, or for all; undefined when there is none. */
  rest(account: string, model: string | undefined, nowMs: number): Cooldown | undefined {
    if (this.cooldowns.isEmpty) return undefined;
    const all = this.cooldowns.get(account, nowMs);
    const one = model === undefined ? undefined : this.cooldowns.get(`${account}/${model}`, nowMs);
    return (one?.untilMs ?? 0) > (all?.untilMs ?? 0) ? one : all;
  }

  /** The account rests, or one of its models does. */
  isFailing(account: string, nowMs: number): boolean {
    if (this.cooldowns.isEmpty) return false;
    return (
      this.rest(account, undefined, nowMs) !== undefined ||
      this.longestModelRest(account, nowMs) !== undefined
    );
  }

  /** The model of an account that rests longest. */
  longestModelRest(
    account: string,
    nowMs: number,
  ): { readonly model: string; readonly rest: Cooldown } | undefined {
    const [longest] = this.cooldowns
      .resting(nowMs)
      .filter(([key]) => key.startsWith(`${account}/`))
      .sort(([, a], [, b]) => b.untilMs - a.untilMs);
    return longest === undefined
      ? undefined
      : { model: longest[0].slice(account.length + 1), rest: longest[1] };
  }

  /** An answer came. @returns whether that changed anything */
  succeeded({ account, model, credential }: HealthCall): boolean {
    if (credential !== undefined) this.#proven.set(account, credential);
    if (this.isClear) return false;
    const wasRejected = this.rejections.delete(account);
    const didRest = this.cooldowns.succeed(account);
    return this.cooldowns.succeed(`${account}/${model}`) || didRest || wasRejected;
  }

  /**
   * A call failed.
   * @param firstRestMs the rest after a first failure
   * @returns whether that changed anything
   */
  failed(call: HealthCall, error: GatewayError, firstRestMs: number, nowMs: number): boolean {
    const failure = accountFailure(error, nowMs);
    const { account, model, startedAtMs, credential } = call;
    const key = `${account}/${model}`;
    switch (failure.kind) {
      case 'none':
        return false;
      case 'refused':
        if (credential === undefined) return false;
        if (failure.status !== 403 || this.#proven.get(account) !== credential) {
          this.rejections.set(account, credential, failure.message);
          return true;
        }
        this.cooldowns.fail(key, { startedAtMs, firstMs: firstRestMs, why: 'it answered 403' }, nowMs);
        return true;
      case 'rests': {
        const { why, askedMs, scope } = failure;
        const rests = scope === 'account' ? account : key;
        this.cooldowns.fail(rests, { startedAtMs, firstMs: firstRestMs, askedMs, why }, nowMs);
        return true;
      }
    }
  }

  /** The account was tried with success apart from requests. @returns whether that changed anything */
  recovered(account: string): boolean {
    const wasRejected = this.rejections.delete(account);
    const didRest = this.cooldowns.succeed(account);
    return this.cooldowns.clear(`${account}/`) || didRest || wasRejected;
  }

  /**
   * The server of an account answers again.
   * @param isWhole what rests for single models is well, too
   * @returns whether that changed anything
   */
  reachable(account: string, isWhole: boolean): boolean {
    const didRest = this.cooldowns.succeed(account);
    return (isWhole && this.cooldowns.clear(`${account}/`)) || didRest;
  }
}
