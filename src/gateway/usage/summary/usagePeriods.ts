import type { UsageRange } from '../../../protocol/usage.ts';
import { invalidRequest } from '../../errors.ts';
import { calendarPeriods } from '../money/calendar.ts';

const hourMs = 3_600_000;
const maxDays = 366;

/** An hour or a day of this machine's calendar. Times in ms since 1970. */
export interface UsagePeriod {
  /** `2026-11-21`, or `2026-11-21T14` for an hour. */
  readonly start: string;
  readonly fromMs: number;
  /** Not part of it. */
  readonly toMs: number;
}

export interface UsagePeriods {
  readonly from: string;
  readonly to: string;
  readonly step: 'hour' | 'day';
  /** One after the other; those that are still to come are left out. */
  readonly periods: readonly UsagePeriod[];
}

/**
 * The days of a range up to now, or the hours where it is one day.
 * @throws GatewayError when it ends before it begins, or is longer than a year
 */
export function usagePeriods(range: UsageRange, nowMs: number): UsagePeriods {
  const { first, last } = bounds(range, new Date(nowMs));
  const days: UsagePeriod[] = [];
  for (const day = new Date(first); day <= last; day.setDate(day.getDate() + 1)) {
    if (days.length === maxDays)
      throw invalidRequest('range', `at most ${maxDays} days can be looked at at once`);
    const { day: start, dayBeginsAtMs: fromMs, dayEndsAtMs: toMs } = calendarPeriods(day.getTime());
    days.push({ start, fromMs, toMs });
  }
  const [firstDay, lastDay] = [days[0], days.at(-1)];
  if (firstDay === undefined || lastDay === undefined) {
    throw invalidRequest('range', 'it ends before it begins');
  }
  const step = days.length === 1 ? 'hour' : 'day';
  const all = step === 'hour' ? hoursOf(firstDay) : days;
  const past = all.filter(({ fromMs }) => fromMs <= nowMs);
  return { from: firstDay.start, to: lastDay.start, step, periods: past };
}

function bounds(range: UsageRange, today: Date): { readonly first: Date; readonly last: Date } {
  const [year, month, day] = [today.getFullYear(), today.getMonth(), today.getDate()];
  const last = new Date(year, month, day);
  switch (range.kind) {
    case 'days':
      return { first: new Date(year, month, day - range.days + 1), last };
    case 'month':
      return { first: new Date(year, month, 1), last };
    case 'dates':
      return { first: dateOf(range.from), last: dateOf(range.to) };
  }
}

function dateOf(text: string): Date {
  const [year = 0, month = 1, day = 1] = text.split('-').map(Number);
  return new Date(year, month - 1, day);
}

/** 23 or 25 of them where the clocks are changed. */
function hoursOf({ start, fromMs, toMs }: UsagePeriod): UsagePeriod[] {
  const hours: UsagePeriod[] = [];
  for (let at = fromMs; at < toMs; at += hourMs) {
    const hour = String(new Date(at).getHours()).padStart(2, '0');
    hours.push({ start: `${start}T${hour}`, fromMs: at, toMs: Math.min(at + hourMs, toMs) });
  }
  return hours;
}
