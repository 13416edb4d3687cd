import type { GatewayError } from '../errors.ts';
import type { Usage } from '../wire/exchange.ts';
import type { AccountLease, CallSize } from './accountPool.ts';

/** How a call ended. */
export type LeaseEnd =
  | { readonly kind: 'succeeded'; readonly usage: Usage | undefined }
  | { readonly kind: 'failed'; readonly error: GatewayError }
  | { readonly kind: 'released'; readonly wasSent: boolean };

/** Who hears of a call. */
export interface LeaseKeeper {
  headCame(headers: Readonly<Record<string, string>>): void;
  /** Called once. */
  ended(end: LeaseEnd): void;
}

/** Tells what becomes of a call once, whatever is called how often. */
export class PooledLease implements AccountLease {
  readonly #keeper: LeaseKeeper;
  #hasHead = false;
  #isOver = false;

  constructor(keeper: LeaseKeeper) {
    this.#keeper = keeper;
  }

  headCame(headers: Readonly<Record<string, string>>): void {
    if (this.#hasHead) return;
    this.#hasHead = true;
    this.#keeper.headCame(headers);
  }

  succeeded(usage: Usage | undefined, headers: Readonly<Record<string, string>>): void {
    this.headCame(headers);
    this.#end({ kind: 'succeeded', usage });
  }

  failed(error: GatewayError): void {
    this.#end({ kind: 'failed', error });
  }

  released(wasSent = true): void {
    this.#end({ kind: 'released', wasSent });
  }

  #end(end: LeaseEnd): void {
    if (this.#isOver) return;
    this.#isOver = true;
    this.#keeper.ended(end);
  }
}

/** By how much the tokens of a call were counted too low; negative: too high. A failed call used none, one that was left its prompt. */
export function tokenCorrection({ promptTokens, answerTokens }: CallSize, end: LeaseEnd): number {
  switch (end.kind) {
    case 'succeeded': {
      const { inputTokens = promptTokens, outputTokens = answerTokens } = end.usage ?? {};
      return inputTokens + outputTokens - promptTokens - answerTokens;
    }
    case 'failed':
      return -promptTokens - answerTokens;
    case 'released':
      return end.wasSent ? -answerTokens : -promptTokens - answerTokens;
  }
}
