import type { ExchangeRecord } from '../../exchange/services.ts';
import { BoundedLabels } from '../metrics/boundedLabels.ts';
import type { ProviderTypeOf } from './exchangeSpans.ts';
import { genAiOperation, genAiProvider } from './genAiNames.ts';
import { type AttributeValue, attributesOf, unixNanos } from './otlpJson.ts';

/** The bounds that the conventions advise. */
const secondBounds = [0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92];
const tokenBounds = [
  1, 4, 16, 64, 256, 1024, 4096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864,
];
const maxModels = 200;
/** AGGREGATION_TEMPORALITY_CUMULATIVE */
const cumulative = 2;

interface Point {
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  readonly counts: number[];
  count: number;
  sum: number;
}

/** One histogram, counted since the start. */
class OtlpHistogram {
  readonly name: string;
  readonly unit: string;
  readonly description: string;
  readonly #bounds: readonly number[];
  readonly #points = new Map<string, Point>();

  constructor(name: string, unit: string, description: string, bounds: readonly number[]) {
    this.name = name;
    this.unit = unit;
    this.description = description;
    this.#bounds = bounds;
  }

  add(attributes: Point['attributes'], value: number | undefined): void {
    if (value === undefined || !Number.isFinite(value) || value < 0) return;
    const key = JSON.stringify(attributes);
    let point = this.#points.get(key);
    if (point === undefined) {
      point = { attributes, counts: Array<number>(this.#bounds.length + 1).fill(0), count: 0, sum: 0 };
      this.#points.set(key, point);
    }
    const found = this.#bounds.findIndex((bound) => value <= bound);
    const bucket = found < 0 ? this.#bounds.length : found;
    point.counts[bucket] = (point.counts[bucket] ?? 0) + 1;
    point.count++;
    point.sum += value;
  }

  encode(startMs: number, nowMs: number): object {
    const dataPoints = [...this.#points.values()].map(({ attributes, counts, count, sum }) => ({
      attributes: attributesOf(attributes),
      startTimeUnixNano: unixNanos(startMs),
      timeUnixNano: unixNanos(nowMs),
      count: String(count),
      sum,
      bucketCounts: counts.map(String),
      explicitBounds: this.#bounds,
    }));
    const { name, unit, description } = this;
    return { name, unit, description, histogram: { aggregationTemporality: cumulative, dataPoints } };
  }
}

/** The metrics of the semantic conventions for generative AI clients, of all answered and failed calls. */
export class GenAiMetrics {
  readonly #duration = new OtlpHistogram(
    'gen_ai.client.operation.duration',
    's',
    'Time of a call to a provider.',
    secondBounds,
  );
  readonly #firstChunk = new OtlpHistogram(
    'gen_ai.client.operation.time_to_first_chunk',
    's',
    'Time to the first content of a streamed answer.',
    secondBounds,
  );
  readonly #tokens = new OtlpHistogram(
    'gen_ai.client.token.usage',
    '{token}',
    'Tokens of a request, as reported.',
    tokenBounds,
  );
  readonly #models = new BoundedLabels(maxModels);
  readonly #startMs: number;

  constructor(startMs: number) {
    this.#startMs = startMs;
  }

  count(record: ExchangeRecord, typeOf: ProviderTypeOf): void {
    const answered = record.attempts.findLast(({ outcome }) => outcome === 'answered');
    for (const attempt of record.attempts) {
      if (attempt.outcome === 'refused') continue;
      const labels = {
        'gen_ai.operation.name': genAiOperation(record.route),
        'gen_ai.provider.name': genAiProvider(typeOf(attempt.provider)),
        'gen_ai.request.model': this.#models.of(attempt.model),
      };
      const error = attempt.outcome === 'failed' ? (attempt.error?.code ?? '_OTHER') : undefined;
      this.#duration.add({ ...labels, 'error.type': error }, attempt.durationMs / 1000);
      if (attempt !== answered) continue;
      if (record.stream && record.firstTokenMs !== undefined)
        this.#firstChunk.add(labels, record.firstTokenMs / 1000);
      this.#tokens.add({ ...labels, 'gen_ai.token.type': 'input' }, record.usage?.inputTokens);
      this.#tokens.add({ ...labels, 'gen_ai.token.type': 'output' }, record.usage?.outputTokens);
    }
  }

  encode(nowMs: number): object[] {
    return [this.#duration, this.#firstChunk, this.#tokens].map((one) => one.encode(this.#startMs, nowMs));
  }
}
