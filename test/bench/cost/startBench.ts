import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { request } from 'undici';
import { type Bench, median } from '../bench.ts';
import type { MeasuredServer } from './measuredServer.ts';
import { buildGateway, startGatewayProcess, startProxy, startUpstream } from './servers.ts';

const rounds = 7;
const wanted = 2;

/** From the start of the process to the end of its first answer, against the bare proxy's. */
export const startBench: Bench = {
  name: 'start',
  run: async () => {
    const folder = await mkdtemp(join(tmpdir(), 'muxgate-bench-'));
    const script = buildGateway(folder);
    const upstream = await startUpstream();
    try {
      const [proxyMs, gatewayMs]: [number[], number[]] = [[], []];
      for (let round = 0; round < rounds; round++) {
        proxyMs.push(await firstAnswerMs(() => startProxy(upstream)));
        gatewayMs.push(await firstAnswerMs(() => startGatewayProcess(script, upstream, folder)));
      }
      const [proxy, gateway] = [median(proxyMs), median(gatewayMs)];
      const note = `at most ${wanted} is wanted; ${gateway.toFixed(0)} against ${proxy.toFixed(0)} ms`;
      const value = gateway / proxy;
      return [
        { what: 'start to first answer', value, unit: '× the bare proxy', note, missed: value > wanted },
      ];
    } finally {
      await upstream.stop();
      await rm(folder, { recursive: true });
    }
  },
};

async function firstAnswerMs(start: () => Promise<MeasuredServer>): Promise<number> {
  const startMs = performance.now();
  const server = await start();
  const model = server.name === 'muxgate' ? 'oai/whole' : 'whole';
  const body = JSON.stringify({ model, messages: [{ role: 'user', content: 'go' }] });
  const headers = { 'content-type': 'application/json' };
  const answer = await request(`${server.url}/v1/chat/completions`, { method: 'POST', headers, body });
  await answer.body.text();
  const tookMs = performance.now() - startMs;
  await server.stop();
  return tookMs;
}
