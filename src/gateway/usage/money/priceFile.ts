import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { ConfigProblem } from '../../../config/effectiveConfig.ts';
import { pathText } from '../../../config/issueText.ts';
import type { PriceConfig } from '../../../config/moneySchema.ts';
import { readPriceRows } from '../../../config/priceRows.ts';
import { homePath } from '../../providers/adapters/homePath.ts';

export interface PriceFileContent {
  readonly rows: ReadonlyMap<string, PriceConfig>;
  /** Every row that is no price, and a file that cannot be read, under `prices`. */
  readonly problems: readonly ConfigProblem[];
}

/**
 * Reads the file that `prices` names: an object of rows as they could also stand in the settings. Never rejects.
 * @param path `~/` is the home folder; a relative one is of the process's working directory
 */
export async function readPriceFile(path: string): Promise<PriceFileContent> {
  const file = resolve(homePath(path));
  const failed = (message: string): PriceFileContent => ({
    rows: new Map(),
    problems: [{ path: 'prices', message, severity: 'error', source: file }],
  });
  let table: unknown;
  try {
    table = JSON.parse((await readFile(file, 'utf8')).replace(/^\uFEFF/, ''));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return failed(`the file cannot be read as JSON: ${reason}`);
  }
  if (typeof table !== 'object' || table === null || Array.isArray(table))
    return failed('expected a JSON object of prices by provider/model');
  const { rows, issues } = readPriceRows(table as Record<string, unknown>);
  const problems = issues.map(({ path: at, message }): ConfigProblem => {
    return { path: pathText(['prices', ...at]), message, severity: 'error', source: file };
  });
  return { rows, problems };
}
