import type { UsageAmounts, UsageResult } from '../../../src/protocol/usage.ts';

/** The columns of a file of what is shown; nothing where nothing is known. Costs in USD, times in ms. */
const columns: readonly (readonly [string, (amounts: UsageAmounts) => number | undefined])[] = [
  ['requests', ({ requests }) => requests],
  ['errors', ({ errors }) => errors],
  ['input_tokens', ({ inputTokens }) => inputTokens],
  ['cached_input_tokens', ({ cachedInputTokens }) => cachedInputTokens],
  ['output_tokens', ({ outputTokens }) => outputTokens],
  ['reasoning_tokens', ({ reasoningTokens }) => reasoningTokens],
  [
    'cost_usd',
    ({ costUsd, knownCosts, unknownCosts }) => (unknownCosts > 0 && knownCosts === 0 ? undefined : costUsd),
  ],
  ['estimated_usd', ({ estimatedUsd }) => estimatedUsd],
  ['unknown_costs', ({ unknownCosts }) => unknownCosts],
  ['first_token_p50_ms', ({ firstTokenP50Ms }) => firstTokenP50Ms],
  ['first_token_p95_ms', ({ firstTokenP95Ms }) => firstTokenP95Ms],
  ['mean_duration_ms', ({ meanDurationMs }) => meanDurationMs],
];

/** What the page shows as CSV (RFC 4180) or JSON: a row a day or hour and group. */
export function usageFile({ step, by, buckets }: UsageResult, format: 'csv' | 'json'): string {
  const rows = buckets.flatMap(({ start, groups }) =>
    groups.map((group): readonly (string | number | undefined)[] => [
      start,
      group.key,
      ...columns.map(([, value]) => value(group)),
    ]),
  );
  const names = [step, by, ...columns.map(([name]) => name)];
  switch (format) {
    case 'csv':
      return [names, ...rows].map((row) => `${row.map(cell).join(',')}\r\n`).join('');
    case 'json': {
      const objects = rows.map((row) =>
        Object.fromEntries(names.map((name, index) => [name, row[index] ?? null])),
      );
      return `${JSON.stringify(objects, null, 2)}\n`;
    }
  }
}

/** A text that a spreadsheet would take for a formula is kept a text. */
function cell(value: string | number | undefined): string {
  if (value === undefined) return '';
  if (typeof value === 'number') return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
