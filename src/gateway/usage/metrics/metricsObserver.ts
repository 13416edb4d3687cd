import type { ExchangeObserver, ExchangeRecord } from '../../exchange/services.ts';
import type { MetricsText } from './metricsText.ts';
import type { GatewayMetrics } from './gatewayMetrics.ts';

/** Exchanges that wait to be counted: enough to be rare, few enough to be quick. */
const batchSize = 64;

/** Counts exchanges for `GET /metrics`, some at a time; the registry is loaded behind the first of them. */
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
    this.#waiting.push(record);
    if (this.#waiting.length < batchSize) return;
    if (this.#metrics !== undefined) this.#count(this.#metrics);
    else this.#load().catch(() => (this.#waiting = []));
  }

  async read(): Promise<{ text: string; contentType: string }> {
    const metrics = await this.#load();
    this.#count(metrics);
    return { text: await metrics.text(), contentType: metrics.contentType };
  }

  #load(): Promise<GatewayMetrics> {
    this.#loading ??= import('./gatewayMetrics.ts').then((module) => {
      this.#metrics = new module.GatewayMetrics(this.#version, () => this.#running);
      return this.#metrics;
    });
    return this.#loading;
  }

  #count(metrics: GatewayMetrics): void {
    for (const record of this.#waiting) metrics.count(record);
    this.#waiting = [];
  }
}
