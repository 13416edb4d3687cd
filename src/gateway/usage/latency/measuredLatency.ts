import { formatModelReference, type ModelReference } from '../../modelReference.ts';
import type { StateStore } from '../../storage/stateStore.ts';
import type { LatencyPrior, LatencyPriors, Percentiles } from './latencyPriors.ts';
import { SlicedHistogram, type Span } from './slicedHistogram.ts';

const stateKey = 'latency';
/** Of many models it is a megabyte. */
const restMs = 10_000;
const lately: Span = { sliceMs: 300_000, slices: 6 };
const day: Span = { sliceMs: 3_600_000, slices: 24 };
/** Fewer answers than this in 30 minutes say less than the day does. */
const enough = 10;
/** Those that answered longest ago are forgotten. */
const maxNames = 500;

const measures = ['firstTokenMs', 'tokensPerSecond'] as const;
type Measure = (typeof measures)[number];
type Measured = Readonly<
  Record<Measure, { readonly lately: SlicedHistogram; readonly day: SlicedHistogram }>
>;

/** Speed of models as measured in this gateway: of each model, and of each model through each account. */
export class MeasuredLatency implements LatencyPriors {
  readonly #store: StateStore;
  readonly #now: () => number;
  /** By `provider/model` and `provider/model account`; the one that answered longest ago first. Read when it is first needed. */
  #models: Map<string, Measured> | undefined;

  constructor(store: StateStore, now: () => number) {
    this.#store = store;
    this.#now = now;
  }

  note(
    target: ModelReference,
    account: string,
    measured: { readonly firstTokenMs?: number; readonly tokensPerSecond?: number },
  ): void {
    const now = this.#now();
    const model = formatModelReference(target);
    for (const name of [model, `${model} ${account}`]) {
      const histograms = this.#touch(name);
      for (const measure of measures) {
        const value = measured[measure];
        if (value === undefined || !(value > 0) || !Number.isFinite(value)) continue;
        histograms[measure].lately.add(value, now);
        histograms[measure].day.add(value, now);
      }
    }
    this.#store.save(stateKey, this, restMs);
  }

  of(target: ModelReference, account?: string): LatencyPrior {
    const model = formatModelReference(target);
    const histograms = this.#known().get(account === undefined ? model : `${model} ${account}`);
    if (histograms === undefined) return {};
    const now = this.#now();
    const best = (measure: Measure): Percentiles | undefined => {
      const recent = histograms[measure].lately.percentiles(now);
      return recent !== undefined && recent.count >= enough
        ? recent
        : histograms[measure].day.percentiles(now);
    };
    return { firstTokenMs: best('firstTokenMs'), tokensPerSecond: best('tokensPerSecond') };
  }

  /** What is kept across restarts; called when it is written. */
  toJSON(): unknown {
    return [...this.#known()].map(([name, histograms]) => [
      name,
      measures.map((measure) => [histograms[measure].lately, histograms[measure].day]),
    ]);
  }

  #touch(name: string): Measured {
    const known = this.#known();
    const histograms = known.get(name) ?? emptyMeasured();
    known.delete(name);
    known.set(name, histograms);
    if (known.size > maxNames) {
      const [oldest] = known.keys();
      if (oldest !== undefined) known.delete(oldest);
    }
    return histograms;
  }

  #known(): Map<string, Measured> {
    if (this.#models !== undefined) return this.#models;
    this.#models = new Map();
    const saved = this.#store.load(stateKey);
    for (const entry of Array.isArray(saved) ? (saved as unknown[]) : []) {
      if (!Array.isArray(entry) || typeof entry[0] !== 'string' || !Array.isArray(entry[1])) continue;
      const histograms = emptyMeasured();
      for (const [index, measure] of measures.entries()) {
        const spans: unknown = (entry[1] as unknown[])[index];
        if (!Array.isArray(spans)) continue;
        histograms[measure].lately.restore(spans[0]);
        histograms[measure].day.restore(spans[1]);
      }
      this.#models.set(entry[0], histograms);
    }
    return this.#models;
  }
}

function emptyMeasured(): Measured {
  const both = (): Measured[Measure] => ({
    lately: new SlicedHistogram(lately),
    day: new SlicedHistogram(day),
  });
  return { firstTokenMs: both(), tokensPerSecond: both() };
}
