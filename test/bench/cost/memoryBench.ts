import { Agent, request } from 'undici';
import type { Bench, BenchRow } from '../bench.ts';
import type { MeasuredServer } from './measuredServer.ts';
import { withServers } from './servers.ts';

const openStreams = 1000;
const wanted = 1.4;

/** Memory of a thousand streams that are open and silent, against the bare proxy's. */
export const memoryBench: Bench = {
  name: 'memory',
  run: () =>
    withServers(async ({ proxy, gateway }) => {
      const proxyUse = await heldBytes(proxy);
      const gatewayUse = await heldBytes(gateway);
      const row = (what: string, part: (use: Use) => number, divisor: number, unit: string): BenchRow => ({
        what,
        value: part(gatewayUse) / part(proxyUse),
        unit: '× the bare proxy',
        note: `${(part(gatewayUse) / divisor).toFixed(1)} against ${(part(proxyUse) / divisor).toFixed(1)} ${unit}`,
      });
      const all = row('process with 1,000 open streams', (use) => use.allBytes, 2 ** 20, 'MiB');
      return [
        { ...all, note: `at most ${wanted} is wanted; ${all.note ?? ''}`, missed: all.value > wanted },
        row('one open stream', (use) => use.streamBytes, 1024, 'KiB'),
      ];
    }),
};

interface Use {
  readonly allBytes: number;
  readonly streamBytes: number;
}

async function heldBytes(server: MeasuredServer): Promise<Use> {
  const dispatcher = new Agent({ connections: null, pipelining: 1 });
  try {
    await open(server, dispatcher, 20);
    const before = await server.usage('usage and held memory');
    await open(server, dispatcher, openStreams);
    const after = await server.usage('usage and held memory');
    return {
      allBytes: after.residentBytes,
      streamBytes: (after.residentBytes - before.residentBytes) / openStreams,
    };
  } finally {
    await dispatcher.destroy();
  }
}

/** Opens streams and waits for the first bytes of each; they stay open. */
async function open(server: MeasuredServer, dispatcher: Agent, count: number): Promise<void> {
  const model = server.name === 'muxgate' ? 'oai/held' : 'held';
  const body = JSON.stringify({ model, stream: true, messages: [{ role: 'user', content: 'go' }] });
  const headers = { 'content-type': 'application/json' };
  await Promise.all(
    Array.from({ length: count }, async () => {
      const url = `${server.url}/v1/chat/completions`;
      const answer = await request(url, { method: 'POST', headers, body, dispatcher });
      answer.body.on('error', () => undefined);
      await new Promise((resolve) => answer.body.once('data', resolve));
    }),
  );
}
