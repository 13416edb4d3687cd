import { request } from 'undici';
import type { EffectiveSettings } from '../../../config/effectiveConfig.ts';
import { resolveEnvironment } from '../../../config/environment.ts';
import type { Clock } from '../../exchange/clock.ts';
import type { ExchangeRecord } from '../../exchange/services.ts';
import type { Log } from '../../log.ts';
import { exchangeSpans, type ProviderTypeOf } from './exchangeSpans.ts';
import { GenAiMetrics } from './genAiMetrics.ts';
import { attributesOf, type OtlpSpan } from './otlpJson.ts';

const spanIntervalMs = 5000;
/** Beyond it the oldest spans are lost: a collector that is away must cost no memory. */
const maxWaitingSpans = 4000;
const requestTimeoutMs = 10_000;

export interface TelemetryOptions {
  readonly version: string;
  readonly settings: () => EffectiveSettings['telemetry'];
  readonly typeOf: ProviderTypeOf;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly log: Log;
}

/** Sends traces and metrics to a collector as OTLP over HTTP, JSON encoding, some at a time. Never throws. */
export class TelemetryExporter {
  readonly #options: TelemetryOptions;
  readonly #metrics: GenAiMetrics;
  #spans: OtlpSpan[] = [];
  #hasNewMetrics = false;
  #cancelSpans: (() => void) | undefined;
  #cancelMetrics: (() => void) | undefined;
  #isFailing = false;

  constructor(options: TelemetryOptions) {
    this.#options = options;
    this.#metrics = new GenAiMetrics(options.clock.now());
  }

  add(record: ExchangeRecord): void {
    const { settings, clock, typeOf } = this.#options;
    const { traces, metrics, intervalSeconds } = settings();
    if (traces) {
      this.#spans.push(...exchangeSpans(record, typeOf));
      if (this.#spans.length > maxWaitingSpans) this.#spans.splice(0, maxWaitingSpans / 2);
      this.#cancelSpans ??= clock.after(spanIntervalMs, () => void this.#sendSpans());
    }
    if (metrics) {
      this.#metrics.count(record, typeOf);
      this.#hasNewMetrics = true;
      this.#cancelMetrics ??= clock.after(intervalSeconds * 1000, () => void this.#sendMetrics());
    }
  }

  /** Sends what waits. */
  async flush(): Promise<void> {
    this.#cancelSpans?.();
    this.#cancelMetrics?.();
    await Promise.all([this.#sendSpans(), this.#sendMetrics()]);
  }

  async #sendSpans(): Promise<void> {
    this.#cancelSpans = undefined;
    const spans = this.#spans;
    if (spans.length === 0) return;
    this.#spans = [];
    const resourceSpans = [{ resource: this.#resource(), scopeSpans: [{ scope: this.#scope(), spans }] }];
    const mayRetry = await this.#post('traces', { resourceSpans });
    if (mayRetry) this.#spans = [...spans, ...this.#spans].slice(-maxWaitingSpans);
  }

  async #sendMetrics(): Promise<void> {
    this.#cancelMetrics = undefined;
    if (!this.#hasNewMetrics) return;
    this.#hasNewMetrics = false;
    const metrics = this.#metrics.encode(this.#options.clock.now());
    const resourceMetrics = [
      { resource: this.#resource(), scopeMetrics: [{ scope: this.#scope(), metrics }] },
    ];
    // Counts are since the start: the next ones hold what this failed to say.
    await this.#post('metrics', { resourceMetrics });
  }

  /** @returns whether the same may succeed later */
  async #post(signal: 'traces' | 'metrics', body: object): Promise<boolean> {
    const { endpoint, headers } = this.#options.settings();
    if (endpoint === undefined) return false;
    const url = `${endpoint.replace(/\/+$/, '')}/v1/${signal}`;
    try {
      const answer = await request(url, {
        method: 'POST',
        headers: { ...this.#resolved(headers), 'content-type': 'application/json' },
        body: JSON.stringify(body),
        headersTimeout: requestTimeoutMs,
        bodyTimeout: requestTimeoutMs,
      });
      await answer.body.dump();
      if (answer.statusCode < 300) {
        this.#isFailing = false;
        return false;
      }
      this.#failed(signal, `the collector answered ${answer.statusCode}`);
      return [429, 502, 503, 504].includes(answer.statusCode);
    } catch (error) {
      this.#failed(signal, error instanceof Error ? error.message : String(error));
      return true;
    }
  }

  #resolved(headers: Readonly<Record<string, string>>): Record<string, string> {
    const { env } = this.#options;
    return Object.fromEntries(
      Object.entries(headers).flatMap(([name, text]) => {
        const resolved = resolveEnvironment(text, env);
        return 'value' in resolved ? [[name, resolved.value]] : [];
      }),
    );
  }

  /** Once, until it works again. */
  #failed(signal: string, reason: string): void {
    const message = `telemetry: ${signal} could not be sent: ${reason}`;
    if (this.#isFailing) this.#options.log.debug(message);
    else this.#options.log.warn(message);
    this.#isFailing = true;
  }

  #resource(): object {
    return {
      attributes: attributesOf({ 'service.name': 'muxgate', 'service.version': this.#options.version }),
    };
  }

  #scope(): object {
    return { name: 'muxgate', version: this.#options.version };
  }
}
