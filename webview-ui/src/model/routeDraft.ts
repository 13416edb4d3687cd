import * as l10n from '@vscode/l10n';
import { sameJson } from '../../../src/protocol/sameJson.ts';
import type { SettingsChange } from '../../../src/protocol/settingsChange.ts';
import type { UserSettings } from '../../../src/protocol/webviewMessages.ts';
import { conditionProblem } from './conditions.ts';
import { isJsonObject, type JsonObject, textMember, withMember } from './json.ts';
import { type EntryKind, withRenamedReferences } from './modelPlaces.ts';
import { objectMember, objectProblem } from './objectFields.ts';
import { type Row, rowsOf } from './rows.ts';
import { budgetFields, failoverFields, parameterFields } from './settingFields.ts';

/** A route while it is edited. Plain data, so that it survives a reload of the page. */
export interface RouteDraft {
  readonly id: string;
  /** The user typed an id, so the name makes no other. */
  readonly hasOwnId: boolean;
  /** Its id in the settings; absent for a new one. */
  readonly savedId?: string;
  /** What the settings said when editing began. */
  readonly base?: unknown;
  /** Everything but the targets. */
  readonly head: JsonObject;
  readonly targets: readonly Row[];
}

/** Begins to edit a route of the settings. */
export function routeDraftOf(id: string, saved: unknown): RouteDraft {
  const { targets, ...head } = isJsonObject(saved) ? saved : {};
  return { id, hasOwnId: true, savedId: id, base: saved, head, targets: rowsOf(targets) };
}

/** Begins a new route with this content (an existing one's, to duplicate it). */
export function newRouteDraft(id: string, content: unknown = { targets: [{}] }): RouteDraft {
  return { ...routeDraftOf(id, content), hasOwnId: false, savedId: undefined, base: undefined };
}

/** The route as it would be written. */
export function routeValue(draft: RouteDraft): JsonObject {
  return withMember(
    draft.head,
    'targets',
    draft.targets.map(({ value }) => value),
  );
}

/** Whether the draft differs from what is saved. */
export function isRouteChanged(draft: RouteDraft): boolean {
  return draft.id !== draft.savedId || !sameJson(routeValue(draft), draft.base);
}

/** How a route is called to people: its name, else its id. */
export function routeTitle({ head, id }: Pick<RouteDraft, 'head' | 'id'>): string {
  return textMember(head, 'name') || id;
}

/** The strategy that holds: the written one, or the one by default. */
export function strategyOf(head: JsonObject): string {
  return textMember(head, 'strategy') || 'priority';
}

/**
 * What saving a draft means for the settings. Where a route has another id now, everything of the user's that names it
 * follows in the same save.
 */
export function routeChanges(draft: RouteDraft, settings: UserSettings): SettingsChange[] {
  const { id, savedId, base } = draft;
  const isRenamed = savedId !== undefined && savedId !== id;
  const renamed = (kind: EntryKind, value: unknown): unknown =>
    isRenamed ? withRenamedReferences(kind, value, `@${savedId}`, `@${id}`) : value;
  const entry: SettingsChange = {
    kind: 'entry',
    table: 'routes',
    id,
    renamedFrom: isRenamed ? savedId : undefined,
    base,
    value: renamed('route', routeValue(draft)),
  };
  if (!isRenamed) return [entry];
  const inTable = (table: 'routes' | 'workspaces', kind: EntryKind): SettingsChange[] =>
    Object.entries(settings[table])
      .filter(([other]) => table !== 'routes' || other !== savedId)
      .map(([other, saved]) => ({
        kind: 'entry',
        table,
        id: other,
        base: saved,
        value: renamed(kind, saved),
      }));
  const { tiers } = settings.objects;
  const following: SettingsChange[] = [
    ...inTable('routes', 'route'),
    ...inTable('workspaces', 'workspace'),
    { kind: 'object', setting: 'tiers', base: tiers, value: renamed('tiers', tiers) },
  ];
  return [entry, ...following.filter(({ base: before, value }) => !sameJson(before, value))];
}

/** Why the parts of a route cannot be saved as they are, or undefined. Its id and cycles are looked at elsewhere. */
export function routePartsProblem({ head, targets }: RouteDraft): string | undefined {
  if (targets.length === 0) return l10n.t('It needs a target.');
  const missing = targets.findIndex(({ value }) => textMember(value, 'model') === '');
  if (missing >= 0) return l10n.t('Target {0} needs a model.', missing + 1);
  for (const [index, { value }] of targets.entries()) {
    const problem = targetProblem(value);
    if (problem !== undefined) return l10n.t('Target {0}: {1}', index + 1, problem);
  }
  for (const key of ['quorum', 'deadlineSeconds']) {
    if (head[key] !== undefined && typeof head[key] !== 'number')
      return l10n.t('Quorum and deadline are numbers.');
  }
  return (
    objectProblem(objectMember(head, 'budget'), budgetFields) ??
    objectProblem(objectMember(head, 'failover'), failoverFields())
  );
}

/** What is wrong in a target's own fields, or undefined. */
export function targetProblem(target: JsonObject): string | undefined {
  const { weight } = target;
  if (weight !== undefined && !(typeof weight === 'number' && weight > 0)) {
    return l10n.t('Weight: a number above zero.');
  }
  return (
    objectProblem(objectMember(target, 'parameters'), parameterFields) ??
    conditionProblem(objectMember(target, 'when'))
  );
}

/** A remap as lines, `requested = model` each. */
export function formatRemap(remap: JsonObject): string {
  return Object.entries(remap)
    .map(([from, to]) => `${from} = ${String(to)}`)
    .join('\n');
}

/**
 * Reads a remap typed as lines.
 * @returns the remap, or the first line that is none
 */
export function parseRemap(text: string): { readonly remap: JsonObject } | { readonly badLine: string } {
  const remap: Record<string, string> = {};
  for (const line of text.split('\n').map((one) => one.trim())) {
    if (line === '') continue;
    const [from = '', to = ''] = line.split(/\s*(?:=|→|->)\s*/, 2);
    if (from === '' || to === '') return { badLine: line };
    remap[from] = to;
  }
  return { remap };
}
