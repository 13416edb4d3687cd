import { type Issue, toIssues } from './issueText.ts';
import { type PriceConfig, priceSchema, priceThousandSchema } from './moneySchema.ts';
import { modelPatternSchema } from './schema.ts';

export interface PriceRows {
  /** In USD per million tokens, by `provider/model` or glob, in the order written. */
  readonly rows: Map<string, PriceConfig>;
  /** What is wrong with the others; paths begin with the row's name. */
  readonly issues: readonly Issue[];
}

const rowKeys = Object.keys(priceSchema.shape);

/** Reads a table of prices, each row by itself: a bad one is left out and reported, the others hold. */
export function readPriceRows(table: Readonly<Record<string, unknown>>): PriceRows {
  const rows = new Map<string, PriceConfig>();
  const issues: Issue[] = [];
  for (const [name, value] of Object.entries(table)) {
    const pattern = withSlash(name);
    const named = modelPatternSchema.safeParse(pattern);
    if (!named.success) issues.push(...toIssues(named.error, [name], []));
    const price = readPrice(value);
    if (Array.isArray(price))
      issues.push(...price.map((issue) => ({ ...issue, path: [name, ...issue.path] })));
    else if (named.success) rows.set(pattern, price);
  }
  return { rows, issues };
}

/** ModelMuxer's rows name prices per thousand tokens. */
function readPrice(value: unknown): PriceConfig | Issue[] {
  const isPerThousand =
    typeof value === 'object' && value !== null && Object.keys(value).some((key) => key.endsWith('_1k_usd'));
  if (isPerThousand) {
    const result = priceThousandSchema.safeParse(value);
    if (!result.success) return toIssues(result.error, [], Object.keys(priceThousandSchema.shape));
    const { input_per_1k_usd: input, output_per_1k_usd: output } = result.data;
    return { input: perMillion(input), output: perMillion(output) };
  }
  const result = priceSchema.safeParse(value);
  return result.success ? result.data : toIssues(result.error, [], rowKeys);
}

/** Without the noise of binary fractions: 0.00015 per thousand is 0.15 per million. */
function perMillion(perThousand: number): number {
  return Number((perThousand * 1000).toPrecision(12));
}

/** `provider:model`, as ModelMuxer writes it; a colon behind the first slash is part of the model's name. */
function withSlash(name: string): string {
  const colon = name.indexOf(':');
  const slash = name.indexOf('/');
  return colon > 0 && (slash < 0 || colon < slash)
    ? `${name.slice(0, colon)}/${name.slice(colon + 1)}`
    : name;
}
