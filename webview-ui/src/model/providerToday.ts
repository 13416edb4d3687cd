import * as l10n from '@vscode/l10n';
import type { UsageResult } from '../../../src/protocol/usage.ts';
import { costText, countText, shareText } from './amountTexts.ts';

/**
 * What a provider did today: requests that it answered and their cost, and how many of its calls failed, those too after which
 * another provider was asked. undefined: it was not asked.
 */
export function providerToday({ groups, calls = [] }: UsageResult, provider: string): string | undefined {
  const group = groups.find(({ key }) => key === provider);
  const made = calls.find(({ key }) => key === provider);
  if (group === undefined && made === undefined) return undefined;
  const count = group?.requests ?? 0;
  const cost = group === undefined ? '' : costText(group);
  const parts = [
    count === 1 ? l10n.t('1 request today') : l10n.t('{0} requests today', countText(count)),
    ...(count === 0 ? [] : [l10n.t('cost {0}', cost)]),
    ...(made === undefined || made.failedCalls === 0
      ? []
      : [l10n.t('{0} of its calls failed', shareText(made.failedCalls, made.calls))]),
  ];
  return parts.join(' · ');
}
