import * as l10n from '@vscode/l10n';
import type { UsageAmounts } from '../../../src/protocol/usage.ts';
import { pageLocale } from './pageLocale.ts';

/** A count, with all its digits. */
export function countText(count: number): string {
  return Math.round(count).toLocaleString(pageLocale());
}

/** A count as people say it: `1.2M`. */
export function shortCountText(count: number): string {
  return count.toLocaleString(pageLocale(), { notation: 'compact', maximumFractionDigits: 1 });
}

/** An amount of US dollars: cents, and two digits that count of what is less. */
export function dollarText(usd: number): string {
  const size = Math.abs(usd);
  const digits = size === 0 || size >= 0.1 ? 2 : Math.min(6, 1 - Math.floor(Math.log10(size)));
  return usd.toLocaleString(pageLocale(), {
    style: 'currency',
    currency: 'USD',
    currencyDisplay: 'narrowSymbol',
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  });
}

/** What exchanges cost. What nobody knows is said, and never counted as nothing. */
export function costText({
  costUsd,
  unknownCosts,
  knownCosts,
}: Pick<UsageAmounts, 'costUsd' | 'unknownCosts' | 'knownCosts'>): string {
  if (unknownCosts === 0) return dollarText(costUsd);
  if (knownCosts === 0) return l10n.t('unknown');
  return l10n.t('{0} + unknown', dollarText(costUsd));
}

/** A time span: `812 ms`, `1.4 s`, `2.5 min`. */
export function spanText(ms: number | undefined): string {
  if (ms === undefined) return '–';
  if (ms < 1000) return l10n.t('{0} ms', Math.round(ms));
  if (ms < 120_000) return l10n.t('{0} s', fewDigits(ms / 1000));
  return l10n.t('{0} min', fewDigits(ms / 60_000));
}

/** A part of a whole: `3 %`; less than one in a hundred is not nothing. */
export function shareText(part: number, whole: number): string {
  const share = whole === 0 ? 0 : part / whole;
  const digits = share > 0 && share < 0.01 ? 2 : 0;
  return share.toLocaleString(pageLocale(), { style: 'percent', maximumFractionDigits: digits });
}

/** A day (`2026-11-21`) or an hour (`2026-11-21T14`) of the gateway's calendar. */
export function periodText(start: string): string {
  const [date = '', hour] = start.split('T');
  return hour === undefined ? dayText(date) : `${hour}:00`;
}

/** A day (`2026-11-21`) in the page's language. */
export function dayText(date: string, isWhole = false): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const long = { weekday: 'short', year: 'numeric' } as const;
  return new Date(year, month - 1, day).toLocaleDateString(pageLocale(), {
    month: 'short',
    day: 'numeric',
    ...(isWhole ? long : {}),
  });
}

/** A moment with its day, in ms since 1970. */
export function momentText(timeMs: number): string {
  return new Date(timeMs).toLocaleString(pageLocale(), { dateStyle: 'medium', timeStyle: 'short' });
}

function fewDigits(value: number): string {
  return value.toLocaleString(pageLocale(), { maximumFractionDigits: value < 10 ? 1 : 0 });
}
