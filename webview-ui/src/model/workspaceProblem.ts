import * as l10n from '@vscode/l10n';
import type { AppState } from '../state/appState.ts';
import { type ListedWorkspace, listWorkspaces } from './drafts.ts';
import { conditionProblem } from './conditions.ts';
import { idProblem } from './ids.ts';
import { objectMember, objectProblem } from './objectFields.ts';
import { budgetFields } from './settingFields.ts';
import type { WorkspaceDraft } from './workspaceDraft.ts';

/** Why a workspace cannot be saved as it is edited, or undefined. Broken rules can be: they are marked and skipped. */
export function workspaceProblem(
  { key, draft }: Pick<ListedWorkspace, 'key' | 'draft'>,
  { page, drafts }: Pick<AppState, 'page' | 'drafts'>,
): string | undefined {
  if (page === undefined) return undefined;
  const problem = partsProblem(draft);
  if (problem !== undefined || draft.id === draft.savedId) return problem;
  const others = listWorkspaces(page.settings, drafts).filter((other) => other.key !== key);
  return idProblem(
    draft.id,
    others.map((other) => other.draft.id),
  );
}

function partsProblem({ rules, head }: WorkspaceDraft): string | undefined {
  for (const [index, { value }] of rules.entries()) {
    const problem = conditionProblem(value);
    if (problem !== undefined) return l10n.t('Rule {0}: {1}', index + 1, problem);
  }
  return objectProblem(objectMember(head, 'budget'), budgetFields);
}
