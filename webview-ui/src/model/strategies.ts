import * as l10n from '@vscode/l10n';

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
      name: l10n.t('In this order'),
      sentence: l10n.t('The first {0} answers; the next one when it fails or is limited.', what),
    },
    {
      strategy: 'round-robin',
      name: l10n.t('In turn'),
      sentence: l10n.t('Each request goes to the next {0}, round and round.', what),
    },
    {
      strategy: 'least-used',
      name: l10n.t('Least used'),
      sentence: l10n.t(
        'The {0} that has cost the least this month; by tokens where a cost is not known.',
        what,
      ),
    },
    {
      strategy: 'budget-aware',
      name: l10n.t('Most budget left'),
      sentence: l10n.t('The {0} with the most left of its budget this month.', what),
    },
    {
      strategy: 'fastest',
      name: l10n.t('Fastest'),
      sentence: l10n.t(
        'The {0} that was measured to answer soonest, by its first token and its tokens per second.',
        what,
      ),
    },
    {
      strategy: 'cheapest',
      name: l10n.t('Cheapest'),
      sentence: l10n.t('The {0} that costs least for a request of this size.', what),
    },
    {
      strategy: 'random',
      name: l10n.t('At random'),
      sentence: l10n.t('By chance, each {0} in proportion to its weight.', what),
    },
  ];
}

/** The strategies of routes. */
export const routeStrategyTexts: readonly StrategyText[] = [
  ...orderTexts('target'),
  {
    strategy: 'race',
    name: l10n.t('Race'),
    sentence: l10n.t(
      'All targets are asked at once; the first good answer wins, and the others are cancelled. Each may cost.',
    ),
  },
  {
    strategy: 'consensus',
    name: l10n.t('Consensus'),
    sentence: l10n.t(
      'All targets are asked at once, and one model joins their answers. A request with tools goes to the first target alone.',
    ),
  },
];
