import type { SettingsChange, SettingsConflict } from '../../../src/protocol/settingsChange.ts';

/** Path of the entry that a change is compared with, as conflicts name it. */
export function comparedPath(change: SettingsChange): string {
  switch (change.kind) {
    case 'entry':
      return `${change.table}.${change.renamedFrom ?? change.id}`;
    case 'object':
      return change.setting;
    case 'activeWorkspace':
      return change.kind;
  }
}

/**
 * The changes as they must be sent to overwrite what the user has seen in the conflict; should the settings change once
 * more, they conflict again.
 * @returns undefined when overwriting is no answer: another entry has the new id already
 */
export function rebasedChanges(
  changes: readonly SettingsChange[],
  conflicts: readonly SettingsConflict[],
): SettingsChange[] | undefined {
  const paths = new Set(changes.map(comparedPath));
  if (!conflicts.every((conflict) => paths.has(conflict.path))) return undefined;
  return changes.map((change): SettingsChange => {
    const conflict = conflicts.find(({ path }) => path === comparedPath(change));
    if (conflict === undefined) return change;
    if (change.kind === 'object') return { ...change, base: conflict.current };
    if (change.kind === 'activeWorkspace') {
      return { ...change, base: typeof conflict.current === 'string' ? conflict.current : undefined };
    }
    // An entry that is gone cannot be renamed any more; it is written anew.
    const renamedFrom = conflict.current === undefined ? undefined : change.renamedFrom;
    return { ...change, base: conflict.current, renamedFrom };
  });
}
