import * as l10n from '@vscode/l10n';
import type { DiscoveredProvider, ProviderTypeInfo } from '../../protocol/gatewayRequests.ts';
import type { PickLine, PickList } from './pickRow.ts';

export type AddProviderAction =
  | { readonly do: 'add'; readonly found: DiscoveredProvider }
  | { readonly do: 'fill in'; readonly type: string };

/**
 * What can be added: what was found on this machine, on a click; any type, through its form.
 * @param found undefined while the search goes on
 */
export function addProviderList(
  found: readonly DiscoveredProvider[] | undefined,
  types: readonly ProviderTypeInfo[],
): PickList<AddProviderAction> {
  return {
    title: l10n.t('Add a provider'),
    placeholder:
      found === undefined
        ? l10n.t('Looking for local servers and key variables…')
        : l10n.t('Choose what to add'),
    isBusy: found === undefined,
    lines: [
      { separator: l10n.t('found on this machine') },
      ...(found ?? []).map(foundRow),
      ...(found?.length === 0 ? [nothingFound] : []),
      { separator: l10n.t('any other') },
      ...types.map((type): PickLine<AddProviderAction> => ({
        label: `${type.title}…`,
        description: type.defaultEndpoint,
        icon: type.defaultEndpoint?.startsWith('https:') === true ? 'cloud' : 'server',
        action: { do: 'fill in', type: type.type },
      })),
    ],
  };
}

const nothingFound: PickLine<AddProviderAction> = {
  label: l10n.t('No local server and no key variable'),
  description: l10n.t('Ollama, LM Studio, llama.cpp and vLLM are found when they run'),
  icon: 'blank',
};

function foundRow(found: DiscoveredProvider): PickLine<AddProviderAction> {
  const { title, endpoint, keyVariable, models, configured, id } = found;
  const source = keyVariable === undefined ? endpoint : l10n.t('key in {0}', keyVariable);
  const count =
    models.length === 0
      ? undefined
      : models.length === 1
        ? l10n.t('1 model')
        : l10n.t('{0} models', models.length);
  const description = [source, count].filter((part) => part !== undefined).join(' · ');
  if (configured)
    return { label: title, description: l10n.t('{0} · added already', description), icon: 'check' };
  return {
    label: title,
    description,
    detail: l10n.t('Adds the provider {0} to your settings', id),
    icon: keyVariable === undefined ? 'server' : 'key',
    action: { do: 'add', found },
  };
}

/** A found provider as it is written to the settings: only what its type does not say already. */
export function foundProviderSettings(
  found: DiscoveredProvider,
  types: readonly ProviderTypeInfo[],
): Record<string, unknown> {
  const defaultEndpoint = types.find(({ type }) => type === found.type)?.defaultEndpoint;
  const { type, endpoint, keyVariable } = found;
  return {
    type,
    ...(endpoint === undefined || endpoint === defaultEndpoint ? {} : { endpoint }),
    ...(keyVariable === undefined ? {} : { apiKey: `\${env:${keyVariable}}` }),
  };
}
