import * as l10n from '@vscode/l10n';

/** How targets or accounts are ordered: what it is called, and what it does in a sentence. */
export interface StrategyText {
  readonly strategy: string;
  readonly name: string;
  readonly sentence: string;
}

/** The orders of a route's targets or of a provider's accounts. */
export function orderTexts(what: 'target' | 'account'): readonly StrategyText[] {
  const isTarget = what === 'target';
  return [
    {
      strategy: 'priority',
      name: l10n.t('In this order'),
      sentence: isTarget
        ? l10n.t('The first target answers; the next one when it fails or is limited.')
        : l10n.t('The first account answers; the next one when it fails or is limited.'),
    },
    {
      strategy: 'round-robin',
      name: l10n.t('In turn'),
      sentence: isTarget
        ? l10n.t('Each request goes to the next target, round and round.')
        : l10n.t('Each request goes to the next account, round and round.'),
    },
    {
      strategy: 'least-used',
      name: l10n.t('Least used'),
      sentence: isTarget
        ? l10n.t('The target that has cost the least this month; by tokens where a cost is not known.')
        : l10n.t('The account that has cost the least this month; by tokens where a cost is not known.'),
    },
    {
      strategy: 'budget-aware',
      name: l10n.t('Most budget left'),
      sentence: isTarget
        ? l10n.t('The target with the most left of its budget this month.')
        : l10n.t('The account with the most left of its budget this month.'),
    },
    {
      strategy: 'fastest',
      name: l10n.t('Fastest'),
      sentence: isTarget
        ? l10n.t(
            'The target that was measured to answer soonest, by its first token and its tokens per second.',
          )
        : l10n.t(
            'The account that was measured to answer soonest, by its first token and its tokens per second.',
          ),
    },
    {
      strategy: 'cheapest',
      name: l10n.t('Cheapest'),
      sentence: isTarget
        ? l10n.t('The target that costs least for a request of this size.')
        : l10n.t('The account that costs least for a request of this size.'),
    },
    {
      strategy: 'random',
      name: l10n.t('At random'),
      sentence: isTarget
        ? l10n.t('By chance, each target in proportion to its weight.')
        : l10n.t('By chance, each account in proportion to its weight.'),
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
