import type { Connection } from '../../storage/connection.ts';
import { csvLine } from './csv.ts';
import { listRequests, requestColumns } from './listRequests.ts';

/** Some milliseconds of work, so that requests go on between pages. */
const pageRows = 500;

export interface ExportOptions {
  readonly format: 'csv' | 'json';
  /** ms since 1970. */
  readonly sinceMs?: number;
  /** What the page before gave as `next`; undefined: this is the first. */
  readonly before?: number;
}

export interface ExportedPage {
  /** The next piece of one file: the pieces of all pages one after the other are the whole. */
  readonly text: string;
  readonly rows: number;
  /** Give it as `before` to get the next page; undefined: this was the last. */
  readonly next?: number;
}

/** A piece of the record as CSV (RFC 4180) or as a JSON array, newest first. Throws SQLite's error. */
export function exportPage(connection: Connection, { format, sinceMs, before }: ExportOptions): ExportedPage {
  const { rows, next } = listRequests(connection, { sinceMs }, pageRows, before);
  const cells = rows.map((row) => requestColumns.map((name) => row[name]));
  const isFirst = before === undefined;
  switch (format) {
    case 'csv':
      return {
        text: [...(isFirst ? [requestColumns] : []), ...cells].map(csvLine).join(''),
        rows: rows.length,
        next,
      };
    case 'json': {
      const objects = rows.map((row) =>
        JSON.stringify(Object.fromEntries(requestColumns.map((name) => [name, row[name] ?? null]))),
      );
      const text = `${isFirst ? '[\n' : ',\n'}${objects.join(',\n')}${next === undefined ? '\n]\n' : ''}`;
      return { text, rows: rows.length, next };
    }
  }
}
