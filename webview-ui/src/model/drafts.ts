import { ownMember, sameJson } from '../../../src/protocol/sameJson.ts';
import {
  type ObjectSetting,
  objectSettings,
  type SettingsChange,
  type SettingsTable,
} from '../../../src/protocol/settingsChange.ts';
import type { UserSettings } from '../../../src/protocol/webviewMessages.ts';
import { isJsonObject, textMember } from './json.ts';
import type { OverrideDraft } from './overrideDraft.ts';
import type { ProviderDraft } from './providerDraft.ts';
import { isRouteChanged, type RouteDraft, routeValue } from './routeDraft.ts';
import { draftOf, draftValue, isChanged, type WorkspaceDraft } from './workspaceDraft.ts';

/**
 * Everything that is edited and not saved. Plain data: VS Code keeps it while the page is hidden or reloaded, the host
 * when it is closed. Workspaces are keyed by their id in the settings, new ones by `new:…`.
 */
export interface Drafts {
  readonly workspaces: Readonly<Record<string, WorkspaceDraft>>;
  /** Keyed as workspaces are. */
  readonly routes: Readonly<Record<string, RouteDraft>>;
  /** Settings that are one object each. */
  readonly objects: Readonly<Partial<Record<ObjectSetting, ObjectDraft>>>;
  readonly provider?: ProviderDraft;
  /** What the user is saying of a model. */
  readonly override?: OverrideDraft;
}

/** A setting that is one object, while it is edited. */
export interface ObjectDraft {
  /** What the settings said when editing began. */
  readonly base?: unknown;
  /** As it would be written; absent: not at all. */
  readonly value?: unknown;
}

export const noDrafts: Drafts = { workspaces: {}, routes: {}, objects: {} };

/** A workspace as the page lists it: as edited, or as saved when nobody edits it. */
export interface ListedWorkspace {
  readonly key: string;
  readonly draft: WorkspaceDraft;
  readonly title: string;
  readonly isUnsaved: boolean;
  /** The settings say something else by now than when editing began. */
  readonly isOutdated: boolean;
}

/** The user's workspaces in the order of the settings, then the new ones. */
export function listWorkspaces(settings: UserSettings, drafts: Drafts): ListedWorkspace[] {
  const saved = Object.entries(settings.workspaces).map(([id, value]) =>
    listed(id, drafts.workspaces[id] ?? draftOf(id, value), value),
  );
  const others = Object.entries(drafts.workspaces)
    .filter(([key]) => !Object.hasOwn(settings.workspaces, key))
    .map(([key, draft]) => listed(key, draft, undefined));
  return [...saved, ...others];
}

function listed(key: string, draft: WorkspaceDraft, saved: unknown): ListedWorkspace {
  return {
    key,
    draft,
    title: textMember(draft.head, 'name') || draft.id,
    isUnsaved: isChanged(draft),
    isOutdated: draft.savedId !== undefined && !sameJson(draft.base, saved),
  };
}

/** The drafts with one workspace edited; one that says what the settings say is none any more. */
export function withWorkspaceDraft(drafts: Drafts, key: string, draft: WorkspaceDraft | undefined): Drafts {
  const others = Object.entries(drafts.workspaces).filter(([other]) => other !== key);
  const kept = draft === undefined || !isChanged(draft) ? others : [...others, [key, draft] as const];
  return { ...drafts, workspaces: Object.fromEntries(kept) };
}

/** The drafts with one route edited; one that says what the settings say is none any more. */
export function withRouteDraft(drafts: Drafts, key: string, draft: RouteDraft | undefined): Drafts {
  const others = Object.entries(drafts.routes).filter(([other]) => other !== key);
  const kept = draft === undefined || !isRouteChanged(draft) ? others : [...others, [key, draft] as const];
  return { ...drafts, routes: Object.fromEntries(kept) };
}

/** The drafts with one object setting edited; `undefined` forgets its edits. */
export function withObjectDraft(
  drafts: Drafts,
  setting: ObjectSetting,
  draft: ObjectDraft | undefined,
): Drafts {
  const others = Object.entries(drafts.objects).filter(([other]) => other !== setting);
  const isKept = draft !== undefined && !sameJson(draft.base, draft.value);
  return { ...drafts, objects: Object.fromEntries(isKept ? [...others, [setting, draft]] : others) };
}

