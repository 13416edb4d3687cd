import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gatewayNodeOptions } from '../../../src/protocol/gatewayNodeOptions.ts';
import { type Measured, MeasuredServer, scriptPath } from './measuredServer.ts';
import { startNginx } from './nginx.ts';

/** The processes that a bench compares, each with the same fake provider behind it. */
export interface Servers {
  readonly upstream: MeasuredServer;
  readonly proxy: MeasuredServer;
  /** Undefined where there is none. */
  readonly nginx: Measured | undefined;
  readonly gateway: MeasuredServer;
}

/** Starts the fake provider, the bare proxy and the built gateway, runs the bench and stops them. */
export async function withServers<Result>(run: (servers: Servers) => Promise<Result>): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'muxgate-bench-'));
  const started: Measured[] = [];
  const start = async <Server extends Measured>(server: Promise<Server>): Promise<Server> => {
    started.push(await server);
    return await server;
  };
  try {
    const script = buildGateway(folder);
    const upstream = await start(startUpstream());
    const proxy = await start(startProxy(upstream));
    const gateway = await start(startGatewayProcess(script, upstream, folder));
    const nginx = await startNginx(upstream.url, folder);
    if (nginx !== undefined) started.push(nginx);
    return await run({ upstream, proxy, nginx, gateway });
  } finally {
    await Promise.all(started.map((server) => server.stop()));
    await rm(folder, { recursive: true });
  }
}

/** Bundles the gateway, since what users run is what is to be measured. Returns the command's script. */
export function buildGateway(folder: string): string {
  const outdir = join(folder, 'dist');
  const args = [scriptPath('../../../esbuild.mjs'), '--production', '--outdir', outdir];
  execFileSync(process.execPath, args, { cwd: scriptPath('../../../'), stdio: 'inherit' });
  return join(outdir, 'cli.js');
}

export function startUpstream(): Promise<MeasuredServer> {
  return MeasuredServer.start('the fake provider', scriptPath('./upstream.ts'), []);
}

export function startProxy(upstream: MeasuredServer): Promise<MeasuredServer> {
  return MeasuredServer.start('the bare proxy', scriptPath('./bareProxy.ts'), [upstream.url]);
}

/** The headless gateway, started as `npm start` and the editor start it, with CodeGate's four rules, in front of the fake provider under each of its formats. */
export async function startGatewayProcess(
  script: string,
  upstream: MeasuredServer,
  folder: string,
): Promise<MeasuredServer> {
  const rules = [
    { files: '*.md', model: 'oai/whole' },
    { request: 'chat', files: '*.js*', model: 'oai/whole' },
    { request: 'fim', model: 'oai/whole' },
  ];
  const config = join(folder, 'muxgate.json');
  const providers = {
    oai: { type: 'openai', endpoint: `${upstream.url}/v1`, apiKey: 'k', models: ['m'] },
    compatible: { type: 'openai-compatible', endpoint: `${upstream.url}/v1`, models: ['m'] },
    claude: { type: 'anthropic', endpoint: upstream.url, apiKey: 'k', models: ['m'] },
    google: { type: 'gemini', endpoint: upstream.url, apiKey: 'k', models: ['m'] },
  };
  const busy = busySetup(upstream);
  const written = {
    providers: { ...providers, ...busy.providers },
    routes: busy.routes,
    prices: busy.prices,
    workspaces: { default: { model: 'oai/whole', rules }, busy: busy.workspace },
    logLevel: 'warn',
  };
  await writeFile(config, JSON.stringify(written), { mode: 0o600 });
  const args = ['serve', '--port', '0', '--config', config, '--data', join(folder, 'data')];
  return await MeasuredServer.start('muxgate', script, args, gatewayNodeOptions);
}

const busyProviders = 10;
const modelsOfEach = 5;

/**
 * A workspace in which much is turned on: conditions on words, intent and size, a route of 50 targets of ten providers with three
 * accounts each (affinity is kept by those), prices, and budgets of the workspace and the route. Intent, record and metrics are on by default.
 */
function busySetup(
  upstream: MeasuredServer,
): Record<'providers' | 'routes' | 'prices' | 'workspace', object> {
  const ids = Array.from({ length: busyProviders }, (_, index) => `busy${index}`);
  const models = Array.from({ length: modelsOfEach }, (_, index) => `whole-${index}`);
  const accounts = Object.fromEntries(['a', 'b', 'c'].map((id) => [id, { apiKey: `k-${id}` }]));
  const provider = { type: 'openai-compatible', endpoint: `${upstream.url}/v1`, models, accounts };
  const budget = { perDayUsd: 1e6, perMonthUsd: 1e7 };
  return {
    providers: Object.fromEntries(ids.map((id) => [id, provider])),
    routes: {
      many: {
        strategy: 'round-robin',
        targets: ids.flatMap((id) => models.map((model) => ({ model: `${id}/${model}` }))),
        budget,
      },
    },
    prices: Object.fromEntries(ids.map((id) => [`${id}/*`, { input: 1, output: 4 }])),
    workspace: {
      model: 'oai/whole',
      budget,
      rules: [
        { files: '*.md', model: 'oai/whole' },
        { keywords: ['invoice', 'payroll'], model: 'oai/whole' },
        { intent: 'translation', model: 'oai/whole' },
        { tokens: { min: 50_000 }, model: 'oai/whole' },
        { request: 'chat', model: '@many' },
      ],
    },
  };
}
