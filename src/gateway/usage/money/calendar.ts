/** A day and a month of this machine's calendar. Times in ms since 1970. */
export interface CalendarPeriods {
  /** `2026-11-21`. */
  readonly day: string;
  /** `2026-11`. */
  readonly month: string;
  readonly dayBeginsAtMs: number;
  readonly dayEndsAtMs: number;
  readonly monthEndsAtMs: number;
}

/** The calendar day and month that a time is in, by this machine's time zone. */
export function calendarPeriods(nowMs: number): CalendarPeriods {
  const now = new Date(nowMs);
  const [year, month, day] = [now.getFullYear(), now.getMonth(), now.getDate()];
  const monthText = `${String(year).padStart(4, '0')}-${String(month + 1).padStart(2, '0')}`;
  return {
    day: `${monthText}-${String(day).padStart(2, '0')}`,
    month: monthText,
    dayBeginsAtMs: new Date(year, month, day).getTime(),
    dayEndsAtMs: new Date(year, month, day + 1).getTime(),
    monthEndsAtMs: new Date(year, month + 1, 1).getTime(),
  };
}