/** The drafts after the settings changed: what now says the same as the settings needs no saving. */
export function settledDrafts(drafts: Drafts, settings: UserSettings): Drafts {
  const open = Object.entries(drafts.workspaces).filter(([key, draft]) => {
    const saved = ownMember(settings.workspaces, key);
    return draft.id !== draft.savedId || !sameJson(saved, draftValue(draft));
  });
  const routes = Object.entries(drafts.routes).filter(
    ([key, draft]) =>
      draft.id !== draft.savedId || !sameJson(ownMember(settings.routes, key), routeValue(draft)),
  );
  const objects = objectSettings.flatMap((setting) => {
    const draft = drafts.objects[setting];
    const isOpen = draft !== undefined && !sameJson(settings.objects[setting], draft.value);
    return isOpen ? [[setting, draft] as const] : [];
  });
  return {
    ...drafts,
    workspaces: Object.fromEntries(open),
    routes: Object.fromEntries(routes),
    objects: Object.fromEntries(objects),
  };
}

/** The drafts without those that these changes came from: the user decided for what the settings say. */
export function withoutDraftsOf(drafts: Drafts, changes: readonly SettingsChange[]): Drafts {
  const ids = (table: SettingsTable): Set<string> =>
    new Set(
      changes.flatMap((change) => (change.kind === 'entry' && change.table === table ? [change.id] : [])),
    );
  const workspaceIds = ids('workspaces');
  const open = Object.entries(drafts.workspaces).filter(([, draft]) => !workspaceIds.has(draft.id));
  const changedRoutes = ids('routes');
  const routes = Object.entries(drafts.routes).filter(([, draft]) => !changedRoutes.has(draft.id));
  const changedObjects = new Set<string>(
    changes.flatMap((change) => (change.kind === 'object' ? [change.setting] : [])),
  );
  const objects = Object.entries(drafts.objects).filter(([setting]) => !changedObjects.has(setting));
  const { provider, override } = drafts;
  const isProviderKept = provider !== undefined && !ids('providers').has(provider.id);
  const patterns = ids('modelOverrides');
  const isOverrideKept =
    override !== undefined &&
    ![override.pattern.trim(), override.savedPattern].some((one) => one !== undefined && patterns.has(one));
  return {
    workspaces: Object.fromEntries(open),
    routes: Object.fromEntries(routes),
    objects: Object.fromEntries(objects),
    provider: isProviderKept ? provider : undefined,
    override: isOverrideKept ? override : undefined,
  };
}

/** Whether there is anything that would be lost; forms that are merely open hold nothing. */
export function hasUnsaved({ workspaces, routes, objects, provider, override }: Drafts): boolean {
  const tables = [workspaces, routes, objects];
  return (
    provider?.isTouched === true ||
    override?.isTouched === true ||
    tables.some((table) => Object.keys(table).length > 0)
  );
}

/** Drafts that a page kept earlier; what is not of their shape is dropped. */
export function readDrafts(raw: unknown): Drafts {
  if (!isJsonObject(raw) || !isJsonObject(raw['workspaces'])) return noDrafts;
  const workspaces = Object.entries(raw['workspaces']).filter((entry): entry is [string, WorkspaceDraft] =>
    isWorkspaceDraft(entry[1]),
  );
  const { provider, override } = raw;
  const routes = Object.entries(isJsonObject(raw['routes']) ? raw['routes'] : {}).filter(
    (entry): entry is [string, RouteDraft] => isRouteDraft(entry[1]),
  );
  const rawObjects = isJsonObject(raw['objects']) ? raw['objects'] : {};
  const objects = objectSettings.flatMap((setting) => {
    const draft = rawObjects[setting];
    return isJsonObject(draft) ? [[setting, draft] as const] : [];
  });
  return {
    workspaces: Object.fromEntries(workspaces),
    routes: Object.fromEntries(routes),
    objects: Object.fromEntries(objects),
    provider: isProviderDraft(provider) ? provider : undefined,
    override: isOverrideDraft(override) ? override : undefined,
  };
}

function isWorkspaceDraft(raw: unknown): raw is WorkspaceDraft {
  return (
    isJsonObject(raw) &&
    typeof raw['id'] === 'string' &&
    isJsonObject(raw['head']) &&
    Array.isArray(raw['rules'])
  );
}

function isRouteDraft(raw: unknown): raw is RouteDraft {
  return (
    isJsonObject(raw) &&
    typeof raw['id'] === 'string' &&
    isJsonObject(raw['head']) &&
    Array.isArray(raw['targets'])
  );
}

function isProviderDraft(raw: unknown): raw is ProviderDraft {
  return (
    isJsonObject(raw) &&
    typeof raw['id'] === 'string' &&
    typeof raw['headerLines'] === 'string' &&
    Array.isArray(raw['accounts'])
  );
}

function isOverrideDraft(raw: unknown): raw is OverrideDraft {
  return isJsonObject(raw) && typeof raw['pattern'] === 'string' && typeof raw['contextTokens'] === 'string';
}
