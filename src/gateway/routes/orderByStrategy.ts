import type { OrderStrategy } from '../../config/routeSchema.ts';
import type { LatencyPrior } from '../usage/latency/latencyPriors.ts';

/** What the strategies ask of an item: a route's target, or a provider's account. Asked only when the strategy needs it. */
export interface OrderMeasures<Item> {
  /** Used this month; `usd` is undefined when the spend is not wholly known or does not say what was used (flat rate, local). */
  used(item: Item): { readonly usd?: number; readonly tokens: number };
  /** Left of the tightest budget this month; undefined: there is none, which is more than any. */
  leftUsd(item: Item): number | undefined;
  /** How long an answer of this request's size takes (`expectedAnswerMs`); undefined: not measured lately. */
  answerMs(item: Item): number | undefined;
  /** What this request would cost, 0 at a flat rate; undefined: the price is not known. */
  estimatedUsd(item: Item): number | undefined;
  /** Above 0. */
  weight(item: Item): number;
  /** How well its answers are liked, from ½ to 2; absent: nobody asked for that to count. */
  readonly liking?: (item: Item) => number;
}

/** What makes two orders of the same items differ. */
export interface OrderSources {
  /** Counts the requests of this route or provider, from 0. */
  readonly turn: number;
  /** At least 0 and below 1, as Math.random gives it. */
  readonly random: () => number;
}

/**
 * The items, best first. Items that measure the same keep the order that they came in, which is the one of `priority`.
 * `least-used` compares spend, and tokens as soon as one item's spend is not known. `fastest` puts what was not measured lately
 * first, so that it is. `cheapest` puts unknown prices last. `random` draws by weight, without putting back. Where likings count, these
 * three take an item that is liked twice as well for twice as quick, cheap or heavy.
 */
export function orderByStrategy<Item>(
  items: readonly Item[],
  strategy: OrderStrategy,
  measures: OrderMeasures<Item>,
  { turn, random }: OrderSources,
): readonly Item[] {
  if (items.length < 2) return items;
  const likingOf = (item: Item): number => measures.liking?.(item) ?? 1;
  switch (strategy) {
    case 'priority':
      return items;
    case 'round-robin': {
      const start = turn % items.length;
      return [...items.slice(start), ...items.slice(0, start)];
    }
    case 'least-used': {
      const used = new Map(items.map((item) => [item, measures.used(item)]));
      const isSpendKnown = [...used.values()].every(({ usd }) => usd !== undefined);
      return ascending(items, (item) => {
        const { usd = 0, tokens = 0 } = used.get(item) ?? {};
        return isSpendKnown ? usd : tokens;
      });
    }
    case 'budget-aware':
      return ascending(items, (item) => -(measures.leftUsd(item) ?? Infinity));
    case 'fastest':
      return ascending(items, (item) => (measures.answerMs(item) ?? -Infinity) / likingOf(item));
    case 'cheapest':
      return ascending(items, (item) => (measures.estimatedUsd(item) ?? Infinity) / likingOf(item));
    case 'random':
      // Efraimidis and Spirakis: the item with the least exponential delay of its rate comes first.
      return ascending(items, (item) => -Math.log(1 - random()) / (measures.weight(item) * likingOf(item)));
  }
}

/**
 * How long a whole answer is expected to take, in ms: the median time to its first token, and its tokens at the median speed.
 * undefined when the time to the first token was not measured.
 */
export function expectedAnswerMs(prior: LatencyPrior, answerTokens: number): number | undefined {
  const { firstTokenMs, tokensPerSecond } = prior;
  if (firstTokenMs === undefined) return undefined;
  const speed = tokensPerSecond?.p50 ?? 0;
  return firstTokenMs.p50 + (speed > 0 ? (answerTokens / speed) * 1000 : 0);
}

function ascending<Item>(items: readonly Item[], measure: (item: Item) => number): Item[] {
  return items
    .map((item) => ({ item, value: measure(item) }))
    .sort((a, b) => (a.value === b.value ? 0 : a.value - b.value))
    .map(({ item }) => item);
}
