import type { ExchangeFilter, ExchangeRow } from '../../../src/protocol/exchanges.ts';
import { isJsonObject } from './json.ts';

/** How far back the list goes. */
export const timeSpans = ['all', 'hour', 'day', 'week', 'month'] as const;
export type TimeSpan = (typeof timeSpans)[number];

/** The filter as a person sets it: a time span stays one, whenever it is looked at. */
export interface ListFilter {
  readonly text?: string;
  readonly status?: string;
  readonly client?: string;
  readonly provider?: string;
  readonly model?: string;
  readonly workspace?: string;
  readonly window?: string;
  readonly span: TimeSpan;
}

export const noFilter: ListFilter = { span: 'all' };

const hourMs = 3_600_000;
const spansMs: Readonly<Record<Exclude<TimeSpan, 'all'>, number>> = {
  hour: hourMs,
  day: 24 * hourMs,
  week: 7 * 24 * hourMs,
  month: 30 * 24 * hourMs,
};

/** Whether anything is filtered. */
export function isFiltered({ span, ...conditions }: ListFilter): boolean {
  return span !== 'all' || Object.values<string | undefined>(conditions).some((value) => value !== undefined);
}

/** The filter as the gateway is asked. */
export function askedFilter({ span, text, ...others }: ListFilter, nowMs: number): ExchangeFilter {
  const conditions = text === undefined ? others : { ...others, text: text.trim() };
  return span === 'all' ? conditions : { ...conditions, sinceMs: nowMs - spansMs[span] };
}

/**
 * Whether a request that has just ended belongs into a filtered list. `unknown`: its row does not say the text that is looked for,
 * but the record may, which also knows its reason, files and error message.
 */
export function fitsFilter(row: ExchangeRow, filter: ListFilter): boolean | 'unknown' {
  const { text, status, client, provider, model, workspace, window } = filter;
  const isOf = (wanted: string | undefined, value: string | undefined): boolean =>
    wanted === undefined || wanted === value;
  const fits =
    isOf(client, row.client) &&
    isOf(provider, row.provider) &&
    isOf(workspace, row.workspace) &&
    isOf(window, row.window) &&
    isOf(model, `${row.provider ?? ''}/${row.model ?? ''}`) &&
    (status === undefined || fitsStatus(row, status));
  if (!fits || text === undefined) return fits;
  return saysText(row, text.trim()) || 'unknown';
}

function fitsStatus(row: ExchangeRow, status: string): boolean {
  if (/^[1-5]xx$/.test(status)) return String(row.status).startsWith(status.slice(0, 1));
  return row.outcome === status || String(row.status) === status;
}

function saysText(row: ExchangeRow, text: string): boolean {
  const { provider, model, requestedModel, client, workspace, rule, errorCode, id } = row;
  const said = [`${provider ?? ''}/${model ?? ''}`, requestedModel, client, workspace, rule, errorCode, id];
  return said.some((one) => one?.toLowerCase().includes(text.toLowerCase()) === true);
}

/** A filter that a page kept; of anything else nothing. */
export function readFilter(raw: unknown): ListFilter {
  if (!isJsonObject(raw)) return noFilter;
  const text = (key: string): string | undefined => {
    const value = raw[key];
    return typeof value === 'string' ? value : undefined;
  };
  return {
    text: text('text'),
    status: text('status'),
    client: text('client'),
    provider: text('provider'),
    model: text('model'),
    workspace: text('workspace'),
    window: text('window'),
    span: timeSpans.find((span) => span === raw['span']) ?? 'all',
  };
}
