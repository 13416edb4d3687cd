import * as l10n from '@vscode/l10n';
import { isJsonObject, type JsonObject } from './json.ts';
import { type ObjectField, objectProblem } from './objectFields.ts';

/** What a model costs, in USD per million tokens. */
export const priceFields: readonly ObjectField[] = [
  { key: 'input', label: l10n.t('Input'), kind: 'price', byDefault: l10n.t('input') },
  { key: 'output', label: l10n.t('Output'), kind: 'price', byDefault: l10n.t('output') },
  { key: 'cachedInput', label: l10n.t('Cached input'), kind: 'price', byDefault: l10n.t('cached input') },
  { key: 'cacheWrite', label: l10n.t('Cache write'), kind: 'price', byDefault: l10n.t('cache write') },
  { key: 'perRequest', label: l10n.t('Each request'), kind: 'price', byDefault: l10n.t('each request') },
];

/** A row of the user's own prices. */
export interface PriceRow {
  /** `provider/model` or a glob. */
  readonly pattern: string;
  readonly value: JsonObject;
  /** Written by thousand tokens, as ModelMuxer does: shown, and edited in settings.json. */
  readonly isPerThousand: boolean;
}

/** The `prices` setting as rows: a model, or a glob over models, and its price. */
export function priceRows(prices: JsonObject): PriceRow[] {
  return Object.entries(prices).map(([pattern, price]) => {
    const value = isJsonObject(price) ? price : {};
    return { pattern, value, isPerThousand: 'input_per_1k_usd' in value };
  });
}

/** Why the prices cannot be saved as they are, or undefined. An unknown price is left out, never 0. */
export function pricesProblem(prices: unknown): string | undefined {
  if (!isJsonObject(prices)) return undefined;
  for (const { pattern, value, isPerThousand } of priceRows(prices)) {
    if (isPerThousand) continue;
    const isMissing = value['input'] === undefined || value['output'] === undefined;
    const problem = isMissing
      ? l10n.t('needs a price for input and one for output.')
      : objectProblem(value, priceFields);
    if (problem !== undefined) return `${pattern}: ${problem}`;
  }
  return undefined;
}
