import { workerData, parentPort } from 'node:worker_threads';
import { runFuzzCase } from './fuzzCase.ts';
import { fuzzTargets } from './targets.ts';

/** What a fuzzing thread is to do. */
export interface FuzzOrder {
  readonly target: string;
  readonly firstSeed: number;
  readonly seconds: number;
}

/** What it tells: the seed that it is at, so that a hang has a seed too, and how it ended. */
export type FuzzReport =
  | { readonly kind: 'at'; readonly seed: number }
  | { readonly kind: 'failed'; readonly seed: number; readonly text: string }
  | { readonly kind: 'done'; readonly caseCount: number };

const reportEvery = 50;

/** Feeds one target with seed after seed until the time is over or a case fails. */
async function run({ target: name, firstSeed, seconds }: FuzzOrder): Promise<FuzzReport> {
  const target = fuzzTargets.find((candidate) => candidate.name === name);
  if (target === undefined) throw new Error(`no target ${name}`);
  const endMs = performance.now() + seconds * 1000;
  let seed = firstSeed;
  for (; performance.now() < endMs; seed++) {
    if (seed % reportEvery === 0) tell({ kind: 'at', seed });
    try {
      await runFuzzCase(target, seed);
    } catch (error) {
      return { kind: 'failed', seed, text: String(error instanceof Error ? error.message : error) };
    }
  }
  return { kind: 'done', caseCount: seed - firstSeed };
}

function tell(report: FuzzReport): void {
  parentPort?.postMessage(report);
}

tell(await run(workerData as FuzzOrder));
