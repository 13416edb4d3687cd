import type { LiveExchanges } from '../../protocol/exchanges.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';

/** What a page is told of requests that run and end, while it wants to be. */
export class PageFeed {
  readonly #gateway: Pick<GatewayClient, 'watchExchanges'>;
  readonly #tell: (live: LiveExchanges) => void;
  #subscription: { dispose(): void } | undefined;

  constructor(gateway: Pick<GatewayClient, 'watchExchanges'>, tell: (live: LiveExchanges) => void) {
    this.#gateway = gateway;
    this.#tell = tell;
  }

  watch(on: boolean): void {
    this.#subscription?.dispose();
    this.#subscription = on ? this.#gateway.watchExchanges(this.#tell) : undefined;
  }

  dispose(): void {
    this.watch(false);
  }
}
