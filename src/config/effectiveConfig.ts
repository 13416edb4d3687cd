import type { BudgetConfig, FailoverConfig, LimitsConfig } from './limitsSchema.ts';
import type { AssumedTokensConfig, PriceConfig } from './moneySchema.ts';
import type { CacheSettings, IntentSettings, RecordSettings, TelemetrySettings } from './recordSchema.ts';
import type { RouteConfig, RouteTargetConfig } from './routeSchema.ts';
import type { LogLevel, ModelOverride, ProviderConfig, RuleConfig, WorkspaceConfig } from './schema.ts';

/** One thing wrong with a configuration: where and what, and where known the line in its file (counted from 1). */
export interface ConfigProblem {
  /** Dotted path of the entry, e.g. `workspaces.default.rules[2].model`. */
  readonly path: string;
  /** Says what is wrong and what would be right. */
  readonly message: string;
  readonly severity: 'error' | 'warning';
  readonly line?: number;
  /** Where it was written: `file`, `user settings`, `workspace settings`, or a folder's path. */
  readonly source?: string;
}

export interface EffectiveRule extends RuleConfig {
  /** Why this rule cannot be used; it stays in place, is skipped with a warning, and refuses when `localOnly`. */
  readonly broken?: string;
}

/** A row of `tiers`. */
export interface EffectiveTier {
  /** Glob on the requested model name. */
  readonly pattern: string;
  /** `provider/model` or `@route`; undefined: none chosen yet. */
  readonly model?: string;
  readonly enabled: boolean;
  /** Why it cannot be used. */
  readonly broken?: string;
}

export interface EffectiveRouteTarget extends RouteTargetConfig {
  /** Why it is never chosen; the route's others are. */
  readonly broken?: string;
}

export interface EffectiveRoute extends Omit<RouteConfig, 'targets'> {
  readonly id: string;
  readonly targets: readonly EffectiveRouteTarget[];
  /** Why it cannot be used, e.g. the cycle that it is part of. */
  readonly broken?: string;
}

export interface EffectiveWorkspace extends Omit<WorkspaceConfig, 'rules' | 'tiers'> {
  readonly id: string;
  readonly rules: readonly EffectiveRule[];
  /** In the order written; they stand before the global ones. */
  readonly tiers?: readonly EffectiveTier[];
  readonly broken?: string;
  /** `folder` workspaces came with an opened folder and hold under the user's localOnly rules. */
  readonly origin: 'user' | 'folder';
}

export interface EffectiveProvider extends ProviderConfig {
  readonly id: string;
}

/** Settings of failover with the defaults filled in. */
export type Failover = Required<FailoverConfig>;

type Filled<T, Open extends keyof T = never> = Required<Omit<T, Open>> & Pick<T, Open>;

/** Settings that are one object each, with the defaults filled in. */
export interface EffectiveSettings {
  readonly failover: Failover;
  readonly limits: LimitsConfig;
  readonly budget: BudgetConfig;
  readonly assumedTokens: Required<AssumedTokensConfig>;
  readonly intent: Filled<IntentSettings, 'secondOpinion'>;
  readonly record: Omit<Required<RecordSettings>, 'capture'> & {
    readonly capture: { readonly enabled: boolean; readonly maxHours: number };
  };
  readonly telemetry: Filled<TelemetrySettings, 'endpoint'>;
  readonly cache: Required<CacheSettings>;
}

/** The user's own prices. */
export interface EffectivePrices {
  /** In USD per million tokens, by `provider/model` or glob, in the order written. */
  readonly rows: ReadonlyMap<string, PriceConfig>;
  /** A JSON file that holds more of them; its rows come before. */
  readonly file?: string;
}

/** A validated configuration: bad entries left out or marked broken, defaults filled in. */
export interface EffectiveConfig extends EffectiveSettings {
  readonly port: number;
  readonly host: string;
  readonly allowedHosts: readonly string[];
  /** Resolved access keys; empty means that none is needed. */
  readonly accessKeys: readonly string[];
  readonly bodyLimitMiB: number;
  readonly logLevel: LogLevel;
  readonly providers: ReadonlyMap<string, EffectiveProvider>;
  /** Providers whose entry cannot be used, and why. */
  readonly brokenProviders: ReadonlyMap<string, string>;
  /** In the order written; always holds `activeWorkspace` (an empty one when nothing defines it). */
  readonly workspaces: ReadonlyMap<string, EffectiveWorkspace>;
  readonly activeWorkspace: string;
  /** What the user says of models, by `provider/model` or glob, in the order written. */
  readonly modelOverrides: ReadonlyMap<string, ModelOverride>;
  readonly prices: EffectivePrices;
  /** In the order written. */
  readonly routes: ReadonlyMap<string, EffectiveRoute>;
  /** In the order written, the ones that are there by default last. */
  readonly tiers: readonly EffectiveTier[];
  /** Workspace chosen by an opened folder, by the folder's path or URI. */
  readonly folderWorkspaces: ReadonlyMap<string, string>;
  /** The user's own localOnly rules of every user workspace that hold in folder workspaces too. */
  readonly userLocalOnlyRules: readonly EffectiveRule[];
  /** Folder workspaces that name models and wait for the user's confirmation; they are in no other list. */
  readonly unconfirmedWorkspaces: readonly UnconfirmedFolderWorkspace[];
  readonly problems: readonly ConfigProblem[];
}

export interface UnconfirmedFolderWorkspace {
  readonly id: string;
  /** The folder's URI, or `workspace settings`. */
  readonly folder: string;
  /** Models that it names, shown for confirmation. */
  readonly models: readonly string[];
  /** SHA-256 of its content; any change asks again. */
  readonly hash: string;
}
