import { AgentActions } from './agentActions.ts';
import { ExchangeActions } from './exchangeActions.ts';
import { ObjectActions } from './objectActions.ts';
import { OverrideActions } from './overrideActions.ts';
import { ProviderActions } from './providerActions.ts';
import { RouteActions } from './routeActions.ts';
import type { SettingsStore } from './settingsStore.ts';
import { TransferActions } from './transferActions.ts';
import { UsageActions } from './usageActions.ts';
import { WorkspaceActions } from './workspaceActions.ts';

/** Everything that the page's parts can do, by what it is about. */
export class Actions {
  readonly store: SettingsStore;
  readonly providers: ProviderActions;
  readonly overrides: OverrideActions;
  readonly workspaces: WorkspaceActions;
  readonly exchanges: ExchangeActions;
  readonly routes: RouteActions;
  readonly agents: AgentActions;
  readonly objects: ObjectActions;
  readonly transfer: TransferActions;
  readonly usage: UsageActions;

  constructor(store: SettingsStore) {
    this.store = store;
    this.providers = new ProviderActions(store);
    this.overrides = new OverrideActions(store);
    this.workspaces = new WorkspaceActions(store);
    this.exchanges = new ExchangeActions(store, this.workspaces);
    this.routes = new RouteActions(store);
    this.agents = new AgentActions(store);
    this.objects = new ObjectActions(store);
    this.transfer = new TransferActions(store);
    this.usage = new UsageActions(store);
  }
}
