import { type RequestFilter } from '../gateway/usage/record/requestFilter.ts';
import { type UsageGroup, usageGroups } from '../gateway/usage/record/summarizeUsage.ts';
import { UsageError } from './usageError.ts';

export type OutputFormat = 'table' | 'csv' | 'json';

/** What `requests` and `usage` are asked for. */
export interface RecordOptions {
  readonly filter: RequestFilter;
  /** Rows at most; undefined: the command's own default. */
  readonly limit?: number;
  readonly by?: UsageGroup;
  readonly format: OutputFormat;
}

/** The flags as they were typed. */
export interface RecordFlags {
  readonly since?: string;
  readonly client?: string;
  readonly provider?: string;
  readonly model?: string;
  readonly status?: string;
  readonly limit?: string;
  readonly by?: string;
  readonly format?: string;
  readonly json: boolean;
}

const unitMs: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const outcomes = ['answered', 'failed', 'aborted'];
const formats: readonly OutputFormat[] = ['table', 'csv', 'json'];

/**
 * Reads the flags of `requests` and `usage`.
 * @param nowMs what `--since 2h` counts back from
 * @throws UsageError that says what would be right
 */
export function recordOptions(flags: RecordFlags, nowMs: number): RecordOptions {
  const { client, provider, model } = flags;
  return {
    filter: { sinceMs: sinceOf(flags.since, nowMs), client, provider, model, status: statusOf(flags.status) },
    limit: limitOf(flags.limit),
    by: groupOf(flags.by),
    format: formatOf(flags),
  };
}

function sinceOf(text: string | undefined, nowMs: number): number | undefined {
  if (text === undefined) return undefined;
  const [, count, unit] = /^(\d+)([smhdw])$/.exec(text) ?? [];
  const factor = unitMs[unit ?? ''];
  if (count !== undefined && factor !== undefined) return nowMs - Number(count) * factor;
  // A date alone means its beginning here, not in Greenwich.
  const atMs = Date.parse(/^\d{4}-\d\d-\d\d$/.test(text) ? `${text}T00:00` : text);
  if (Number.isNaN(atMs)) {
    throw new UsageError(`--since takes a time span (30m, 2h, 7d) or a date (2026-11-01), not "${text}"`);
  }
  return atMs;
}

function statusOf(text: string | undefined): string | undefined {
  if (text === undefined || /^\d{1,3}$|^[1-5]xx$/i.test(text) || outcomes.includes(text)) return text;
  throw new UsageError(
    `--status takes a status (429), a class (4xx) or ${outcomes.join(', ')}, not "${text}"`,
  );
}

function limitOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^[1-9]\d{0,8}$/.test(text)) return Number(text);
  throw new UsageError(`--limit takes a number of rows, not "${text}"`);
}

function groupOf(text: string | undefined): UsageGroup | undefined {
  const group = usageGroups.find((known) => known === text);
  if (text === undefined || group !== undefined) return group;
  throw new UsageError(`--by takes ${usageGroups.join(', ')}, not "${text}"`);
}

function formatOf({ format, json }: RecordFlags): OutputFormat {
  if (format === undefined) return json ? 'json' : 'table';
  const known = formats.find((one) => one === format);
  if (known === undefined) throw new UsageError(`--format takes ${formats.join(', ')}, not "${format}"`);
  return known;
}
