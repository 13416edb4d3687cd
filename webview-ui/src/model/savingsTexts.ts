import * as l10n from '@vscode/l10n';
import type { UsageComparison } from '../../../src/protocol/usage.ts';
import { countText, dollarText, shareText } from './amountTexts.ts';

/** The comparison in a tile: how much, and with what. */
export function savedText(comparison: UsageComparison): { readonly value: string; readonly about: string } {
  const { model } = comparison;
  if (comparison.outcome === 'unknown price') {
    return { value: l10n.t('unknown'), about: l10n.t('{0} has no known price', model) };
  }
  const { wouldBeUsd, wasUsd, requests } = comparison;
  if (requests === 0) return { value: '–', about: l10n.t('nothing to compare with {0}', model) };
  const savedUsd = wouldBeUsd - wasUsd;
  return {
    value: dollarText(savedUsd),
    about:
      savedUsd >= 0
        ? l10n.t('against {0} for everything', model)
        : l10n.t('{0} for everything would have been cheaper', model),
  };
}

/** The comparison in sentences, and what is not in it. */
export function comparisonSentences(comparison: UsageComparison): string[] {
  const { model } = comparison;
  if (comparison.outcome === 'unknown price') {
    return [l10n.t('Nobody knows what {0} costs. Add its price under Limits and budgets.', model)];
  }
  const { wouldBeUsd, wasUsd, requests, leftOut, lacksCachePrice, isTiered } = comparison;
  const left = leftOutText(leftOut);
  if (requests === 0) {
    return [l10n.t('There are no answers in this range whose tokens and cost are known.'), ...left];
  }
  const savedUsd = wouldBeUsd - wasUsd;
  const [was, wouldBe] = [dollarText(wasUsd), dollarText(wouldBeUsd)];
  const difference = dollarText(Math.abs(savedUsd));
  return [
    requests === 1
      ? l10n.t('1 answer cost {0}. Its tokens at the prices of {1} would have cost {2}.', was, model, wouldBe)
      : l10n.t(
          '{0} answers cost {1}. Their tokens at the prices of {2} would have cost {3}.',
          countText(requests),
          was,
          model,
          wouldBe,
        ),
    savedUsd >= 0
      ? l10n.t('Saved: {0} ({1}).', difference, shareText(savedUsd, wouldBeUsd))
      : l10n.t('It would have been {0} cheaper.', difference),
    l10n.t(
      'This is arithmetic, no promise: that model counts tokens in its own way and would have written other answers.',
    ),
    lacksCachePrice
      ? l10n.t('It has no known price for cached input, which is counted as new.')
      : l10n.t('Input that came from a cache is counted at its price for cached input.'),
    ...(isTiered ? [l10n.t('It costs more where prompts are long; that is not counted.')] : []),
    ...left,
  ];
}

function leftOutText(leftOut: number): string[] {
  if (leftOut === 0) return [];
  return [
    leftOut === 1
      ? l10n.t('1 answer is left out, since its tokens or its cost are not known.')
      : l10n.t(
          '{0} answers are left out, since their tokens or their costs are not known.',
          countText(leftOut),
        ),
  ];
}
