import { seededRandom } from '../helpers/seededRandom.ts';
import type { FuzzTarget } from './targets.ts';

/** A failure that can be repeated: `node test/fuzz/run.ts --target NAME --seed SEED`. */
class FuzzFailure extends Error {
  readonly seed: number;
  readonly input: unknown;

  constructor(target: FuzzTarget, seed: number, input: unknown, cause: unknown) {
    const reason = cause instanceof Error ? (cause.stack ?? cause.message) : String(cause);
    const shown = typeof input === 'string' ? input : JSON.stringify(input);
    super(`${target.name}, seed ${seed}:\n${reason}\ninput: ${shown.slice(0, 20_000)}`);
    this.seed = seed;
    this.input = input;
  }
}

/** Runs one case; throws a FuzzFailure that says how to repeat it. */
export async function runFuzzCase(target: FuzzTarget, seed: number): Promise<void> {
  let input: unknown;
  try {
    await target.run(seededRandom(seed), (shown) => (input = shown));
  } catch (error) {
    throw new FuzzFailure(target, seed, input, error);
  }
}
