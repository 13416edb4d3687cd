import type { ExchangeObserver, ExchangeRecord } from '../../exchange/services.ts';
import type { MetricsText } from './metricsText.ts';
import type { GatewayMetrics } from './gatewayMetrics.ts';

/** So many exchanges wait for the registry to be loaded: who merely starts a gateway needs none. */
const batchSize = 64;

/** Counts exchanges for `GET /metrics`; the registry is loaded behind the first of them. */
export class MetricsObserver implements ExchangeObserver, MetricsText {
  readonly #version: string;
  #waiting: ExchangeRecord[] = [];
  #running = 0;
  #loading: Promise<GatewayMetrics> | undefined;
  #metrics: GatewayMetrics | undefined;

  constructor(version: string) {
    this.#version = version;
  }

  onExchangeStart(): void {
    this.#running++;
  }

  onExchange(record: ExchangeRecord): void {
    this.#running--;
    if (this.#metrics !== undefined) {
      this.#metrics.count(record);
      return;
    }
    this.#waiting.push(record);
    if (this.#waiting.length === batchSize) this.#load().catch(() => (this.#waiting = []));
  }

  async read(): Promise<{ text: string; contentType: string }> {
    const metrics = await this.#load();
    return { text: await metrics.text(), contentType: metrics.contentType };
  }

  #load(): Promise<GatewayMetrics> {
    this.#loading ??= import('./gatewayMetrics.ts').then((module) => {
      const metrics = new module.GatewayMetrics(this.#version, () => this.#running);
      for (const record of this.#waiting) metrics.count(record);
      this.#waiting = [];
      this.#metrics = metrics;
      return metrics;
    });
    return this.#loading;
  }
}
