import { askForText } from '../../src/gateway/exchange/askForText.ts';
import { SecondOpinion } from '../../src/gateway/intent/secondOpinion.ts';
import { randomUUID } from 'node:crypto';
import { resolveConfig } from '../../src/config/resolveConfig.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import { accountCredential } from '../../src/gateway/accounts/accountCredential.ts';
import { LiveAccountPool } from '../../src/gateway/accounts/liveAccountPool.ts';
import type { Clock } from '../../src/gateway/exchange/clock.ts';
import { systemClock } from '../../src/gateway/exchange/clock.ts';
import { IdDirectory, noIdStorage } from '../../src/gateway/exchange/givenIds/idDirectory.ts';
import { ResponseStore } from '../../src/gateway/exchange/responseStore/responseStore.ts';
import { MissingEndpoints } from '../../src/gateway/exchange/missingEndpoints.ts';
import { UsageWishes } from '../../src/gateway/exchange/usageWishes.ts';
import type { ExchangeRecord, GatewayServices } from '../../src/gateway/exchange/services.ts';
import { explainOverrides } from '../../src/gateway/exchange/overrides/explainOverrides.ts';
import { GatewayServer, type GatewayServerOptions } from '../../src/gateway/http/gatewayServer.ts';
import { createLog } from '../../src/gateway/log.ts';
import { ProviderDirectory } from '../../src/gateway/providerDirectory.ts';
import { createAdaptingSend } from '../../src/gateway/providers/adapters/createAdaptingSend.ts';
import { credentialHeaders } from '../../src/gateway/providers/credentials.ts';
import { KeyRing } from '../../src/gateway/providers/keyRing.ts';
import { ModelLists } from '../../src/gateway/providers/modelLists.ts';
import { Router } from '../../src/gateway/routing/router.ts';
import { TurnMap } from '../../src/gateway/routing/turnMap.ts';
import { createSender } from '../../src/gateway/upstream/sender.ts';
import { noLatencyPriors } from './noLatencyPriors.ts';
import type { StateStore } from '../../src/gateway/storage/stateStore.ts';
import { unpricedLedger } from './unpricedLedger.ts';
import { MetricsObserver } from '../../src/gateway/usage/metrics/metricsObserver.ts';
import { createResponseCache } from '../../src/gateway/cache/createResponseCache.ts';
import { turnObserver } from '../../src/gateway/exchange/turnObserver.ts';
import { WindowRegistry } from '../../src/gateway/windows/windowRegistry.ts';
import type { Cost } from '../../src/gateway/usage/money/ledger.ts';
import { MemoryState } from './memoryState.ts';
import { orderOf } from './routing.ts';

export interface StartOptions extends GatewayServerOptions {
  readonly clock?: Clock;
  readonly env?: NodeJS.ProcessEnv;
  readonly services?: Partial<GatewayServices>;
  /** What an earlier run left. */
  readonly state?: StateStore;
}

/** A gateway in this process, on a free port of loopback. */
export interface StartedGateway {
  readonly url: string;
  readonly port: number;
  readonly server: GatewayServer;
  readonly services: GatewayServices;
  readonly windows: WindowRegistry;
  /** Every finished exchange. */
  readonly records: ExchangeRecord[];
  /** The record of the next exchange that finishes. */
  readonly nextRecord: () => Promise<ExchangeRecord>;
  /** Resolves when the next exchange begins, its body being waited for. */
  readonly nextStart: () => Promise<void>;
  /** Asks a provider for its models. */
  readonly refreshModels: (providerId: string) => Promise<void>;
  readonly logLines: string[];
  readonly close: () => Promise<void>;
}

