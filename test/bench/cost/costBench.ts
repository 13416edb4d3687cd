import { Agent } from 'undici';
import type { Bench, BenchRow } from '../bench.ts';
import { load } from './load.ts';
import type { Measured } from './measuredServer.ts';
import { type Scenario, scenarios } from './scenarios.ts';
import { type Servers, withServers } from './servers.ts';

const rounds = 5;
const unit = '× CPU of the bare proxy';

/** What one server spent on a scenario; times of one request in ms. */
interface Cost {
  /** CPU time of the server's process for one request, of all rounds. */
  readonly cpuMs: number;
  readonly firstByteMs: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
}

/**
 * What the gateway costs against a bare proxy in the same run, in CPU time: ratios that hold on a noisy machine. Rounds
 * alternate between the servers, so that whatever else the machine does meets all of them, and every answer's text is checked.
 */
export const costBench: Bench = {
  name: 'cost',
  run: (only) =>
    withServers(async (servers) => {
      const rows: BenchRow[] = [];
      const wanted = scenarios.filter(({ what }) => only === undefined || what.includes(only));
      for (const scenario of wanted) rows.push(...(await measure(scenario, servers)));
      return rows;
    }),
};

async function measure(scenario: Scenario, servers: Servers): Promise<BenchRow[]> {
  const dispatcher = new Agent({ connections: null, pipelining: 1, bodyTimeout: 60_000 });
  try {
    const measured = {
      direct: new Rounds(),
      proxy: new Rounds(),
      nginx: new Rounds(),
      gateway: new Rounds(),
    };
    const warmUpRounds = Math.ceil((scenario.warmUp ?? 2 * scenario.count) / scenario.count);
    for (let round = -warmUpRounds; round < rounds; round++) {
      await measured.direct.run(servers.upstream, scenario, round >= 0, dispatcher);
      await measured.proxy.run(servers.proxy, scenario, round >= 0, dispatcher);
      if (servers.nginx !== undefined) {
        await measured.nginx.run(servers.nginx, scenario, round >= 0, dispatcher);
      }
      await measured.gateway.run(servers.gateway, scenario, round >= 0, dispatcher);
    }
    const proxy = measured.proxy.cost();
    const rows = [gatewayRow(scenario, measured.direct.cost(), proxy, measured.gateway.cost())];
    return servers.nginx === undefined ? rows : [...rows, nginxRow(scenario, proxy, measured.nginx.cost())];
  } finally {
    await dispatcher.close();
  }
}

class Rounds {
  #cpuMs = 0;
  readonly #firstByteMs: number[] = [];
  readonly #totalMs: number[] = [];

  async run(server: Measured, scenario: Scenario, counts: boolean, dispatcher: Agent): Promise<void> {
    const request = server.name === 'muxgate' ? scenario.gateway : scenario.direct;
    const before = await server.usage();
    const result = await load(server.url, request, scenario.count, scenario.parallel, dispatcher);
    const after = await server.usage();
    if (!counts) return;
    this.#cpuMs += after.cpuMs - before.cpuMs;
    this.#firstByteMs.push(...result.firstByteMs);
    this.#totalMs.push(...result.totalMs);
  }

  cost(): Cost {
    return {
      cpuMs: this.#cpuMs / this.#totalMs.length,
      firstByteMs: percentile(this.#firstByteMs, 50),
      p50Ms: percentile(this.#totalMs, 50),
      p99Ms: percentile(this.#totalMs, 99),
    };
  }
}

function gatewayRow({ what, events, wanted }: Scenario, direct: Cost, proxy: Cost, gateway: Cost): BenchRow {
  const times = (part: (cost: Cost) => number): number => part(gateway) / part(proxy);
  const perEvent =
    events === undefined ? '' : `, ${((1000 * gateway.cpuMs) / events).toFixed(2)} µs an event`;
  const added = (part: (cost: Cost) => number): string => (part(gateway) - part(direct)).toFixed(2);
  return {
    what,
    value: times((cost) => cost.cpuMs),
    unit,
    note:
      `at most ${wanted} is wanted; ${gateway.cpuMs.toFixed(3)} against ${proxy.cpuMs.toFixed(3)} ms${perEvent}; ` +
      `added p50 ${added((cost) => cost.p50Ms)}, p99 ${added((cost) => cost.p99Ms)}, first byte ${added((cost) => cost.firstByteMs)} ms`,
    missed: times((cost) => cost.cpuMs) > wanted,
  };
}

/** What nginx needs to pass on what the bare proxy passes on. */
function nginxRow({ what }: Scenario, proxy: Cost, nginx: Cost): BenchRow {
  const note = `for comparison; ${nginx.cpuMs.toFixed(3)} ms`;
  return { what: `${what}: nginx`, value: nginx.cpuMs / proxy.cpuMs, unit, note };
}

function percentile(values: readonly number[], percent: number): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * percent) / 100))] ?? NaN;
}
