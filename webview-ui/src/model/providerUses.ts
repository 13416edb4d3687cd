import type { PageState } from '../../../src/protocol/webviewMessages.ts';
import { isJsonObject, textMember } from './json.ts';
import { parseModelReference } from './modelReference.ts';

/** A place that names a provider's model. */
export interface ProviderUse {
  /** Name of the workspace, with its folder where it came with one. */
  readonly workspace: string;
  /** `rule 2 (docs)`, `catch-all model`, `embeddings model` */
  readonly where: string;
  readonly model: string;
}

/** Every place in all workspaces, the user's and the opened folders', that names a model of this provider. */
export function providerUses(
  provider: string,
  { settings, opened }: Pick<PageState, 'settings' | 'opened'>,
): ProviderUse[] {
  const ofUser = Object.entries(settings.workspaces).flatMap(([id, value]) => usesIn(provider, id, value));
  const ofFolders = opened.flatMap(({ workspaces, name }) =>
    Object.entries(workspaces).flatMap(([id, value]) => usesIn(provider, `${id} (${name})`, value)),
  );
  return [...ofUser, ...ofFolders];
}

function usesIn(provider: string, workspace: string, value: unknown): ProviderUse[] {
  if (!isJsonObject(value)) return [];
  const rules: unknown[] = Array.isArray(value['rules']) ? value['rules'] : [];
  const places: [string, string][] = [
    ...rules.flatMap((rule, index): [string, string][] =>
      isJsonObject(rule) ? [[ruleName(rule, index), textMember(rule, 'model')]] : [],
    ),
    ['catch-all model', textMember(value, 'model')],
    ['embeddings model', textMember(value, 'embeddingsModel')],
  ];
  return places
    .filter(([, model]) => parseModelReference(model)?.provider === provider)
    .map(([where, model]) => ({ workspace, where, model }));
}

function ruleName(rule: Readonly<Record<string, unknown>>, index: number): string {
  const name = textMember(rule, 'name');
  return name === '' ? `rule ${index + 1}` : `rule ${index + 1} (${name})`;
}
