import type { AppState } from '../state/appState.ts';
import { type ListedWorkspace, listWorkspaces } from './drafts.ts';
import { idProblem } from './ids.ts';

/** Why a workspace cannot be saved as it is edited, or undefined. Broken rules can be: they are marked and skipped. */
export function workspaceProblem(
  { key, draft }: Pick<ListedWorkspace, 'key' | 'draft'>,
  { page, drafts }: Pick<AppState, 'page' | 'drafts'>,
): string | undefined {
  if (page === undefined || draft.id === draft.savedId) return undefined;
  const others = listWorkspaces(page.settings, drafts).filter((other) => other.key !== key);
  return idProblem(
    draft.id,
    others.map((other) => other.draft.id),
  );
}
