import type { ExchangeObserver, ExchangeRecord } from '../../exchange/services.ts';
import type { TelemetryExporter, TelemetryOptions } from './telemetryExporter.ts';

/** Longest wait for a collector at the end. */
const flushTimeoutMs = 2000;

/** Hands exchanges to the exporter where an endpoint is set; the exporter is loaded with the first of them. */
export class TelemetryObserver implements ExchangeObserver {
  readonly #options: TelemetryOptions;
  #exporter: Promise<TelemetryExporter> | undefined;

  constructor(options: TelemetryOptions) {
    this.#options = options;
  }

  onExchangeStart(): void {
    // Only what is over is told.
  }

  onExchange(record: ExchangeRecord): void {
    if (this.#options.settings().endpoint === undefined) return;
    this.#exporter ??= import('./telemetryExporter.ts').then(
      (module) => new module.TelemetryExporter(this.#options),
    );
    this.#exporter
      .then((exporter) => {
        exporter.add(record);
      })
      .catch((error: unknown) => {
        this.#options.log.debug(`telemetry: ${String(error)}`);
      });
  }

  /** Sends what waits, for a time at most. Never rejects. */
  async close(): Promise<void> {
    const exporter = await this.#exporter?.catch(() => undefined);
    if (exporter === undefined) return;
    await Promise.race([
      exporter.flush(),
      new Promise<void>((resolve) => this.#options.clock.after(flushTimeoutMs, resolve)),
    ]);
  }
}
