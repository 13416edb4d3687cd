import * as l10n from '@vscode/l10n';
import { ownMember, sameJson } from '../../../src/protocol/sameJson.ts';
import type { SettingsChange, SettingsTable } from '../../../src/protocol/settingsChange.ts';
import type { UserSettings } from '../../../src/protocol/webviewMessages.ts';
import { withoutKeys } from './exportSettings.ts';
import { freeId } from './ids.ts';
import { isJsonObject, type JsonObject, textMember } from './json.ts';
import { withMappedReferences } from './modelPlaces.ts';
import { formatModelReference, parseModelReference } from './modelReference.ts';

/** What becomes of a provider of the file: one that the user has stands for it, or it is written under an id. */
export interface ProviderMapping {
  readonly to: 'existing' | 'written';
  readonly id: string;
}

export interface ImportedProvider {
  readonly id: string;
  readonly type: string;
  readonly value: JsonObject;
  readonly mapping: ProviderMapping;
  /** What the user may choose: providers of the same type, the one with the same id first, then ways to write it. */
  readonly mappings: readonly ProviderMapping[];
}

export interface ImportedWorkspace {
  readonly id: string;
  readonly value: JsonObject;
  readonly isIncluded: boolean;
}

/** An import before anything is written; the user may change mappings and leave workspaces out. */
export interface ImportPlan {
  readonly fileName: string;
  readonly providers: readonly ImportedProvider[];
  readonly workspaces: readonly ImportedWorkspace[];
  /** By `provider/model` or glob as the file has them. */
  readonly overrides: readonly (readonly [pattern: string, value: JsonObject])[];
  readonly takesOverrides: boolean;
  /** By id as the file has them. */
  readonly routes: readonly (readonly [id: string, value: JsonObject])[];
  readonly takesRoutes: boolean;
}

/** What an entry of the plan does to the settings. */
export type ImportEffect = 'new' | 'replaces' | 'same';

/**
 * Reads what a file brings. Both shapes are read: the headless file's, and settings.json's with the `muxgate.` prefix.
 * @returns the plan, or what is wrong with the file
 */
export function planImport(
  fileName: string,
  file: unknown,
  settings: UserSettings,
): ImportPlan | { problem: string } {
  if (!isJsonObject(file))
    return {
      problem: l10n.t('The file holds no settings: an object with "providers" and "workspaces" is expected.'),
    };
  const providers = tableIn(file, 'providers');
  const workspaces = tableIn(file, 'workspaces');
  const overrides = tableIn(file, 'modelOverrides');
  const routes = tableIn(file, 'routes');
  if (providers.length + workspaces.length + overrides.length + routes.length === 0) {
    return { problem: l10n.t('The file holds neither "providers" nor "workspaces".') };
  }
  return {
    fileName,
    providers: providers.map(([id, value]) => importedProvider(id, value, settings)),
    workspaces: workspaces.map(([id, value]) => ({ id, value, isIncluded: true })),
    overrides,
    takesOverrides: true,
    routes,
    takesRoutes: true,
  };
}

function tableIn(file: JsonObject, key: string): [string, JsonObject][] {
  const table = file[key] ?? file[`muxgate.${key}`];
  if (!isJsonObject(table)) return [];
  return Object.entries(table).flatMap(([id, value]): [string, JsonObject][] =>
    isJsonObject(value) ? [[id, value]] : [],
  );
}

/** Maps by id when the type is the same, then by type when there is just one, else adds the provider. */
function importedProvider(id: string, file: JsonObject, settings: UserSettings): ImportedProvider {
  const value = withoutKeys(file);
  const type = textMember(value, 'type');
  const ofType = Object.entries(settings.providers).flatMap(([own, saved]) =>
    isJsonObject(saved) && saved['type'] === type ? [own] : [],
  );
  const hasSame = ofType.includes(id);
  const existing = hasSame ? [id, ...ofType.filter((own) => own !== id)] : ofType;
  const added: ProviderMapping = { to: 'written', id: freeId(id, Object.keys(settings.providers)) };
  const mappings: ProviderMapping[] = [
    ...existing.map((own): ProviderMapping => ({ to: 'existing', id: own })),
    added,
    ...(added.id === id ? [] : [{ to: 'written', id } as const]),
  ];
  const [first = added] = mappings;
  return { id, type, value, mappings, mapping: hasSame || existing.length === 1 ? first : added };
}

/** The plan with another choice for what one of the file's providers becomes. */
export function withMapping(plan: ImportPlan, id: string, mapping: ProviderMapping): ImportPlan {
  return {
    ...plan,
    providers: plan.providers.map((provider) => (provider.id === id ? { ...provider, mapping } : provider)),
  };
}

/** The plan with one of the file's workspaces taken in or left out. */
export function withIncluded(plan: ImportPlan, id: string, isIncluded: boolean): ImportPlan {
  return {
    ...plan,
    workspaces: plan.workspaces.map((workspace) =>
      workspace.id === id ? { ...workspace, isIncluded } : workspace,
    ),
  };
}

/** A model, or a glob over models, named by the user's provider. */
function mappedReference(plan: ImportPlan, text: string): string {
  const reference = parseModelReference(text);
  const mapping = plan.providers.find((provider) => provider.id === reference?.provider)?.mapping;
  if (reference === undefined || mapping === undefined) return text;
  return formatModelReference({ provider: mapping.id, model: reference.model });
}

/** A workspace as it would be written: its models named by the user's providers. */
export function mappedWorkspace(plan: ImportPlan, value: JsonObject): JsonObject {
  return withMappedReferences('workspace', value, (text) => mappedReference(plan, text));
}

/** The writes that carry the plan out, all or none of them. */
export function importChanges(plan: ImportPlan, settings: UserSettings): SettingsChange[] {
  const providers = plan.providers
    .filter((provider) => provider.mapping.to === 'written')
    .map((provider) => entryChange('providers', provider.mapping.id, provider.value, settings));
  const workspaces = plan.workspaces
    .filter((workspace) => workspace.isIncluded)
    .map((workspace) =>
      entryChange('workspaces', workspace.id, mappedWorkspace(plan, workspace.value), settings),
    );
  const overrides = (plan.takesOverrides ? plan.overrides : []).map(([pattern, value]) =>
    entryChange('modelOverrides', mappedReference(plan, pattern), value, settings),
  );
  const routes = (plan.takesRoutes ? plan.routes : []).map(([id, value]) =>
    entryChange(
      'routes',
      id,
      withMappedReferences('route', value, (text) => mappedReference(plan, text)),
      settings,
    ),
  );
  return [...providers, ...routes, ...workspaces, ...overrides].filter(
    (change) => effectOf(change) !== 'same',
  );
}

function entryChange(
  table: SettingsTable,
  id: string,
  value: JsonObject,
  settings: UserSettings,
): Extract<SettingsChange, { kind: 'entry' }> {
  return { kind: 'entry', table, id, base: ownMember(settings[table], id), value };
}

/** Whether a change adds an entry, replaces one that says something else, or changes nothing. */
function effectOf(change: Pick<SettingsChange, 'base' | 'value'>): ImportEffect {
  if (change.base === undefined) return 'new';
  return sameJson(change.base, change.value) ? 'same' : 'replaces';
}

/** What taking over this entry would do. */
export function importEffect(
  table: SettingsTable,
  id: string,
  value: JsonObject,
  settings: UserSettings,
): ImportEffect {
  return effectOf(entryChange(table, id, value, settings));
}
