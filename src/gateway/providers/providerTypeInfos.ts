import type { ProviderTypeInfo } from '../../protocol/gatewayRequests.ts';
import { providerCatalog } from './catalog.ts';

/** What the editor needs of every type that can be added: all but `demo`, which is there already. */
export function providerTypeInfos(): ProviderTypeInfo[] {
  return Object.values(providerCatalog)
    .filter((entry) => entry.type !== 'demo')
    .map((entry) => ({
      type: entry.type,
      title: entry.title,
      defaultEndpoint: entry.defaultEndpoint,
      endpointVariants: entry.endpointVariants,
      needsKey: entry.needsKey,
      keyVariables: entry.keyVariables,
      fields: entry.fields,
      modelsByHand: entry.modelList === undefined && entry.builtInModels === undefined,
    }));
}
