import type { UsageAmounts } from '../../../protocol/usage.ts';
import type { Row } from '../../storage/connection.ts';
import { firstTokenBoundsMs, firstTokenColumns, usageSumColumns } from '../../storage/usageSumColumns.ts';

/** What an SQL query selects so that `UsageSum.add` can take its rows. */
export const usageSumSql = `${usageSumColumns.map((name) => `SUM(${name}) AS ${name}`).join(', ')},
  MIN(first_token_min_ms) AS first_token_min_ms, MAX(first_token_max_ms) AS first_token_max_ms`;

const places: ReadonlyMap<string, number> = new Map(usageSumColumns.map((name, index) => [name, index]));

/** A sum over rows of `usage_hour`. */
export class UsageSum {
  /** In the order of the columns. */
  readonly #sums = new Float64Array(usageSumColumns.length);
  #minMs = Infinity;
  #maxMs = -Infinity;

  add(row: Row): void {
    for (const [index, name] of usageSumColumns.entries()) {
      this.#sums[index] = (this.#sums[index] ?? 0) + Number(row[name] ?? 0);
    }
    const [min, max] = [row['first_token_min_ms'], row['first_token_max_ms']];
    if (typeof min === 'number') this.#minMs = Math.min(this.#minMs, min);
    if (typeof max === 'number') this.#maxMs = Math.max(this.#maxMs, max);
  }

  /** One of `usageSumColumns`. */
  of(column: string): number {
    return this.#sums[places.get(column) ?? -1] ?? 0;
  }

  amounts(): UsageAmounts {
    const requests = this.of('requests');
    return {
      requests,
      errors: this.of('errors'),
      inputTokens: this.of('input_tokens'),
      cachedInputTokens: this.of('cached_input_tokens'),
      outputTokens: this.of('output_tokens'),
      reasoningTokens: this.of('reasoning_tokens'),
      costUsd: this.of('cost_usd'),
      estimatedUsd: this.of('estimated_usd'),
      unknownCosts: this.of('unknown_costs'),
      knownCosts: this.of('known_costs'),
      firstTokenP50Ms: this.#firstTokenMs(0.5),
      firstTokenP95Ms: this.#firstTokenMs(0.95),
      meanDurationMs: requests === 0 ? undefined : this.of('duration_ms') / requests,
    };
  }

  /** Nearest rank, and where that is between two bounds evenly so; never outside of what was measured. */
  #firstTokenMs(share: number): number | undefined {
    const counts = firstTokenColumns.map((name) => this.of(name));
    const rank = Math.ceil(counts.reduce((sum, count) => sum + count, 0) * share);
    if (rank === 0) return undefined;
    let below = 0;
    for (const [index, count] of counts.entries()) {
      if (below + count >= rank) {
        const from = firstTokenBoundsMs[index - 1] ?? 0;
        const to = firstTokenBoundsMs[index] ?? this.#maxMs;
        const ms = from + ((rank - below - 0.5) / count) * (to - from);
        return Math.min(this.#maxMs, Math.max(this.#minMs, ms));
      }
      below += count;
    }
    return undefined;
  }
}
