import type { ModelReference } from '../../modelReference.ts';
import { formatModelReference } from '../../modelReference.ts';
import type { Database } from '../../storage/database.ts';

/** What people said is read again after this; until then nothing asks the database. */
const refreshMs = 60_000;
/** What was said longer ago was about another model under the same name, often enough. */
const countedDays = 30;
const dayMs = 86_400_000;
/** So many invented ratings of each kind, so that one thumb decides nothing. */
const invented = 4;

/** How well a model's answers are liked, from ½ (never) to 2 (always); 1 where nobody said anything, or as often good as bad. */
export function liking(good: number, bad: number): number {
  const share = (good + invented) / (good + bad + 2 * invented);
  return 2 ** (2 * share - 1);
}

/** What people thought of the answers of models in the last 30 days. */
export class RatingBook {
  readonly #database: Pick<Database, 'read'>;
  readonly #now: () => number;
  #likings: ReadonlyMap<string, number> = new Map();
  #readAtMs = -Infinity;

  /** @param now time in ms since 1970 */
  constructor(database: Pick<Database, 'read'>, now: () => number) {
    this.#database = database;
    this.#now = now;
  }

  /** See `liking`; of a model. */
  likingOf(target: ModelReference): number {
    if (this.#now() - this.#readAtMs >= refreshMs) this.#read();
    return this.#likings.get(formatModelReference(target)) ?? 1;
  }

  #read(): void {
    this.#readAtMs = this.#now();
    const rows = this.#database.read((connection) =>
      connection.all(
        `SELECT provider || '/' || model AS model, SUM(rating = 1) AS good, SUM(rating = -1) AS bad
         FROM rating JOIN exchange USING (request_id) WHERE rating.at_ms >= ? AND exchange.model IS NOT NULL
         GROUP BY provider, exchange.model`,
        this.#readAtMs - countedDays * dayMs,
      ),
    );
    this.#likings = new Map(
      (rows ?? []).map(({ model, good, bad }) => [String(model), liking(Number(good), Number(bad))]),
    );
  }
}
