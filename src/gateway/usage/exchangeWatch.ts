import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import type { Clock } from '../exchange/clock.ts';
import type { ExchangeObserver } from '../exchange/services.ts';
import { tellAll } from './exchangeObservers.ts';
import type { Log } from '../log.ts';
import type { Database } from '../storage/database.ts';
import { MetricsObserver } from './metrics/metricsObserver.ts';
import type { MetricsText } from './metrics/metricsText.ts';
import { type CaptureSink, CaptureWriter } from './record/captureWriter.ts';
import { createExchangeRecorder } from './record/createExchangeRecorder.ts';
import { LiveFeed } from './live/liveFeed.ts';
import { RatingBook } from './ratings/ratingBook.ts';
import type { RecordPruner } from './record/recordPruner.ts';
import { TelemetryObserver } from './telemetry/telemetryObserver.ts';

export interface ExchangeWatchOptions {
  readonly version: string;
  readonly database: Database;
  /** The configuration that holds now. */
  readonly config: () => EffectiveConfig;
  readonly env: NodeJS.ProcessEnv;
  readonly clock: Clock;
  readonly log: Log;
  readonly now: () => number;
  /** Told first. */
  readonly counter: ExchangeObserver;
}

/** Everything that looks at finished exchanges: the record, metrics and telemetry. */
export class ExchangeWatch {
  readonly observer: ExchangeObserver;
  readonly metrics: MetricsText;
  readonly capture: CaptureSink;
  readonly live: LiveFeed;
  readonly ratings: RatingBook;
  readonly #pruner: RecordPruner;
  readonly #telemetry: TelemetryObserver;

  constructor(options: ExchangeWatchOptions) {
    const { database, config, version } = options;
    const { recorder, pruner } = createExchangeRecorder(database, {
      ...options,
      settings: () => config().record,
    });
    const metrics = new MetricsObserver(version);
    this.#telemetry = new TelemetryObserver({
      ...options,
      settings: () => config().telemetry,
      typeOf: (provider) => config().providers.get(provider)?.type ?? provider,
    });
    this.#pruner = pruner;
    this.metrics = metrics;
    this.capture = new CaptureWriter(database);
    this.live = new LiveFeed(options.clock);
    this.ratings = new RatingBook(database, options.now);
    this.observer = tellAll([this.live, options.counter, recorder, metrics, this.#telemetry]);
  }

  /** The configuration has changed: captured prompts go as soon as they are no longer wanted. */
  configured(before: EffectiveConfig, now: EffectiveConfig): void {
    if (before.record.capture.enabled && !now.record.capture.enabled) this.#pruner.tickNow();
  }

  /** Sends what waits to the collector, for a time at most. */
  close(): Promise<void> {
    return this.#telemetry.close();
  }
}
