import type { RequestFile } from './decision.ts';

/** A folder opened in a window. `path` is absolute with forward slashes (Windows: `c:/…`), `uri` as VS Code writes it. */
export interface WindowFolder {
  readonly name: string;
  readonly path: string;
  readonly uri: string;
  /** The git branch; null when it is on none, undefined when it is not known. */
  readonly branch?: string | null;
}

/** What VS Code reports for one file. */
export interface DiagnosticCounts {
  readonly errors: number;
  readonly warnings: number;
}

/** What a window reports of its editors. */
export interface EditorContext {
  readonly folders: readonly WindowFolder[];
  readonly active?: RequestFile;
  readonly visible: readonly RequestFile[];
  readonly open: readonly RequestFile[];
  /** Of the active file; undefined when there is none, or it is not known. */
  readonly diagnostics?: DiagnosticCounts;
  /** Ids of its extension host and of what its terminals run. */
  readonly processes?: readonly number[];
}

/** A status-bar pin: stands above the rules until cleared. */
export interface WindowOverride {
  /** `provider/model` for chat, and for FIM when pinned itself. */
  readonly chat?: string;
  readonly fim?: string;
  /** A workspace chosen for this window. */
  readonly workspace?: string;
}

/** One editor window as routing sees it. */
export interface EditorWindow {
  readonly id: string;
  readonly context: EditorContext;
  readonly override: WindowOverride;
  /** Time of last focus in ms; the most recent one answers requests that name no window. */
  readonly focusedAtMs: number;
}