/** Starts a gateway with this configuration, without editor windows, keys in environment variables and files. */
export async function startGateway(config: ConfigInput, options: StartOptions = {}): Promise<StartedGateway> {
  const { clock = systemClock, env = {} } = options;
  const effective = resolveConfig([{ kind: 'file', value: { ...config } }], {
    env,
    trusted: true,
    confirmedWorkspaces: [],
  });
  const logLines: string[] = [];
  const log = createLog(
    (level, message) => logLines.push(`${level} ${message}`),
    () => 'trace',
  );
  const sender = createSender({ proxy: { noProxy: [], strictSsl: true }, env, log });
  const keyRing = new KeyRing();
  const lists = new ModelLists({ send: sender.send, keyRing, clock, log });
  const directory = new ProviderDirectory(effective, env, lists, keyRing);
  lists.configure(directory.providers());
  await lists.refresh('demo', AbortSignal.timeout(1000));
  const turns = new TurnMap();
  const keepTurns = turnObserver(() => turns);
  const router = new Router({
    config: effective,
    directory,
    turns,
    order: orderOf(effective),
  });
  const accounts = new LiveAccountPool({
    clock,
    state: options.state ?? new MemoryState(),
    ledger: unpricedLedger,
    latency: noLatencyPriors,
    random: Math.random,
    credential: (provider, account) => accountCredential(directory.providerFor(provider, account), keyRing),
  });
  accounts.configure(effective);
  const windows = new WindowRegistry(() => clock.now());
  const records: ExchangeRecord[] = [];
  const waitingForStart: (() => void)[] = [];
  const waiting: ((record: ExchangeRecord) => void)[] = [];
  const metrics = new MetricsObserver('0.0.0-test');
  const secondOpinion = new SecondOpinion<Cost>({
    ask: (target, request, signal, onPaid) => askForText(services, target, request, signal, onPaid),
    isLocal: (target) => directory.isLocal(target),
    log,
  });
  const services: GatewayServices = {
    version: '0.0.0-test',
    config: () => effective,
    decide: (request) => router.decide(request, windows),
    decidePassed: (request) => router.decidePassed(request, windows),
    secondOpinion: (request, onPaid) => {
      const settings = effective.intent.secondOpinion;
      const question = settings === undefined ? undefined : router.intentQuestion(request, windows);
      return settings === undefined || question === undefined
        ? undefined
        : secondOpinion.on(question, settings, onPaid);
    },
    explain: (request) =>
      explainOverrides(router.explain(request, windows), request.request, (reference) =>
        directory.override(reference),
      ),
    provider: (id) => directory.provider(id),
    providerFor: (id, account) => directory.providerFor(id, account),
    accounts,
    ledger: unpricedLedger,
    batchBills: { bill: () => undefined },
    latency: noLatencyPriors,
    providerStates: () => directory.states(),
    listedModels: (id) => directory.listedModels(id),
    capabilities: (reference) => directory.capabilities(reference),
    override: (reference) => directory.override(reference),
    credentials: (provider, caller) =>
      credentialHeaders(provider, keyRing, {
        ...caller,
        isAccessKey: (key) => effective.accessKeys.includes(key),
      }),
    ids: new IdDirectory(noIdStorage, clock),
    usageWishes: new UsageWishes(),
    missingEndpoints: new MissingEndpoints(() => clock.now()),
    responses: new ResponseStore(),
    send: createAdaptingSend({ env, now: () => clock.now(), send: sender.send }),
    observer: {
      onExchangeStart: () => {
        metrics.onExchangeStart();
        for (const resolve of waitingForStart.splice(0)) resolve();
      },
      onExchange: (record) => {
        records.push(record);
        keepTurns.onExchange(record);
        metrics.onExchange(record);
        for (const resolve of waiting.splice(0)) resolve(record);
      },
    },
    metrics,
    capture: { keep: () => undefined },
    cache: createResponseCache(
      () => effective.cache,
      () => clock.now(),
    ),
    log,
    clock,
    randomId: randomUUID,
    ...options.services,
  };
  const server = new GatewayServer(services, options);
  const { port } = await server.listen('127.0.0.1', 0);
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    server,
    services,
    windows,
    records,
    nextRecord: () => new Promise((resolve) => waiting.push(resolve)),
    nextStart: () => new Promise((resolve) => waitingForStart.push(resolve)),
    logLines,
    refreshModels: async (providerId) => {
      await lists.refresh(providerId, AbortSignal.timeout(1000));
    },
    close: async () => {
      await server.close();
      await sender.close();
    },
  };
}
