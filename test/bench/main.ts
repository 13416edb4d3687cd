import { writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { Bench, BenchRow } from './bench.ts';
import { costBench } from './cost/costBench.ts';
import { memoryBench } from './cost/memoryBench.ts';
import { startBench } from './cost/startBench.ts';
import { intentBench } from './intentBench.ts';
import { routingBench } from './routing.ts';
import { simulationBench } from './simulation/simulationBench.ts';
import { activationBench } from './vscode/activationBench.ts';
import { hostLoadBench } from './vscode/hostLoadBench.ts';
import { pageBench } from './vscode/pageBench.ts';
import { stallBench } from './vscode/stallBench.ts';

/** Every bench, in the order in which it runs. `npm run bench -- NAME… [--only TEXT] [--json FILE]` runs those alone. */
const benches: readonly Bench[] = [
  routingBench,
  intentBench,
  costBench,
  memoryBench,
  startBench,
  simulationBench,
  stallBench,
  activationBench,
  hostLoadBench,
  pageBench,
];

const { positionals: wanted, values } = parseArgs({
  allowPositionals: true,
  options: { only: { type: 'string' }, json: { type: 'string' } },
});
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `no bench ${unknown.join(', ')}; there is: ${benches.map(({ name }) => name).join(', ')}\n`,
  );
  process.exit(2);
}

const results: Record<string, readonly BenchRow[]> = {};
for (const { name, run } of benches) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`${name}\n`);
  const rows = await run(values.only);
  results[name] = rows;
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const { what, value, unit, note, missed } of rows) {
    const number = `${missed === true ? '!' : ' '}${value.toPrecision(3).padStart(8)}`;
    process.stdout.write(
      `  ${what.padEnd(width)} ${number} ${unit}${note === undefined ? '' : `  (${note})`}\n`,
    );
  }
}
if (values.json !== undefined) await writeFile(values.json, `${JSON.stringify(results, null, 2)}\n`);
