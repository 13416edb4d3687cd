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

export interface EffectiveWorkspace extends Omit<WorkspaceConfig, 'rules'> {
  readonly id: string;
  readonly rules: readonly EffectiveRule[];
  readonly broken?: string;
  /** `folder` workspaces came with an opened folder and hold under the user's localOnly rules. */
  readonly origin: 'user' | 'folder';
}

export interface EffectiveProvider extends ProviderConfig {
  readonly id: string;
}

/** A validated configuration: bad entries left out or marked broken, defaults filled in. */
export interface EffectiveConfig {
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
