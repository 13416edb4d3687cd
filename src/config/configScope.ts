import type { PathSegment } from './issueText.ts';

/** One place that configuration was written in, never merged with another. */
export interface ConfigScope {
  /** `file` is the headless gateway's; `user` VS Code's user settings; the others came with what is opened. */
  readonly kind: 'file' | 'user' | 'workspace' | 'folder';
  /** The folder's URI, for `folder`. */
  readonly folder?: string;
  /** The keys without the `muxgate.` prefix. */
  readonly value: Readonly<Record<string, unknown>>;
  /** Line of an entry, where the text is known. */
  readonly lineOf?: (path: readonly PathSegment[]) => number;
}

/** How a scope is named to people. */
export function scopeName(scope: ConfigScope): string {
  switch (scope.kind) {
    case 'file':
      return 'file';
    case 'user':
      return 'user settings';
    case 'workspace':
      return 'workspace settings';
    case 'folder':
      return scope.folder ?? 'folder settings';
  }
}

/** Whether the user wrote this scope; what came with an opened folder may redirect nothing. */
export function isUsersOwn(scope: ConfigScope): boolean {
  return scope.kind === 'file' || scope.kind === 'user';
}
