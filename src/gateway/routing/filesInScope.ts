import type { EffectiveRule } from '../../config/effectiveConfig.ts';
import type { RequestFile } from './decision.ts';
import { distinctFiles } from './fileLayers.ts';
import type { EditorWindow } from './window.ts';

/** The files of a window that a rule of a scope looks at: those of the scope where it names editors, else all. */
export function filesInScope(
  scope: EffectiveRule['scope'],
  window: EditorWindow | undefined,
): readonly RequestFile[] {
  if (window === undefined) return [];
  const { active, visible, open } = window.context;
  const activeFiles = active === undefined ? [] : [active];
  const byScope: Readonly<Record<string, readonly RequestFile[]>> = { active: activeFiles, visible, open };
  return distinctFiles(byScope[scope ?? ''] ?? [...activeFiles, ...visible, ...open]);
}
