import { join } from 'node:path';
import type { EffectiveConfig } from '../config/effectiveConfig.ts';
import { AccountMemory } from './accounts/accountMemory.ts';
import { EditorDirectory } from './editorChat/editorDirectory.ts';
import { systemClock } from './exchange/clock.ts';
import { IdDirectory } from './exchange/givenIds/idDirectory.ts';
import { IdFile } from './exchange/givenIds/idFile.ts';
import { MissingEndpoints } from './exchange/missingEndpoints.ts';
import { ResponseStore } from './exchange/responseStore/responseStore.ts';
import { UsageWishes } from './exchange/usageWishes.ts';
import { ExchangeCounter } from './usage/exchangeCounter.ts';
import { tellAll } from './usage/exchangeObservers.ts';
import { gatewayDatabase } from './gatewayDatabase.ts';
import type { Log } from './log.ts';
import { RouteTurns } from './routes/routeTurns.ts';
import { TurnMap } from './routing/turnMap.ts';
import type { Database } from './storage/database.ts';
import { SqliteStateStore } from './storage/sqliteStateStore.ts';
import type { StateStore } from './storage/stateStore.ts';
import { turnObserver } from './exchange/turnObserver.ts';
import { ExchangeWatch } from './usage/exchangeWatch.ts';
import { MeasuredLatency } from './usage/latency/measuredLatency.ts';
import { SpendBook } from './usage/money/spendBook.ts';
import { SpendTable } from './usage/money/spendTable.ts';
import { TokenHistory } from './usage/money/tokenHistory.ts';
import { WindowRegistry } from './windows/windowRegistry.ts';

export interface GatewayCoreOptions {
  readonly version: string;
  /** Holds the model lists, which provider gave out an id, and the database. */
  readonly dataDir: string;
  readonly env: NodeJS.ProcessEnv;
  readonly log: Log;
  /** Time in ms since 1970. */
  readonly now: () => number;
  /** Something that the status shows has changed. */
  readonly onChange: () => void;
}

/**
 * What there is once in a process, however many windows with settings of their own it serves: the record, what is known of accounts,
 * what was spent, which windows there are.
 */
export class GatewayCore {
  readonly windows: WindowRegistry;
  readonly editors = new EditorDirectory();
  readonly counter: ExchangeCounter;
  readonly database: Database;
  readonly state: StateStore;
  readonly watch: ExchangeWatch;
  readonly latency: MeasuredLatency;
  readonly ids: IdDirectory;
  readonly usageWishes = new UsageWishes();
  readonly missingEndpoints: MissingEndpoints;
  readonly responses = new ResponseStore();
  readonly turns = new TurnMap();
  readonly routeTurns = new RouteTurns();
  readonly accountMemory = new AccountMemory(systemClock);
  readonly spendBook: SpendBook;
  readonly tokenHistory: TokenHistory;
  /** The configuration that record, metrics and telemetry go by. */
  config: () => EffectiveConfig;
  /** Keys that let clients in here, of all windows: they are never sent to a provider. */
  accessKeys: readonly string[] = [];

  constructor(options: GatewayCoreOptions, config: () => EffectiveConfig) {
    this.config = config;
    this.windows = new WindowRegistry(options.now);
    this.missingEndpoints = new MissingEndpoints(options.now);
    this.counter = new ExchangeCounter(options.log, options.onChange);
    this.database = gatewayDatabase(options);
    this.state = new SqliteStateStore(this.database, options.now);
    this.watch = new ExchangeWatch({
      ...options,
      database: this.database,
      counter: tellAll([this.counter, turnObserver(() => this.turns)]),
      config: () => this.config(),
      clock: systemClock,
    });
    this.latency = new MeasuredLatency(this.state, options.now);
    this.ids = new IdDirectory(new IdFile(join(options.dataDir, 'ids.json'), options.log), systemClock);
    this.spendBook = new SpendBook(new SpendTable(this.database), options.now);
    this.tokenHistory = new TokenHistory(this.state);
  }

  async close(): Promise<void> {
    await this.ids.flush();
    await this.watch.close();
    this.database.close();
  }
}
