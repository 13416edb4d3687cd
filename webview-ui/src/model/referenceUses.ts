import * as l10n from '@vscode/l10n';
import type { PageState } from '../../../src/protocol/webviewMessages.ts';
import { isJsonObject, textMember } from './json.ts';
import { type EntryKind, modelPlaces } from './modelPlaces.ts';
import { parseModelReference } from './modelReference.ts';

/** A place that names a model of a provider, or a route. */
export interface ReferenceUse {
  /** Name of the workspace, with its folder where it came with one; `route name`; `tiers`. */
  readonly entry: string;
  /** `rule 2 (docs)`, `catch-all model`, `target 1` */
  readonly where: string;
  readonly model: string;
}

type UsingState = Pick<PageState, 'settings' | 'opened'>;

/** Every place in all workspaces, the user's and the opened folders', in routes and tiers, that names a model of this provider. */
export function providerUses(provider: string, page: UsingState): ReferenceUse[] {
  return modelUses((model) => parseModelReference(model)?.provider === provider, page);
}

/** Every place that names this route, but for those in itself. */
export function routeUses(route: string, page: UsingState): ReferenceUse[] {
  return modelUses((model) => model === `@${route}`, page).filter(({ entry }) => entry !== routeEntry(route));
}

/** The routes' targets that use one account of a provider and no other. */
export function accountUses(provider: string, account: string, { settings }: UsingState): string[] {
  return Object.entries(settings.routes).flatMap(([route, value]) => {
    const targets: unknown[] = isJsonObject(value) && Array.isArray(value['targets']) ? value['targets'] : [];
    return targets.flatMap((target, index) => {
      if (!isJsonObject(target) || textMember(target, 'account') !== account) return [];
      const isOfProvider = parseModelReference(textMember(target, 'model'))?.provider === provider;
      return isOfProvider ? [l10n.t('route {0}: target {1}', route, index + 1)] : [];
    });
  });
}

/** A use as one line of text. */
export function useText({ entry, where, model }: ReferenceUse): string {
  return `${entry}: ${where} → ${model}`;
}

function routeEntry(id: string): string {
  return l10n.t('route {0}', id);
}

function modelUses(isMeant: (model: string) => boolean, { settings, opened }: UsingState): ReferenceUse[] {
  const usesIn = (kind: EntryKind, entry: string, value: unknown): ReferenceUse[] =>
    modelPlaces(kind, value)
      .filter(({ model }) => isMeant(model))
      .map((place) => ({ entry, ...place }));
  return [
    ...Object.entries(settings.workspaces).flatMap(([id, value]) => usesIn('workspace', id, value)),
    ...Object.entries(settings.routes).flatMap(([id, value]) => usesIn('route', routeEntry(id), value)),
    ...usesIn('tiers', l10n.t('tiers'), settings.objects.tiers),
    ...usesIn('intent', l10n.t('intent'), settings.objects.intent),
    ...opened.flatMap(({ workspaces, name }) =>
      Object.entries(workspaces).flatMap(([id, value]) => usesIn('workspace', `${id} (${name})`, value)),
    ),
  ];
}
