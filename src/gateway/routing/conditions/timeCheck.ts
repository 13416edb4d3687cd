import { type Conditions, type Weekday, weekdays } from '../../../config/conditionSchema.ts';
import { orList } from '../phrases.ts';
import type { ConditionCheck } from './conditionCheck.ts';

type TimeCondition = NonNullable<Conditions['time']>;

const minutesPerDay = 24 * 60;

/**
 * `time`: this machine's time of day is in [from, to), on one of the days. A `to` that is not after `from` is of the next
 * day, and what is after midnight then belongs to the day that it began on.
 */
export function timeCheck(time: TimeCondition): ConditionCheck | [] {
  const { days } = time;
  if (time.from === undefined && time.to === undefined && (days ?? []).length === 0) return [];
  const from = minutesOf(time.from) ?? 0;
  const to = minutesOf(time.to) ?? minutesPerDay;
  const isOn = (day: number): boolean =>
    days === undefined || days.length === 0 || days.includes(weekday(day));
  const isOverMidnight = to <= from;
  return {
    asks: `the time ${timeText(time)}`,
    test: ({ now }) => {
      const date = new Date(now());
      const minutes = date.getHours() * 60 + date.getMinutes();
      if (!isOverMidnight) return minutes >= from && minutes < to && isOn(date.getDay());
      return (minutes >= from && isOn(date.getDay())) || (minutes < to && isOn(date.getDay() - 1));
    },
    found: ({ now }) => {
      const date = new Date(now());
      return `it is ${weekday(date.getDay())} ${twoDigits(date.getHours())}:${twoDigits(date.getMinutes())}`;
    },
  };
}

/** e.g. `18:00 to 08:00 on sat or sun`. */
export function timeText({ from, to, days }: TimeCondition): string {
  const hours = [from === undefined ? '' : `from ${from}`, to === undefined ? '' : `to ${to}`];
  const on = days === undefined || days.length === 0 ? '' : `on ${orList(days)}`;
  return [...hours, on].filter((part) => part !== '').join(' ');
}

/** @param day as Date counts them from Sunday, 0; -1 is the Saturday before */
function weekday(day: number): Weekday {
  return weekdays[(day + 6) % 7] ?? 'sun';
}

function minutesOf(time: string | undefined): number | undefined {
  if (time === undefined) return undefined;
  const [hours, minutes] = time.split(':').map(Number);
  return (hours ?? 0) * 60 + (minutes ?? 0);
}

function twoDigits(number: number): string {
  return String(number).padStart(2, '0');
}
