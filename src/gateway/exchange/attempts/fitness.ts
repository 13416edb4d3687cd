import type { FailureVerdict } from '../../failover/classifyFailure.ts';
import type { ModelReference } from '../../modelReference.ts';
import type { GatewayServices } from '../services.ts';
import type { RequestSize } from '../../usage/money/ledger.ts';

/** A token has at least about so many bytes of JSON. */
const bytesPerToken = 4;

/** What the failures of a request so far say of whom it may go to next. */
export class Fitness {
  readonly #services: Pick<GatewayServices, 'capabilities'>;
  readonly #size: RequestSize | undefined;
  readonly #refusedBy = new Set<string>();
  readonly #unreachable = new Set<string>();
  /** The next model must read more than this. */
  #contextTokens: number | undefined;

  constructor(services: Pick<GatewayServices, 'capabilities'>, size: RequestSize | undefined) {
    this.#services = services;
    this.#size = size;
  }

  /** @param endpoint where the failed attempt went */
  note(verdict: FailureVerdict, target: ModelReference, endpoint: string | undefined): void {
    if (verdict.because === 'context') {
      const tooSmall =
        this.#services.capabilities(target).contextTokens ?? (this.#size?.promptBytes ?? 0) / bytesPerToken;
      this.#contextTokens = Math.max(this.#contextTokens ?? 0, tooSmall);
    }
    if (verdict.because === 'parameter') this.#refusedBy.add(target.provider);
    if (verdict.because === 'unreachable' && endpoint !== undefined) this.#unreachable.add(endpoint);
  }

  suits(target: ModelReference): boolean {
    if (this.#refusedBy.has(target.provider)) return false;
    if (this.#contextTokens === undefined) return true;
    const { contextTokens } = this.#services.capabilities(target);
    return contextTokens !== undefined && contextTokens > this.#contextTokens;
  }

  get hasUnreachable(): boolean {
    return this.#unreachable.size > 0;
  }

  /** Nothing was heard from there just now. */
  isUnreachable(endpoint: string): boolean {
    return this.#unreachable.has(endpoint);
  }
}
