import type { GatewayClient } from '../link/gatewayClient.ts';

/**
 * Fetches the model lists of all providers again.
 * @throws Error naming the providers that did not answer
 */
export async function refreshModels(gateway: GatewayClient): Promise<void> {
  const { failed } = await gateway.request('refreshModels', {});
  if (failed.length === 0) return;
  throw new Error(failed.map(({ provider, message }) => `${provider}: ${message}`).join(' '));
}
