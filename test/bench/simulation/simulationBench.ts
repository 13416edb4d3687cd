import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { type OrderStrategy, orderStrategies } from '../../../src/config/routeSchema.ts';
import { type Random, seededRandom } from '../../helpers/seededRandom.ts';
import type { Bench, BenchRow } from '../bench.ts';
import { expectedShares } from './expectedShares.ts';
import {
  type AccountTraits,
  type SimulatedAccounts,
  simulatedPrice,
  startSimulatedAccounts,
  type Trouble,
} from './simulatedAccounts.ts';

const requestCount = 50_000;
/** With all accounts well; the rest is sent while they come and go. */
const steadyCount = 30_000;
const parallel = 16;
/** Outages change after so many requests. */
const outageEvery = 400;
/** Sent before anything is counted: what is fastest must be measured first. */
const warmUpCount = 500;
const troubles: readonly Trouble[] = [
  'server error',
  'overloaded',
  'broken connection',
  'key rejected',
  'empty',
];
const cli = fileURLToPath(new URL('../../../src/cli/cli.ts', import.meta.url));

/** Ten accounts: the first is the quickest; budgets differ; some are limited. */
const accounts: readonly AccountTraits[] = Array.from({ length: 10 }, (_, index) => ({
  id: `a${index}`,
  latencyMs: index === 0 ? 1 : 12 + 4 * index,
  hiddenLimitPerSecond: index % 3 === 1 ? 60 : Infinity,
  weight: 1 + (index % 4),
  monthlyBudgetUsd: 400 + 25 * index,
}));
/** The one whose hard budget ends while outages go on. */
const poorAccount = 'a9';

/**
 * Every strategy with ten accounts of one provider: how requests or spend are shared while all are well, and that no request fails
 * while accounts go away and come back; the headless gateway in a process of its own.
 */
export const simulationBench: Bench = {
  name: 'simulation',
  run: async (only) => {
    const rows: BenchRow[] = [];
    for (const strategy of orderStrategies) {
      if (only !== undefined && !strategy.includes(only)) continue;
      rows.push(...(await simulate(strategy)));
    }
    return rows;
  },
};

async function simulate(strategy: OrderStrategy): Promise<BenchRow[]> {
  const random = seededRandom(7);
  const upstream = await startSimulatedAccounts(accounts, () => random.integer(1_000_000) / 1_000_000);
  const folder = await mkdtemp(join(tmpdir(), 'muxgate-simulation-'));
  const steady = await startGateway(folder, strategy, upstream, {});
  const dispatcher = new Agent({ connections: parallel });
  try {
    await send(steady.url, warmUpCount, dispatcher);
    upstream.resetTallies();
    const steadyFailures = await send(steady.url, steadyCount, dispatcher);
    const difference = largestDifference(strategy, upstream);
    await steady.stop();

    upstream.resetTallies();
    const budgetUsd = 1;
    const troubled = await startGateway(folder, strategy, upstream, { [poorAccount]: budgetUsd });
    const failures = await sendThroughOutages(troubled.url, upstream, random, dispatcher);
    await troubled.stop();
    const { spentUsd, dearestUsd } = upstream.tallyOf(poorAccount);
    const overspentUsd = Math.max(0, spentUsd - budgetUsd - dearestUsd);
    const refused = accounts.reduce((sum, { id }) => sum + upstream.tallyOf(id).refused, 0);
    return [
      row(strategy, 'largest difference from its definition', difference * 100, 'points', difference > 0.02),
      row(
        strategy,
        `failed of ${steadyCount} while all are well`,
        steadyFailures,
        'requests',
        steadyFailures > 0,
      ),
      row(
        strategy,
        `failed of ${requestCount - steadyCount} during outages`,
        failures,
        'requests',
        failures > 0,
      ),
      row(strategy, 'calls that went to another account', refused, 'calls', false),
      row(
        strategy,
        `over the hard budget of ${budgetUsd} USD by more than one answer`,
        overspentUsd,
        'USD',
        overspentUsd > 0,
      ),
    ];
  } finally {
    await dispatcher.close();
    await upstream.close();
    await rm(folder, { recursive: true, force: true });
  }
}

