import type { Row } from '../gateway/storage/connection.ts';
import { csvLine } from '../gateway/usage/record/csv.ts';
import { listRequests, requestColumns } from '../gateway/usage/record/listRequests.ts';
import { costText, durationText } from './amountText.ts';
import type { CommandLine } from './options.ts';
import { readRecord } from './readRecord.ts';
import { type TextColumn, textTable } from './textTable.ts';

const defaultLimit = 50;

const columns: readonly TextColumn[] = [
  { title: 'TIME' },
  { title: 'CLIENT' },
  { title: 'MODEL' },
  { title: 'ACCOUNT' },
  { title: 'STATUS' },
  { title: 'FIRST', align: 'right' },
  { title: 'TOTAL', align: 'right' },
  { title: 'IN', align: 'right' },
  { title: 'OUT', align: 'right' },
  { title: 'COST', align: 'right' },
  { title: 'WHY' },
];

/** `muxgate requests`: the recorded exchanges, newest first. */
export function requestsCommand({ record, dataDir }: CommandLine, env: NodeJS.ProcessEnv): number {
  const { rows } = readRecord(dataDir, env, (connection) =>
    listRequests(connection, record.filter, record.limit ?? defaultLimit),
  );
  process.stdout.write(requestsText(rows, record.format));
  return 0;
}

function requestsText(rows: readonly Row[], format: CommandLine['record']['format']): string {
  switch (format) {
    case 'csv':
      return [requestColumns, ...rows.map((row) => requestColumns.map((name) => row[name]))]
        .map(csvLine)
        .join('');
    case 'json': {
      const requests = rows.map((row) =>
        Object.fromEntries(requestColumns.map((name) => [name, row[name] ?? null])),
      );
      return `${JSON.stringify({ requests }, null, 2)}\n`;
    }
    case 'table':
      return rows.length === 0 ? 'no such requests\n' : textTable(columns, rows.map(tableRow));
  }
}

function tableRow(row: Row): string[] {
  const text = (name: string): string => (row[name] === null ? '' : String(row[name]));
  const number = (name: string): number | undefined =>
    typeof row[name] === 'number' ? row[name] : undefined;
  const isFailed = row['outcome'] !== 'answered';
  return [
    localTime(Number(row['at_ms'])),
    text('client'),
    row['model'] === null ? '' : `${text('provider')}/${text('model')}`,
    text('account'),
    `${text('status')}${isFailed ? ` ${text('outcome')}` : ''}${row['cached'] === 1 ? ' cached' : ''}`,
    durationText(number('first_token_ms')),
    durationText(number('duration_ms')),
    text('input_tokens'),
    text('output_tokens'),
    row['cost_kind'] === null
      ? ''
      : costText({
          costUsd: number('cost_usd'),
          hasEstimated: row['cost_kind'] === 'estimated',
          unknownCosts: row['cost_kind'] === 'unknown' ? 1 : 0,
        }),
    isFailed ? text('error_code') : text('reason'),
  ];
}

/** `2026-11-21 14:05:09` by this machine's clock. */
function localTime(atMs: number): string {
  const date = new Date(atMs);
  return new Date(atMs - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 19).replace('T', ' ');
}
