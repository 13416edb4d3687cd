import { sameJson } from '../../../src/protocol/sameJson.ts';
import type { SettingsChange } from '../../../src/protocol/settingsChange.ts';
import { isJsonObject, type JsonObject, withMember } from './json.ts';
import { type Row, rowsOf, withoutRow, withRow, withRowAt } from './rows.ts';

/** A rule while it is edited; keys that the page does not know stay in `value`. */
export type RuleDraft = Row;

/** A workspace while it is edited. Plain data, so that it survives a reload of the page. */
export interface WorkspaceDraft {
  readonly id: string;
  /** The user typed an id, so the name makes no other. */
  readonly hasOwnId: boolean;
  /** Its id in the settings; absent for a new one. */
  readonly savedId?: string;
  /** What the settings said when editing began. */
  readonly base?: unknown;
  /** Everything but the rules. */
  readonly head: JsonObject;
  readonly rules: readonly RuleDraft[];
  readonly nextKey: number;
}

/** Begins to edit a workspace of the settings. */
export function draftOf(id: string, saved: unknown): WorkspaceDraft {
  const { rules, ...head } = isJsonObject(saved) ? saved : {};
  const rows = rowsOf(rules);
  return {
    id,
    hasOwnId: true,
    savedId: id,
    base: saved,
    head,
    rules: rows,
    nextKey: rows.length,
  };
}

/** Begins a new workspace with this content (an existing one's, to duplicate it). */
export function newDraft(id: string, content: unknown = {}): WorkspaceDraft {
  return { ...draftOf(id, content), hasOwnId: false, savedId: undefined, base: undefined };
}

/** The workspace as it would be written. A list of rules that was and is empty is left as it was. */
export function draftValue(draft: WorkspaceDraft): JsonObject {
  const hadRules = isJsonObject(draft.base) && draft.base['rules'] !== undefined;
  const rules = draft.rules.length > 0 || hadRules ? draft.rules.map((rule) => rule.value) : undefined;
  return withMember(draft.head, 'rules', rules);
}

/** Whether the draft differs from what is saved. */
export function isChanged(draft: WorkspaceDraft): boolean {
  return draft.id !== draft.savedId || !sameJson(draftValue(draft), draft.base);
}

/** Gives a member of the workspace besides its rules another text; the empty text takes it away. */
export function withHead(draft: WorkspaceDraft, key: string, value: string): WorkspaceDraft {
  return { ...draft, head: withMember(draft.head, key, value === '' ? undefined : value) };
}

/** Gives a rule another value. */
export function withRule(draft: WorkspaceDraft, key: number, value: JsonObject): WorkspaceDraft {
  return { ...draft, rules: withRow(draft.rules, key, value) };
}

/** Adds a rule at the end, or below another one. */
export function withNewRule(draft: WorkspaceDraft, value: JsonObject, belowKey?: number): WorkspaceDraft {
  const below = draft.rules.findIndex((rule) => rule.key === belowKey);
  const index = below < 0 ? draft.rules.length : below + 1;
  const rules = draft.rules.toSpliced(index, 0, { key: draft.nextKey, value });
  return { ...draft, rules, nextKey: draft.nextKey + 1 };
}

/** Takes a rule away. */
export function withoutRule(draft: WorkspaceDraft, key: number): WorkspaceDraft {
  return { ...draft, rules: withoutRow(draft.rules, key) };
}

/** Moves a rule to an index, counted without it; indices beyond the ends mean the ends. */
export function withRuleAt(draft: WorkspaceDraft, key: number, index: number): WorkspaceDraft {
  return { ...draft, rules: withRowAt(draft.rules, key, index) };
}

/**
 * What saving a draft means for the settings. A renamed workspace that was active stays so.
 * @param activeWorkspace what the user's settings say
 */
export function draftChanges(draft: WorkspaceDraft, activeWorkspace: string | undefined): SettingsChange[] {
  const isRenamed = draft.savedId !== undefined && draft.savedId !== draft.id;
  const entry: SettingsChange = {
    kind: 'entry',
    table: 'workspaces',
    id: draft.id,
    renamedFrom: isRenamed ? draft.savedId : undefined,
    base: draft.base,
    value: draftValue(draft),
  };
  if (!isRenamed || activeWorkspace !== draft.savedId) return [entry];
  return [entry, { kind: 'activeWorkspace', base: activeWorkspace, value: draft.id }];
}
