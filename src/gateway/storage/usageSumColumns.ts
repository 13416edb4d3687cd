/**
 * Bounds in ms between which times to the first token are counted, each a fifth above the one before: a percentile is right to
 * a tenth. They are part of the file's form: other bounds need other columns.
 */
export const firstTokenBoundsMs: readonly number[] = Array.from({ length: 41 }, (_, index) =>
  Math.round(50 * 10 ** (index / 12)),
);

/** How many times fell below the first bound, between each two, and above the last. */
export const firstTokenColumns: readonly string[] = [0, ...firstTokenBoundsMs].map(
  (_, index) => `first_token_${index}`,
);

/** The columns of `usage_hour` that are sums over exchanges. */
export const usageSumColumns: readonly string[] = [
  'requests',
  'errors',
  'input_tokens',
  'cached_input_tokens',
  'output_tokens',
  'reasoning_tokens',
  'cost_usd',
  'estimated_usd',
  'unknown_costs',
  'known_costs',
  'duration_ms',
  // Of answered texts whose tokens and cost are known: what can be priced at another model.
  'compared',
  'compared_usd',
  'compared_input_tokens',
  'compared_cached_tokens',
  'compared_written_tokens',
  'compared_output_tokens',
  'compared_reasoning_tokens',
  // Answered texts of which they are not.
  'not_compared',
  ...firstTokenColumns,
];
