import { finished } from 'node:stream/promises';
import { Worker } from 'node:worker_threads';
import { Agent, request } from 'undici';
import type { Bench, BenchRow } from './bench.ts';
import type { ServerRole } from './overheadServers.ts';

const warmUpRounds = 100;
const rounds = 300;
const streamRounds = 15;
const streamChunks = 20_000;

interface Scenario {
  readonly what: string;
  readonly path: string;
  readonly body: string;
  readonly rounds: number;
  /** What is timed: until the first byte of the body, or its last. */
  readonly until: 'first byte' | 'end';
}

function chatBody(model: string, stream: boolean, promptBytes: number): string {
  const content = 'const total = items.length; '.repeat(Math.ceil(promptBytes / 28));
  return JSON.stringify({
    model: `oai/${model}`,
    stream,
    max_tokens: 100,
    messages: [{ role: 'user', content }],
  });
}

const chat = '/v1/chat/completions';
const messages = '/v1/messages';

/** Passed through; then the same converted from Anthropic's format, against the same proxy, which converts nothing. */
const scenarios: readonly Scenario[] = [
  {
    what: 'whole answer, 1 kB prompt',
    path: chat,
    body: chatBody('whole', false, 1000),
    rounds,
    until: 'end',
  },
  {
    what: 'whole answer, 100 kB prompt',
    path: chat,
    body: chatBody('whole', false, 100_000),
    rounds,
    until: 'end',
  },
  {
    what: 'first byte of a stream',
    path: chat,
    body: chatBody('chunks-10', true, 1000),
    rounds,
    until: 'first byte',
  },
  {
    what: 'stream of 20,000 chunks',
    path: chat,
    body: chatBody(`chunks-${streamChunks}`, true, 1000),
    rounds: streamRounds,
    until: 'end',
  },
  {
    what: 'converted: whole answer',
    path: messages,
    body: chatBody('whole', false, 1000),
    rounds,
    until: 'end',
  },
  {
    what: 'converted: stream of 20,000 chunks',
    path: messages,
    body: chatBody(`chunks-${streamChunks}`, true, 1000),
    rounds: streamRounds,
    until: 'end',
  },
];

/** Ratios against a bare proxy in the same run, so that they mean the same on every machine. */
export const overheadBench: Bench = {
  name: 'overhead',
  run: async () => {
    const workers: Worker[] = [];
    const start = async (role: ServerRole['role'], upstreamUrl = ''): Promise<string> => {
      const worker = new Worker(new URL('./overheadServers.ts', import.meta.url), {
        workerData: { role, upstreamUrl },
      });
      workers.push(worker);
      return await new Promise<string>((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
      });
    };
    const client = new Agent({ pipelining: 1 });
    try {
      const upstreamUrl = await start('upstream');
      const [proxyUrl, gatewayUrl] = [await start('proxy', upstreamUrl), await start('gateway', upstreamUrl)];
      const rows: BenchRow[] = [];
      for (const scenario of scenarios) rows.push(await compare(scenario, proxyUrl, gatewayUrl, client));
      return rows;
    } finally {
      await client.close();
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
  },
};

/** Asks both in turn, so that whatever else the machine does meets both. */
async function compare(
  scenario: Scenario,
  proxyUrl: string,
  gatewayUrl: string,
  client: Agent,
): Promise<BenchRow> {
  const durations = { proxy: [] as number[], gateway: [] as number[] };
  const warmUp = Math.min(warmUpRounds, scenario.rounds);
  for (let round = -warmUp; round < scenario.rounds; round++) {
    // The proxy converts nothing, so it is always asked in the provider's format.
    const proxyMs = await timed({ ...scenario, path: chat }, proxyUrl, client);
    const gatewayMs = await timed(scenario, gatewayUrl, client);
    if (round < 0) continue;
    durations.proxy.push(proxyMs);
    durations.gateway.push(gatewayMs);
  }
  const [proxyMs, gatewayMs] = [median(durations.proxy), median(durations.gateway)];
  return {
    what: scenario.what,
    value: gatewayMs / proxyMs,
    unit: '× the bare proxy',
    note: `${gatewayMs.toFixed(2)} ms against ${proxyMs.toFixed(2)} ms`,
  };
}

async function timed({ path, body, until }: Scenario, url: string, dispatcher: Agent): Promise<number> {
  const headers = { 'content-type': 'application/json' };
  const startMs = performance.now();
  let firstByteMs = NaN;
  const answer = await request(url + path, { method: 'POST', headers, body, dispatcher });
  if (answer.statusCode !== 200) throw new Error(`${url}${path} answered ${answer.statusCode}`);
  answer.body.once('data', () => {
    firstByteMs = performance.now();
  });
  await finished(answer.body);
  return (until === 'end' ? performance.now() : firstByteMs) - startMs;
}

function median(values: number[]): number {
  values.sort((one, other) => one - other);
  return values[Math.floor(values.length / 2)] ?? NaN;
}
