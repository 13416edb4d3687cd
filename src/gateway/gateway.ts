import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import type { EffectiveConfig } from '../config/effectiveConfig.ts';
import { resolveConfig } from '../config/resolveConfig.ts';
import { createAccountPool } from './accounts/createAccountPool.ts';
import type { LiveAccountPool } from './accounts/liveAccountPool.ts';
import type { GatewayServices } from './exchange/services.ts';
import { systemClock } from './exchange/clock.ts';
import { IdDirectory } from './exchange/givenIds/idDirectory.ts';
import { IdFile } from './exchange/givenIds/idFile.ts';
import { EditorDirectory } from './editorChat/editorDirectory.ts';
import { explainOverrides } from './exchange/overrides/explainOverrides.ts';
import { askForText } from './exchange/askForText.ts';
import { tellAll } from './exchangeObservers.ts';
import { ExchangeCounter } from './exchangeCounter.ts';
import { ResponseStore } from './exchange/responseStore/responseStore.ts';
import { UsageWishes } from './exchange/usageWishes.ts';
import { GatewayServer, type GatewayServerOptions } from './http/gatewayServer.ts';
import type { Intent } from './intent/intent.ts';
import { SecondOpinion } from './intent/secondOpinion.ts';
import type { Log } from './log.ts';
import { createLogins } from './logins.ts';
import { createResponseCache } from './cache/createResponseCache.ts';
import { ProviderDirectory } from './providerDirectory.ts';
import { createAdaptingSend } from './providers/adapters/createAdaptingSend.ts';
import { credentialHeaders } from './providers/credentials.ts';
import { KeyRing, type StoredKey } from './providers/keyRing.ts';
import type { RenewedLogin } from './providers/login/bearerTokens.ts';
import { ModelLists } from './providers/modelLists.ts';
import type { Provider, ProviderState } from './providers/provider.ts';
import { RouteTurns } from './routes/routeTurns.ts';
import { measuresOf } from './routes/targetMeasures.ts';
import type { RoutingRequest } from './routing/routingRequest.ts';
import { Router } from './routing/router.ts';
import { gatewayDatabase } from './gatewayDatabase.ts';
import type { Database } from './storage/database.ts';
import { SqliteStateStore } from './storage/sqliteStateStore.ts';
import type { StateStore } from './storage/stateStore.ts';
import { ExchangeWatch } from './usage/exchangeWatch.ts';
import { TurnMap } from './routing/turnMap.ts';
import type { SignIns } from './signIns.ts';
import { environmentProxy, type ProxySettings, type SendAttempt } from './upstream/attempt.ts';
import { createSender } from './upstream/sender.ts';
import { fetchDocument } from './upstream/fetchDocument.ts';
import { MeasuredLatency } from './usage/latency/measuredLatency.ts';
import { Treasury } from './usage/money/treasury.ts';
import { turnObserver } from './turnObserver.ts';
import { WindowRegistry } from './windows/windowRegistry.ts';

export interface GatewayOptions {
  readonly version: string;
  /** Holds the model lists, which provider gave out an id, and the database. */
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  /** Time in ms since 1970. */
  readonly now: () => number;
  /** Something that the status shows has changed. */
  readonly onChange: () => void;
  /** Keeps a sign-in that was renewed where keys are kept. */
  readonly onLoginRenewed: (login: RenewedLogin) => void;
}

