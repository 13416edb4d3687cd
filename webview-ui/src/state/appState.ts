import type { SettingsChange, SettingsConflict } from '../../../src/protocol/settingsChange.ts';
import type { AgentStatus } from '../../../src/protocol/agents.ts';
import type { UsageResult } from '../../../src/protocol/usage.ts';
import type { PageState } from '../../../src/protocol/webviewMessages.ts';
import { type Drafts, noDrafts } from '../model/drafts.ts';
import type { ListFilter } from '../model/exchangeFilter.ts';
import type { ImportPlan } from '../model/importPlan.ts';
import { initialUsageView, type UsageView } from '../model/usageView.ts';

export const tabs = ['requests', 'usage', 'providers', 'workspaces', 'routes', 'agents', 'limits'] as const;
export type Tab = (typeof tabs)[number];

/** Which of the pages is shown, and what on it. */
export interface View {
  readonly tab: Tab;
  /** The provider's form is open, on `drafts.provider`. */
  readonly isEditingProvider: boolean;
  /** Key of the shown workspace, `folder:…` for one that came with a folder; undefined: the active one. */
  readonly workspace?: string;
  /** Key of the shown route; undefined: the first. */
  readonly route?: string;
  /** The agent whose steps are shown. */
  readonly agent?: string;
}

/** What outlives the page of requests. */
export interface RequestsView {
  readonly filter: ListFilter;
  /** How far the list is scrolled, in px. */
  readonly offset: number;
  /** Id of the request that is open. */
  readonly open?: string;
}

/** A write that found the settings changed; nothing was written. */
export interface OpenConflict {
  readonly changes: readonly SettingsChange[];
  readonly conflicts: readonly SettingsConflict[];
}

/** Something to confirm before it is done. */
export interface Question {
  readonly title: string;
  readonly lines: readonly string[];
  /** What the confirming button says. */
  readonly confirm: string;
  readonly run: () => void;
}

export interface Notice {
  readonly kind: 'error' | 'done';
  readonly text: string;
}

/** The page Usage. */
export interface UsageState {
  readonly view: UsageView;
  /** The newest answer; that of an older view until the new one comes. */
  readonly result?: UsageResult;
  readonly isLoading: boolean;
  readonly failure?: string;
  /** Today by provider, for the page of providers; undefined: not known. */
  readonly today?: UsageResult;
}

/** Everything that the page shows. Immutable: each change is a new one. */
export interface AppState {
  /** Undefined until the host has answered. */
  readonly page?: PageState;
  /** Undefined until they were asked for. */
  readonly agents?: readonly AgentStatus[];
  readonly view: View;
  readonly drafts: Drafts;
  readonly requests?: RequestsView;
  readonly conflict?: OpenConflict;
  readonly question?: Question;
  readonly importPlan?: ImportPlan;
  readonly notice?: Notice;
  readonly usage: UsageState;
}

export const initialState: AppState = {
  view: { tab: 'providers', isEditingProvider: false },
  drafts: noDrafts,
  usage: { view: initialUsageView, isLoading: false },
};