function row(strategy: OrderStrategy, what: string, value: number, unit: string, missed: boolean): BenchRow {
  return { what: `${strategy}: ${what}`, value, unit, missed };
}

/** The largest distance of an account's share from what the strategy's definition says, as a part of 1. */
function largestDifference(strategy: OrderStrategy, upstream: SimulatedAccounts): number {
  const tallies = accounts.map(({ id }) => upstream.tallyOf(id));
  const totalUsd = tallies.reduce((sum, { spentUsd }) => sum + spentUsd, 0);
  const { of, shares } = expectedShares(strategy, accounts, totalUsd);
  const measured = tallies.map(({ answered, spentUsd }) => (of === 'spend' ? spentUsd : answered));
  const total = measured.reduce((sum, value) => sum + value, 0);
  return Math.max(...measured.map((value, index) => Math.abs(value / total - (shares[index] ?? 0))));
}

/** Sends the rest while one to nine accounts are in trouble at a time; at least one always answers. @returns how many failed */
async function sendThroughOutages(
  url: string,
  upstream: SimulatedAccounts,
  random: Random,
  dispatcher: Agent,
): Promise<number> {
  upstream.keepLimits();
  let failures = 0;
  for (let sent = 0; sent < requestCount - steadyCount; sent += outageEvery) {
    const well = random.pick(accounts.filter(({ id }) => id !== poorAccount));
    for (const { id } of accounts) {
      const isInTrouble = id !== well.id && random.chance(0.3);
      upstream.setTrouble(id, isInTrouble ? random.pick(troubles) : 'none');
    }
    failures += await send(url, outageEvery, dispatcher);
  }
  return failures;
}

/** @returns how many failed */
async function send(url: string, count: number, dispatcher: Agent): Promise<number> {
  let left = count;
  let failures = 0;
  const batch = randomUUID();
  const client = async (): Promise<void> => {
    while (left-- > 0) {
      const { statusCode, body } = await request(`${url}/v1/chat/completions`, {
        method: 'POST',
        dispatcher,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          model: 'auto',
          max_tokens: 400,
          messages: [
            {
              role: 'user',
              content: `question ${left} of ${batch}: ${'words '.repeat((left * 7919) % 1500)}`,
            },
          ],
        }),
      });
      const text = await body.text();
      if (statusCode === 200 && text.includes('answer of')) continue;
      failures++;
      if (failures <= 3) process.stderr.write(`${statusCode} ${text.slice(0, 600)}\n`);
    }
  };
  await Promise.all(Array.from({ length: parallel }, client));
  return failures;
}

interface RunningGateway {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** @param budgets hard monthly budgets of accounts, instead of their own */
async function startGateway(
  folder: string,
  strategy: OrderStrategy,
  upstream: SimulatedAccounts,
  budgets: Readonly<Record<string, number>>,
): Promise<RunningGateway> {
  const config = join(folder, 'muxgate.json');
  await writeFile(
    config,
    JSON.stringify({
      logLevel: 'error',
      failover: { attempts: accounts.length, cooldownSeconds: 1 },
      prices: { 'sim/*': simulatedPrice },
      providers: {
        sim: {
          type: 'openai-compatible',
          endpoint: upstream.endpointOf('a0'),
          local: false,
          models: ['sim'],
          accountStrategy: strategy,
          accounts: Object.fromEntries(
            accounts.map(({ id, weight, monthlyBudgetUsd }) => [
              id,
              {
                apiKey: `key-${id}`,
                endpoint: upstream.endpointOf(id),
                weight,
                monthlyBudgetUsd: budgets[id] ?? monthlyBudgetUsd,
              },
            ]),
          ),
        },
      },
      workspaces: { default: { model: 'sim/sim' } },
    }),
    { mode: 0o600 },
  );
  const data = await mkdtemp(join(folder, 'data-'));
  const child = spawn(process.execPath, [cli, 'serve', '--config', config, '--port', '0', '--data', data], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { PATH: process.env['PATH'] },
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  return {
    url: line.slice(line.indexOf('http://')),
    stop: async () => {
      child.kill('SIGTERM');
      await once(child, 'exit');
    },
  };
}
