import * as l10n from '@vscode/l10n';
import { capabilityText } from '../../../src/protocol/capabilityText.ts';
import type { ModelStatus, ProviderStatus } from '../../../src/protocol/status.ts';
import { formatModelReference } from './modelReference.ts';

/** One entry of a list of suggestions. */
export interface Choice {
  /** What choosing it types. */
  readonly value: string;
  readonly label: string;
  readonly detail?: string;
}

export interface ChoiceGroup {
  readonly label: string;
  readonly choices: readonly Choice[];
}

/** What a model is chosen for; `any`: a rule may be for either. */
export type ModelUse = 'text' | 'embeddings' | 'any';

/** A route to choose. */
export interface RouteChoice {
  readonly id: string;
  /** Shown to people. */
  readonly name: string;
}

/**
 * The listed models, grouped by provider; ids exactly as the provider gives them, tags included. Those of which it is known
 * that they are not for this use are left out.
 */
export function modelChoices(providers: readonly ProviderStatus[], use: ModelUse = 'any'): ChoiceGroup[] {
  return providers
    .map((provider) => ({ ...provider, models: provider.models.filter((model) => isFor(model, use)) }))
    .filter((provider) => provider.models.length > 0)
    .map((provider) => ({
      label: provider.name,
      choices: provider.models.map((model) => ({
        value: formatModelReference({ provider: provider.id, model: model.id }),
        label: model.id,
        detail: modelDetail(model),
      })),
    }));
}

/** Routes as suggestions, named as models are: `@id`. */
export function routeChoices(routes: readonly RouteChoice[]): ChoiceGroup[] {
  if (routes.length === 0) return [];
  const choices = routes.map(({ id, name }) => ({
    value: `@${id}`,
    label: `@${id}`,
    detail: name === id ? l10n.t('route') : l10n.t('{0} · route', name),
  }));
  return [{ label: l10n.t('Routes'), choices }];
}

function isFor({ embeddings }: ModelStatus, use: ModelUse): boolean {
  switch (use) {
    case 'text':
      return embeddings !== true;
    case 'embeddings':
      return embeddings !== false;
    case 'any':
      return true;
  }
}

function modelDetail(model: ModelStatus): string | undefined {
  const facts = [
    model.name === model.id ? undefined : model.name,
    capabilityText(model) || undefined,
    model.local ? l10n.t('local') : undefined,
  ];
  return facts.filter((fact) => fact !== undefined).join(' · ') || undefined;
}

/** The choices that contain every word of the text, in value, label or group; groups without any are left out. */
export function filterChoices(groups: readonly ChoiceGroup[], text: string): ChoiceGroup[] {
  const words = text
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== '');
  return groups
    .map((group) => ({
      ...group,
      choices: group.choices.filter((choice) => {
        const searched =
          `${group.label} ${choice.value} ${choice.label} ${choice.detail ?? ''}`.toLowerCase();
        return words.every((word) => searched.includes(word));
      }),
    }))
    .filter((group) => group.choices.length > 0);
}