/** The composition root: joins configuration, routing, providers and upstream into what the HTTP server serves. */
export class Gateway {
  readonly windows: WindowRegistry;
  readonly editors = new EditorDirectory();
  readonly keyRing = new KeyRing();
  readonly counter: ExchangeCounter;
  readonly database: Database;
  readonly state: StateStore;
  readonly #options: GatewayOptions;
  readonly treasury: Treasury;
  readonly #latency: MeasuredLatency;
  readonly accounts: LiveAccountPool;
  readonly #lists: ModelLists;
  readonly #ids: IdDirectory;
  readonly #usageWishes = new UsageWishes();
  readonly #responses = new ResponseStore();
  readonly #watch: ExchangeWatch;
  readonly live: ExchangeWatch['live'];
  readonly #cache = createResponseCache(() => this.#config.cache, Date.now);
  readonly #servers = new Set<GatewayServer>();
  readonly #stopped = new AbortController();
  readonly #routeTurns = new RouteTurns();
  readonly #secondOpinion = new SecondOpinion({
    ask: (target, request, signal) => askForText(this.services(), target, request, signal),
    isLocal: (target) => this.#directory.isLocal(target),
    log: { debug: (message) => this.#options.log.debug(message) },
  });
  #turns = new TurnMap();
  #sender: ReturnType<typeof createSender>;
  #proxy: ProxySettings = environmentProxy;
  #config: EffectiveConfig;
  #directory: ProviderDirectory;
  #router: Router;

  constructor(options: GatewayOptions) {
    this.#options = options;
    this.windows = new WindowRegistry(options.now);
    this.counter = new ExchangeCounter(options.log, options.onChange);
    this.database = gatewayDatabase(options);
    this.state = new SqliteStateStore(this.database, options.now);
    this.#watch = new ExchangeWatch({
      ...options,
      database: this.database,
      counter: tellAll([this.counter, turnObserver(() => this.#turns)]),
      config: () => this.#config,
      clock: systemClock,
    });
    this.live = this.#watch.live;
    this.#sender = createSender({ proxy: this.#proxy, env: options.env, log: options.log });
    const { send, signIns } = createLogins({
      send: createAdaptingSend({
        env: options.env,
        now: options.now,
        send: (attempt) => this.#sender.send(attempt),
      }),
      keyRing: this.keyRing,
      dataDir: options.dataDir,
      onRenewed: options.onLoginRenewed,
      now: options.now,
      randomId: randomUUID,
    });
    this.send = send;
    this.signIns = signIns;
    this.#lists = new ModelLists({
      send: (attempt) => this.send(attempt),
      keyRing: this.keyRing,
      file: join(options.dataDir, 'models.json'),
      clock: { now: options.now },
      log: options.log,
    });
    this.#ids = new IdDirectory(new IdFile(join(options.dataDir, 'ids.json'), options.log), systemClock);
    this.#lists.onChange(options.onChange);
    this.treasury = new Treasury({
      ...options,
      config: () => this.#config,
      provider: (id) => this.#directory.provider(id),
      isLocal: (target) => this.#directory.isLocal(target),
      models: () => this.#directory.listedReferences(),
      state: this.state,
      fetchText: (url, signal) => fetchDocument(this.send, url, signal),
    });
    this.#latency = new MeasuredLatency(this.state, options.now);
    const current = { config: () => this.#config, directory: () => this.#directory };
    this.accounts = createAccountPool(
      { state: this.state, ledger: this.treasury.ledger, latency: this.#latency, onChange: options.onChange },
      { keyRing: this.keyRing, send: this.send, lists: this.#lists, ...current },
    );
    this.#config = resolveConfig([], { env: options.env, trusted: false, confirmedWorkspaces: [] });
    this.#directory = this.#createDirectory();
    this.#router = this.#createRouter();
  }

  get config(): EffectiveConfig {
    return this.#config;
  }

  get router(): Router {
    return this.#router;
  }

  readonly send: SendAttempt;
  /** The sign-ins of accounts that are going on. */
  readonly signIns: SignIns;

  /** Applies a configuration to the next request on; running ones are not touched. Fetches missing model lists in the background. */
  configure(config: EffectiveConfig, proxy: ProxySettings = environmentProxy): void {
    if (JSON.stringify(proxy) !== JSON.stringify(this.#proxy)) this.#replaceSender(proxy);
    this.#watch.configured(this.#config, config);
    this.#config = config;
    this.#compile();
    this.#refreshInBackground();
    this.#options.onChange();
  }

  /** Replaces the keys of SecretStorage. */
  setKeys(keys: readonly StoredKey[]): void {
    this.keyRing.replace(keys);
    this.#compile();
    this.#refreshInBackground();
    this.#options.onChange();
  }

  /** Ends "a turn keeps its model" for all turns: after a new pin the next request decides anew. */
  forgetTurns(): void {
    this.#turns = new TurnMap();
    this.#router = this.#createRouter();
  }

  provider(id: string): Provider | undefined {
    return this.#directory.provider(id);
  }

  /** A provider with the endpoint and the key of one of its accounts. */
  providerFor(id: string, account: string): Provider | undefined {
    return this.#directory.providerFor(id, account);
  }

  providers(): readonly Provider[] {
    return this.#directory.providers();
  }

  providerStates(): readonly ProviderState[] {
    return this.#directory.states();
  }

  /** Fetches the model list of one provider, or of all; failures are in the states. */
  refreshModels(id: string | undefined, signal: AbortSignal): Promise<ProviderState[]> {
    const ids = id === undefined ? this.#directory.providerIds() : [id];
    return Promise.all(ids.map((provider) => this.#lists.refresh(provider, signal)));
  }

  /** A server for one address; several may run while the port changes. */
  createServer(options: GatewayServerOptions = {}): GatewayServer {
    const server = new GatewayServer(this.services(), options);
    this.#servers.add(server);
    return server;
  }

  /** What the pipeline needs; asks for the current configuration at every call. */
  services(): GatewayServices {
    return {
      version: this.#options.version,
      config: () => this.#config,
      decide: (request) => this.#router.decide(request, this.windows),
      decidePassed: (request) => this.#router.decidePassed(request, this.windows),
      secondOpinion: (request) => this.#askIntent(request),
      explain: (request) =>
        explainOverrides(this.#router.explain(request, this.windows), request.request, (reference) =>
          this.#directory.override(reference),
        ),
      provider: (id) => this.#directory.provider(id),
      providerFor: (id, account) => this.#directory.providerFor(id, account),
      accounts: this.accounts,
      ledger: this.treasury.ledger,
      latency: this.#latency,
      providerStates: () => this.#directory.states(),
      listedModels: (id) => this.#directory.listedModels(id),
      capabilities: (reference) => this.#directory.capabilities(reference),
      override: (reference) => this.#directory.override(reference),
      credentials: (provider, caller) =>
        credentialHeaders(provider, this.keyRing, {
          ...caller,
          isAccessKey: (key) => this.#config.accessKeys.includes(key),
        }),
      ids: this.#ids,
      usageWishes: this.#usageWishes,
      responses: this.#responses,
      send: this.send,
      observer: this.#watch.observer,
      metrics: this.#watch.metrics,
      capture: this.#watch.capture,
      cache: this.#cache,
      log: this.#options.log,
      clock: systemClock,
      randomId: randomUUID,
    };
  }

  /** Lets running answers end, for a time at most. */
  async drain(timeoutMs: number): Promise<void> {
    await Promise.all([...this.#servers].map((server) => server.drain(timeoutMs)));
    this.database.flush();
  }

  /** Ends everything, running answers too. */
  async close(): Promise<void> {
    this.#stopped.abort();
    this.accounts.close();
    await Promise.all([...this.#servers].map((server) => server.close()));
    await this.#sender.close();
    await this.#ids.flush();
    await this.#watch.close();
    this.database.close();
  }

  #askIntent(request: RoutingRequest): Promise<Intent | undefined> | undefined {
    const { secondOpinion } = this.#config.intent;
    if (secondOpinion === undefined || request.request.kind !== 'chat') return undefined;
    const question = this.#router.intentQuestion(request, this.windows);
    return question === undefined ? undefined : this.#secondOpinion.on(question, secondOpinion);
  }

  /** What follows from configuration and keys. */
  #compile(): void {
    this.#directory = this.#createDirectory();
    this.#router = this.#createRouter();
    this.#lists.configure(this.#directory.providers(), ({ id }) => this.#directory.listing(id));
    this.treasury.configure();
    this.accounts.configure(this.#config);
  }

  #createDirectory(): ProviderDirectory {
    return new ProviderDirectory(this.#config, this.#options.env, this.#lists, this.keyRing);
  }

  #createRouter(): Router {
    return new Router({
      config: this.#config,
      directory: this.#directory,
      turns: this.#turns,
      order: {
        turns: this.#routeTurns,
        measures: measuresOf({
          config: this.#config,
          ledger: this.treasury.ledger,
          latency: this.#latency,
          isLocal: (target) => this.#directory.isLocal(target),
        }),
        random: Math.random,
      },
    });
  }

  #replaceSender(proxy: ProxySettings): void {
    const previous = this.#sender;
    this.#proxy = proxy;
    this.#sender = createSender({ proxy, env: this.#options.env, log: this.#options.log });
    void previous.close();
  }

  #refreshInBackground(): void {
    this.#lists.refreshStale(this.#stopped.signal).catch((error: unknown) => {
      this.#options.log.debug(`model lists were not refreshed: ${String(error)}`);
    });
  }
}
