import type { ConfigScope } from './configScope.ts';
import type { EffectivePrices } from './effectiveConfig.ts';
import type { PriceConfig } from './moneySchema.ts';
import { readPriceRows } from './priceRows.ts';
import type { ProblemList } from './problemList.ts';

/**
 * The user's own prices, each row by itself; of a file only its path, since whoever uses the prices reads it.
 * @param scopes the user's own; a folder may say nothing here
 */
export function resolvePrices(scopes: readonly ConfigScope[], problems: ProblemList): EffectivePrices {
  let rows: ReadonlyMap<string, PriceConfig> = new Map();
  let file: string | undefined;
  for (const scope of scopes) {
    const prices = scope.value['prices'];
    if (prices === undefined) continue;
    if (typeof prices === 'string' && prices.trim() !== '') {
      file = prices.trim();
      continue;
    }
    if (typeof prices !== 'object' || prices === null || Array.isArray(prices)) {
      problems.error(
        scope,
        ['prices'],
        'expected prices by provider/model, or the path of a JSON file with them',
      );
      continue;
    }
    const read = readPriceRows(prices as Record<string, unknown>);
    for (const issue of read.issues) problems.error(scope, ['prices', ...issue.path], issue.message);
    rows = new Map([...rows, ...read.rows]);
  }
  return { rows, file };
}
