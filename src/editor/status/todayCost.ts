import * as l10n from '@vscode/l10n';
import type { GatewayStatus, SpendingStatus } from '../../protocol/status.ts';
import type { StatusBarView } from './statusBarView.ts';

/** What was spent today, short enough for the status bar. What nobody knows is said, and never counted as nothing. */
export function todayCostText({ todayUsd, hasUnknownToday }: SpendingStatus): string {
  const known = todayUsd > 0 && todayUsd < 0.01 ? '<$0.01' : `$${todayUsd.toFixed(2)}`;
  if (!hasUnknownToday) return known;
  return todayUsd === 0 ? l10n.t('unknown cost') : l10n.t('{0} + unknown', known);
}

/** The status bar's line with today's cost behind it, where there is a gateway that knows it. */
export function withTodayCost(view: StatusBarView, { gateway, spending }: GatewayStatus): StatusBarView {
  if (spending === undefined || gateway.phase !== 'listening') return view;
  const cost = todayCostText(spending);
  return {
    ...view,
    text: `${view.text} · ${cost}`,
    label: l10n.t('{0}, spent today: {1}', view.label, cost),
  };
}
