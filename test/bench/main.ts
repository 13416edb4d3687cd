import type { Bench } from './bench.ts';
import { overheadBench } from './overhead.ts';
import { routingBench } from './routing.ts';

/** Every bench, in the order in which it runs. `npm run bench -- NAME…` runs those alone. */
const benches: readonly Bench[] = [routingBench, overheadBench];

const wanted = process.argv.slice(2);
const unknown = wanted.filter((name) => !benches.some((bench) => bench.name === name));
if (unknown.length > 0) {
  process.stderr.write(
    `no bench ${unknown.join(', ')}; there is: ${benches.map(({ name }) => name).join(', ')}\n`,
  );
  process.exit(2);
}

for (const { name, run } of benches) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  process.stdout.write(`${name}\n`);
  const rows = await run();
  const width = Math.max(...rows.map(({ what }) => what.length));
  for (const { what, value, unit, note } of rows) {
    const number = value.toPrecision(3).padStart(9);
    process.stdout.write(
      `  ${what.padEnd(width)} ${number} ${unit}${note === undefined ? '' : `  (${note})`}\n`,
    );
  }
}
