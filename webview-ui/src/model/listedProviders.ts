import type { ProviderStatus } from '../../../src/protocol/status.ts';
import { type JsonObject, isJsonObject, textMember } from './json.ts';

/** A provider as the page lists it. */
export interface ListedProvider {
  readonly id: string;
  /** In the user's settings; else built in. */
  readonly isSaved: boolean;
  readonly status: ProviderStatus;
}

/** The providers of the settings in their order, then the built-in ones; what the gateway does not know yet is unknown. */
export function listProviders(settings: JsonObject, statuses: readonly ProviderStatus[]): ListedProvider[] {
  const saved = Object.entries(settings).map(([id, value]) => ({
    id,
    isSaved: true,
    status:
      statuses.find((status) => status.id === id) ?? unknownStatus(id, isJsonObject(value) ? value : {}),
  }));
  const builtIn = statuses
    .filter((status) => !Object.hasOwn(settings, status.id))
    .map((status) => ({ id: status.id, isSaved: false, status }));
  return [...saved, ...builtIn];
}

function unknownStatus(id: string, value: JsonObject): ProviderStatus {
  return {
    id,
    name: textMember(value, 'name') || id,
    type: textMember(value, 'type'),
    endpoint: textMember(value, 'endpoint'),
    state: 'unknown',
    local: false,
    models: [],
  };
}
