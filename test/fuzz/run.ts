// Feeds every decoder with broken input:  node test/fuzz/run.ts [--seconds 60] [--threads 2] [--target NAME] [--shard 1/4] [--seed N]
// With --shard only each fourth target runs, so that several machines share them; with --seed one case, to repeat a failure.
// Prints the seed and the input of what fails and exits with 1.
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { Worker } from 'node:worker_threads';
import { runFuzzCase } from './fuzzCase.ts';
import { fuzzTargets } from './targets.ts';
import type { FuzzOrder, FuzzReport } from './worker.ts';

const hangMs = 20_000;
const maxHeapMb = 512;

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '60' },
    threads: { type: 'string', default: String(availableParallelism()) },
    target: { type: 'string' },
    shard: { type: 'string', default: '1/1' },
    seed: { type: 'string' },
  },
});

/** One target in a thread of its own, which may be stopped when it hangs or eats memory. Resolves to what failed. */
function fuzz(order: FuzzOrder): Promise<string | undefined> {
  return new Promise((resolve) => {
    const worker = new Worker(new URL('worker.ts', import.meta.url), {
      workerData: order,
      resourceLimits: { maxOldGenerationSizeMb: maxHeapMb },
    });
    let seed = order.firstSeed;
    const finish = (failure: string | undefined): void => {
      clearTimeout(watchdog);
      void worker.terminate();
      resolve(failure);
    };
    const watchdog = setTimeout(() => {
      finish(`${order.target} hangs, or nearly: no case ended for ${hangMs / 1000} s after seed ${seed}`);
    }, hangMs);
    worker.on('message', (report: FuzzReport) => {
      watchdog.refresh();
      if (report.kind === 'at') seed = report.seed;
      else if (report.kind === 'failed') finish(report.text);
      else {
        process.stdout.write(`${order.target}: ${report.caseCount} cases\n`);
        finish(undefined);
      }
    });
    worker.on('error', (error: Error) => {
      finish(`${order.target}, about seed ${seed}: ${error.message}`);
    });
  });
}

/** Which targets by their number belong to a share such as `2/4`. Throws for what is none. */
function inShard(written: string): (at: number) => boolean {
  const [, shard = NaN, count = NaN] = (/^(\d+)\/(\d+)$/.exec(written) ?? []).map(Number);
  if (!(shard >= 1 && shard <= count)) throw new Error(`--shard ${written}: it should be like 2/4`);
  return (at) => at % count === shard - 1;
}

async function main(): Promise<void> {
  const isMine = inShard(values.shard);
  const targets = fuzzTargets.filter(
    ({ name }, at) => (values.target === undefined || name === values.target) && isMine(at),
  );
  if (targets.length === 0) {
    throw new Error(`no such target; there are: ${fuzzTargets.map(({ name }) => name).join(', ')}`);
  }
  if (values.seed !== undefined) {
    for (const target of targets) await runFuzzCase(target, Number(values.seed));
    return;
  }
  // Another beginning every time: a seed that fails is printed.
  const firstSeed = Math.floor(Math.random() * 1_000_000_000);
  const waiting = targets.map(({ name }) => ({ target: name, firstSeed, seconds: Number(values.seconds) }));
  const failures: string[] = [];
  const thread = async (): Promise<void> => {
    for (let order = waiting.shift(); order !== undefined; order = waiting.shift()) {
      const failure = await fuzz(order);
      if (failure !== undefined) failures.push(failure);
    }
  };
  await Promise.all(Array.from({ length: Number(values.threads) }, thread));
  for (const failure of failures) process.stderr.write(`\n${failure}\n`);
  process.stdout.write(`${targets.length - failures.length} targets passed, ${failures.length} failed\n`);
  process.exitCode = failures.length === 0 ? 0 : 1;
}

await main();
