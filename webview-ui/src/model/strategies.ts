/** How targets or accounts are ordered: what it is called, and what it does in a sentence. */
export interface StrategyText {
  readonly strategy: string;
  readonly name: string;
  readonly sentence: string;
}

/** The orders of a route's targets or of a provider's accounts. */
export function orderTexts(what: 'target' | 'account'): readonly StrategyText[] {
  return [
    {
      strategy: 'priority',
      name: 'In this order',
      sentence: `The first ${what} answers; the next one when it fails or is limited.`,
    },
    {
      strategy: 'round-robin',
      name: 'In turn',
      sentence: `Each request goes to the next ${what}, round and round.`,
    },
    {
      strategy: 'least-used',
      name: 'Least used',
      sentence: `The ${what} that has cost the least this month; by tokens where a cost is not known.`,
    },
    {
      strategy: 'budget-aware',
      name: 'Most budget left',
      sentence: `The ${what} with the most left of its budget this month.`,
    },
    {
      strategy: 'fastest',
      name: 'Fastest',
      sentence: `The ${what} that was measured to answer soonest, by its first token and its tokens per second.`,
    },
    {
      strategy: 'cheapest',
      name: 'Cheapest',
      sentence: `The ${what} that costs least for a request of this size.`,
    },
    {
      strategy: 'random',
      name: 'At random',
      sentence: `By chance, each ${what} in proportion to its weight.`,
    },
  ];
}

/** The strategies of routes. */
export const routeStrategyTexts: readonly StrategyText[] = [
  ...orderTexts('target'),
  {
    strategy: 'race',
    name: 'Race',
    sentence:
      'All targets are asked at once; the first good answer wins, and the others are cancelled. Each may cost.',
  },
  {
    strategy: 'consensus',
    name: 'Consensus',
    sentence:
      'All targets are asked at once, and one model joins their answers. A request with tools goes to the first target alone.',
  },
];
