import type { DiscoveredProvider } from '../../../src/protocol/gatewayRequests.ts';
import { isJsonObject, type JsonObject, textMember } from './json.ts';

/** Whether something found on this machine is a provider already, by its key variable or its type and endpoint. */
export function isConfigured(found: DiscoveredProvider, providers: JsonObject): boolean {
  if (found.configured) return true;
  const saved = Object.values(providers).filter(isJsonObject);
  if (found.keyVariable !== undefined) {
    const reference = `\${env:${found.keyVariable}}`;
    return saved.some((provider) => textMember(provider, 'apiKey').trim() === reference);
  }
  return saved.some((provider) => {
    const endpoint = textMember(provider, 'endpoint');
    return (
      provider['type'] === found.type && (endpoint === '' || endpoint.replace(/\/$/, '') === found.endpoint)
    );
  });
}
