import { Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { ExchangeRecord } from '../../exchange/services.ts';
import { formatModelReference, type ModelReference } from '../../modelReference.ts';
import { BoundedLabels } from './boundedLabels.ts';
import { CounterTally, HistogramTally } from './tally.ts';

const maxModels = 200;
const maxNames = 50;

/** From a cached answer to a long reasoning. */
const answerBuckets = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20, 40, 80, 160, 320, 640];
/** Deciding is done in microseconds, except where a second opinion is asked. */
const decisionBuckets = [0.00005, 0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.05, 0.25, 1, 2.5];

interface TargetLabels {
  readonly provider: string;
  readonly model: string;
}

/** Every metric of `GET /metrics`, counted since the gateway began. Seconds, tokens and USD; label sets are bounded. */
export class GatewayMetrics {
  readonly #registry = new Registry();
  readonly #tallies: { move(): void }[] = [];
  readonly #models = new BoundedLabels(maxModels);
  readonly #routes = new BoundedLabels(maxNames);
  readonly #providers = new BoundedLabels(maxNames);
  readonly #clients = new BoundedLabels(maxNames);
  readonly #reasons = new BoundedLabels(maxNames);

  readonly #requests = this.#counter('muxgate_requests_total', 'Requests that are over.', [
    'endpoint',
    'client',
    'outcome',
    'provider',
    'model',
  ]);
  readonly #requestSeconds = this.#histogram(
    'muxgate_request_seconds',
    'From the first byte of a request to the last of its answer.',
    ['endpoint'],
    answerBuckets,
  );
  readonly #firstTokenSeconds = this.#histogram(
    'muxgate_first_token_seconds',
    'From the first byte of a request to the first content of its answer.',
    ['provider', 'model'],
    answerBuckets,
  );
  readonly #decisionSeconds = this.#histogram(
    'muxgate_decision_seconds',
    'Choosing the model of a request.',
    [],
    decisionBuckets,
  );
  readonly #providerSeconds = this.#histogram(
    'muxgate_provider_seconds',
    'One call to a provider, from sending it to the end of its answer or its failure.',
    ['provider', 'model'],
    answerBuckets,
  );
  readonly #tokens = this.#counter(
    'muxgate_tokens_total',
    'Tokens as providers reported them; cached ones are part of the input, reasoning of the output.',
    ['provider', 'model', 'type'],
  );
  readonly #cost = this.#counter('muxgate_cost_usd_total', 'Known costs of requests, exact or estimated.', [
    'provider',
    'model',
    'kind',
  ]);
  readonly #unknownCosts = this.#counter(
    'muxgate_cost_unknown_total',
    'Requests whose cost is not known: they are in no other metric of costs.',
    ['provider', 'model'],
  );
  readonly #estimates = this.#counter(
    'muxgate_cost_estimate_usd_total',
    'Estimates before sending; within_budget is false where one passed a budget.',
    ['route', 'model', 'within_budget'],
  );
  readonly #budgetExceeded = this.#counter(
    'muxgate_budget_exceeded_total',
    'Requests whose estimate passed a budget, by which one.',
    ['route', 'reason'],
  );
  readonly #downRouted = this.#counter(
    'muxgate_down_routed_total',
    'Requests that a budget sent to a cheaper model, by the model that was too dear.',
    ['route', 'model'],
  );
  readonly #failovers = this.#counter(
    'muxgate_failovers_total',
    'Calls that failed and were followed by another, by the error.',
    ['reason'],
  );
  readonly #intents = this.#counter('muxgate_intent_total', 'Requests by what their newest turn is about.', [
    'label',
  ]);
  readonly #cache = this.#counter(
    'muxgate_cache_total',
    'Requests that were looked for in the response cache.',
    ['result'],
  );

  /** @param running how many requests are being answered now */
  constructor(version: string, running: () => number) {
    const registers = [this.#registry];
    new Gauge({
      name: 'muxgate_requests_running',
      help: 'Requests that are being answered now.',
      registers,
      collect() {
        this.set(running());
      },
    });
    new Gauge({
      name: 'muxgate_build_info',
      help: 'Always 1; the version is a label.',
      labelNames: ['version'],
      registers,
    }).set({ version }, 1);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** All metrics in Prometheus' text format. */
  text(): Promise<string> {
    for (const tally of this.#tallies) tally.move();
    return this.#registry.metrics();
  }

  count(record: ExchangeRecord): void {
    const { decision } = record;
    const target = record.answeredBy?.target ?? decision?.target;
    const labels = this.#labelsOf(target);
    const { provider, model } = labels;
    this.#requests.add(1, record.route, this.#clients.of(record.client), record.outcome, provider, model);
    this.#requestSeconds.observe(seconds(record.durationMs), record.route);
    if (record.firstTokenMs !== undefined)
      this.#firstTokenSeconds.observe(seconds(record.firstTokenMs), provider, model);
    if (record.decisionMs !== undefined) this.#decisionSeconds.observe(seconds(record.decisionMs));
    if (decision?.intent !== undefined) this.#intents.add(1, decision.intent.label);
    if (record.cached !== undefined) this.#cache.add(1, record.cached ? 'hit' : 'miss');
    this.#countTokens(record, labels);
    this.#countMoney(record, labels);
    this.#countAttempts(record, target, labels);
  }

  #countTokens({ usage }: ExchangeRecord, { provider, model }: TargetLabels): void {
    if (usage === undefined) return;
    const add = (type: string, tokens: number | undefined): void => {
      if (isAmount(tokens)) this.#tokens.add(tokens, provider, model, type);
    };
    add('input', usage.inputTokens);
    add('cached_input', usage.cachedInputTokens);
    add('cache_write', usage.cacheWriteTokens);
    add('output', usage.outputTokens);
    add('reasoning', usage.reasoningTokens);
  }

  #countMoney(record: ExchangeRecord, { provider, model }: TargetLabels): void {
    const { cost, estimatedUsd, overBudget, decision } = record;
    const route = this.#routes.of(decision?.plan.route);
    if (cost?.kind === 'unknown') this.#unknownCosts.add(1, provider, model);
    else if (cost !== undefined && isAmount(cost.usd)) this.#cost.add(cost.usd, provider, model, cost.kind);
    if (isAmount(estimatedUsd))
      this.#estimates.add(estimatedUsd, route, model, String(overBudget === undefined));
    if (overBudget !== undefined) this.#budgetExceeded.add(1, route, this.#reasons.of(overBudget));
    if (record.downRouted === true) this.#downRouted.add(1, route, this.#modelOf(decision?.target));
  }

  /** @param labels of `target`: mostly the one call was made to it */
  #countAttempts(
    { attempts }: ExchangeRecord,
    target: ModelReference | undefined,
    labels: TargetLabels,
  ): void {
    for (const attempt of attempts) {
      const { provider, model, outcome, durationMs, error } = attempt;
      if (outcome !== 'refused') {
        const isTarget = provider === target?.provider && model === target.model;
        const asked = isTarget ? labels : this.#labelsOf({ provider, model });
        this.#providerSeconds.observe(seconds(durationMs), asked.provider, asked.model);
      }
      if (outcome === 'failed' && attempt !== attempts.at(-1)) {
        this.#failovers.add(1, this.#reasons.of(error?.code ?? 'unknown'));
      }
    }
  }

  #labelsOf(target: ModelReference | undefined): TargetLabels {
    return { provider: this.#providers.of(target?.provider), model: this.#modelOf(target) };
  }

  #modelOf(target: ModelReference | undefined): string {
    return this.#models.of(target && formatModelReference(target));
  }

  #counter<T extends string>(name: string, help: string, labelNames: readonly T[]): CounterTally<T> {
    const counter = new Counter({ name, help, labelNames, registers: [this.#registry] });
    const tally = new CounterTally(counter, labelNames);
    this.#tallies.push(tally);
    return tally;
  }

  #histogram<T extends string>(
    name: string,
    help: string,
    labelNames: readonly T[],
    buckets: number[],
  ): HistogramTally<T> {
    const histogram = new Histogram({ name, help, labelNames, buckets, registers: [this.#registry] });
    const tally = new HistogramTally(histogram, labelNames);
    this.#tallies.push(tally);
    return tally;
  }
}

function seconds(ms: number): number {
  return Math.max(0, ms) / 1000;
}

/** A counter cannot go back, and a provider may report anything. */
function isAmount(value: number | undefined): value is number {
  return value !== undefined && Number.isFinite(value) && value > 0;
}
