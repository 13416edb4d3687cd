import type { Provider } from '../providers/provider.ts';
import type { WireFormat } from '../wire/exchange.ts';

/** A server may be updated while it is known to be too old. */
const rememberedForMs = 600_000;
const maxRemembered = 1000;

/** Which servers were found to lack an endpoint for a model, so that not every request asks them in vain. */
export class MissingEndpoints {
  readonly #now: () => number;
  /** When each is asked again, ms since 1970. */
  readonly #untilMs = new Map<string, number>();

  /** @param now ms since 1970 */
  constructor(now: () => number) {
    this.#now = now;
  }

  /** Whether a server lacked a format a short while ago; some lack it for some of their models alone. */
  lacks(provider: Provider, format: WireFormat, model: string): boolean {
    if (this.#untilMs.size === 0) return false;
    const untilMs = this.#untilMs.get(keyOf(provider, format, model));
    return untilMs !== undefined && this.#now() < untilMs;
  }

  /** Remembers that a server lacks a format; only what another format was answered for is known to be that. */
  note(provider: Provider, format: WireFormat, model: string): void {
    if (this.#untilMs.size >= maxRemembered) this.#untilMs.clear();
    this.#untilMs.set(keyOf(provider, format, model), this.#now() + rememberedForMs);
  }
}

function keyOf({ endpoint }: Provider, format: WireFormat, model: string): string {
  return `${format} ${endpoint} ${model}`;
}
