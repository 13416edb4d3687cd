import { join } from 'node:path';
import type { EffectiveConfig } from '../config/effectiveConfig.ts';
import { resolveConfig } from '../config/resolveConfig.ts';
import { createAccountPool } from './accounts/createAccountPool.ts';
import type { LiveAccountPool } from './accounts/liveAccountPool.ts';
import type { GatewayServices } from './exchange/services.ts';
import { sendVia } from './editorChat/sendToEditor.ts';
import type { ExchangeCounter } from './usage/exchangeCounter.ts';
import { GatewayServer, type GatewayServerOptions } from './http/gatewayServer.ts';
import { createLogins } from './accounts/createLogins.ts';
import { createResponseCache } from './cache/createResponseCache.ts';
import { ProviderDirectory } from './providerDirectory.ts';
import { createAdaptingSend } from './providers/adapters/createAdaptingSend.ts';
import { KeyRing, type StoredKey } from './providers/keyRing.ts';
import type { RenewedLogin } from './providers/login/bearerTokens.ts';
import { ModelLists } from './providers/modelLists.ts';
import type { Provider, ProviderState } from './providers/provider.ts';
import { measuresOf } from './routes/targetMeasures.ts';
import { Router } from './routing/router.ts';
import type { Database } from './storage/database.ts';
import type { ExchangeWatch } from './usage/exchangeWatch.ts';
import { GatewayCore, type GatewayCoreOptions } from './gatewayCore.ts';
import { createGatewayServices } from './gatewayServices.ts';
import type { SignIns } from './accounts/signIns.ts';
import { timeOrderedId } from './exchange/timeOrderedId.ts';
import { environmentProxy, type ProxySettings, type SendAttempt } from './upstream/attempt.ts';
import { createSender } from './upstream/sender.ts';
import { fetchDocument } from './upstream/fetchDocument.ts';
import { Treasury } from './usage/money/treasury.ts';
import type { WindowRegistry } from './windows/windowRegistry.ts';

export interface GatewayOptions extends GatewayCoreOptions {
  /** Keeps a sign-in that was renewed where keys are kept. */
  readonly onLoginRenewed: (login: RenewedLogin) => void;
}

/**
 * The composition root: joins one configuration, routing, providers and upstream into what the HTTP server serves. Windows whose
 * configurations differ have one each, over the same core.
 */
export class Gateway {
  readonly core: GatewayCore;
  readonly keyRing = new KeyRing();
  readonly treasury: Treasury;
  readonly accounts: LiveAccountPool;
  readonly send: SendAttempt;
  /** The sign-ins of accounts that are going on. */
  readonly signIns: SignIns;
  readonly #options: GatewayOptions;
  readonly #ownsCore: boolean;
  readonly #lists: ModelLists;
  readonly #cache = createResponseCache(() => this.#config.cache, Date.now);
  readonly #servers = new Set<GatewayServer>();
  readonly #stopped = new AbortController();
  #sender: ReturnType<typeof createSender>;
  /** How the machine reaches the internet; `configure` changes it. */
  proxy: ProxySettings = environmentProxy;
  #env: NodeJS.ProcessEnv;
  #config: EffectiveConfig;
  #directory: ProviderDirectory;
  #router: Router;
  #services: GatewayServices | undefined;

  /** @param core what it shares with others; by default it has its own */
  constructor(options: GatewayOptions, core?: GatewayCore) {
    this.#options = options;
    this.#env = options.env;
    this.#ownsCore = core === undefined;
    this.core = core ?? new GatewayCore(options, () => this.#config);
    this.#sender = createSender({ proxy: this.proxy, env: options.env, log: options.log });
    const { send, signIns } = createLogins({
      send: createAdaptingSend({
        env: options.env,
        now: options.now,
        send: sendVia(this.core.editors, (attempt) => this.#sender.send(attempt)),
      }),
      keyRing: this.keyRing,
      dataDir: options.dataDir,
      onRenewed: options.onLoginRenewed,
      now: options.now,
      randomId: timeOrderedId,
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
    this.#lists.onChange(options.onChange);
    this.treasury = new Treasury({
      ...options,
      config: () => this.#config,
      provider: (id) => this.#directory.provider(id),
      isLocal: (target) => this.#directory.isLocal(target),
      models: () => this.#directory.listedReferences(),
      state: this.core.state,
      book: this.core.spendBook,
      history: this.core.tokenHistory,
      fetchText: (url, signal) => fetchDocument(this.send, url, signal),
    });
    const current = { config: () => this.#config, directory: () => this.#directory };
    this.accounts = createAccountPool(
      {
        state: this.core.state,
        ledger: this.treasury.ledger,
        latency: this.core.latency,
        memory: this.core.accountMemory,
        onChange: options.onChange,
      },
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

  get windows(): WindowRegistry {
    return this.core.windows;
  }

  get counter(): ExchangeCounter {
    return this.core.counter;
  }

  get database(): Database {
    return this.core.database;
  }

  get live(): ExchangeWatch['live'] {
    return this.core.watch.live;
  }

  /**
   * Applies a configuration to the next request on; running ones are not touched. Fetches missing model lists in the background.
   * @param env the variables that it names
   */
  configure(
    config: EffectiveConfig,
    proxy: ProxySettings = environmentProxy,
    env: NodeJS.ProcessEnv = this.#env,
  ): void {
    this.#env = env;
    if (JSON.stringify(proxy) !== JSON.stringify(this.proxy)) this.#replaceSender(proxy);
    if (this.core.config() === this.#config) this.core.watch.configured(this.#config, config);
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
    return (this.#services ??= createGatewayServices({
      version: this.#options.version,
      log: this.#options.log,
      core: this.core,
      keyRing: this.keyRing,
      accounts: this.accounts,
      ledger: this.treasury.ledger,
      batchBills: this.treasury.batchBills,
      cache: this.#cache,
      send: this.send,
      config: () => this.#config,
      directory: () => this.#directory,
      router: () => this.#router,
    }));
  }

  /** Lets running answers end, for a time at most. */
  async drain(timeoutMs: number): Promise<void> {
    await Promise.all([...this.#servers].map((server) => server.drain(timeoutMs)));
    this.database.flush();
  }

  /** No window has this configuration any more: it asks for nothing by itself; what runs comes to its end. */
  retire(): void {
    this.#stopped.abort();
    this.accounts.close();
  }

  /** Ends everything, running answers too. */
  async close(): Promise<void> {
    this.retire();
    await Promise.all([...this.#servers].map((server) => server.close()));
    await this.#sender.close();
    if (this.#ownsCore) await this.core.close();
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
    return new ProviderDirectory(this.#config, this.#env, this.#lists, this.keyRing);
  }

  #createRouter(): Router {
    return new Router({
      config: this.#config,
      directory: this.#directory,
      turns: this.core.turns,
      order: {
        turns: this.core.routeTurns,
        measures: measuresOf({
          config: this.#config,
          ledger: this.treasury.ledger,
          latency: this.core.latency,
          ratings: this.core.watch.ratings,
          isLocal: (target) => this.#directory.isLocal(target),
        }),
        random: Math.random,
      },
    });
  }

  #replaceSender(proxy: ProxySettings): void {
    const previous = this.#sender;
    this.proxy = proxy;
    this.#sender = createSender({ proxy, env: this.#options.env, log: this.#options.log });
    void previous.close();
  }

  #refreshInBackground(): void {
    this.#lists.refreshStale(this.#stopped.signal).catch((error: unknown) => {
      this.#options.log.debug(`model lists were not refreshed: ${String(error)}`);
    });
  }
}
