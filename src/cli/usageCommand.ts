import { csvLine } from '../gateway/usage/record/csv.ts';
import {
  summarizeUsage,
  type UsageGroup,
  type UsageSummary,
} from '../gateway/usage/record/summarizeUsage.ts';
import { costText, durationText } from './amountText.ts';
import type { CommandLine } from './options.ts';
import { readRecord } from './readRecord.ts';
import { type TextColumn, textTable } from './textTable.ts';

/** The columns of CSV and JSON; times in ms, costs in USD, nothing where nothing is known. */
const fields = {
  requests: (row) => row.requests,
  failures: (row) => row.failures,
  failed_calls: (row) => row.failedCalls,
  down_routed: (row) => row.downRouted,
  from_cache: (row) => row.fromCache,
  input_tokens: (row) => row.inputTokens,
  cached_input_tokens: (row) => row.cachedInputTokens,
  output_tokens: (row) => row.outputTokens,
  cost_usd: (row) => row.costUsd,
  estimated_usd: (row) => row.estimatedUsd,
  unknown_costs: (row) => row.unknownCosts,
  first_token_p50_ms: (row) => row.firstTokenP50Ms,
  first_token_p95_ms: (row) => row.firstTokenP95Ms,
  rated_up: (row) => row.ratedUp,
  rated_down: (row) => row.ratedDown,
} satisfies Record<string, (row: UsageSummary) => number | undefined>;

/** `muxgate usage`: what was used, by group. */
export function usageCommand({ record, dataDir }: CommandLine, env: NodeJS.ProcessEnv): number {
  const { by = 'model', filter, format } = record;
  const all = readRecord(dataDir, env, (connection) => summarizeUsage(connection, by, filter));
  const rows = record.limit === undefined ? all : all.slice(0, record.limit);
  switch (format) {
    case 'csv':
      process.stdout.write(
        [
          [by, ...Object.keys(fields)],
          ...rows.map((row) => [row.key, ...Object.values(fields).map((of) => of(row))]),
        ]
          .map(csvLine)
          .join(''),
      );
      return 0;
    case 'json': {
      const usage = rows.map((row) => ({
        [by]: row.key,
        ...Object.fromEntries(Object.entries(fields).map(([name, of]) => [name, of(row) ?? null])),
      }));
      process.stdout.write(`${JSON.stringify({ by, usage }, null, 2)}\n`);
      return 0;
    }
    case 'table':
      process.stdout.write(
        rows.length === 0 ? 'no such requests\n' : textTable(columnsFor(by), rows.map(tableRow)),
      );
      return 0;
  }
}

function columnsFor(by: UsageGroup): TextColumn[] {
  const numbers = [
    'REQUESTS',
    'FAILED',
    'FAILED CALLS',
    'CHEAPER',
    'CACHED',
    'TOKENS IN',
    'OUT',
    'USD',
    'FIRST P50',
    'P95',
    'GOOD',
    'BAD',
  ];
  return [{ title: by.toUpperCase() }, ...numbers.map((title) => ({ title, align: 'right' as const }))];
}

function tableRow(row: UsageSummary): string[] {
  const { requests, failures, failedCalls, downRouted, fromCache, inputTokens, outputTokens } = row;
  return [
    row.key === '' ? '(none)' : row.key,
    ...[requests, failures, failedCalls, downRouted, fromCache, inputTokens, outputTokens].map(String),
    costText({ ...row, hasEstimated: row.estimatedUsd > 0 }),
    durationText(row.firstTokenP50Ms),
    durationText(row.firstTokenP95Ms),
    ratingText(row.ratedUp),
    ratingText(row.ratedDown),
  ];
}

/** Most answers are never rated. */
function ratingText(count: number): string {
  return count === 0 ? '' : String(count);
}
