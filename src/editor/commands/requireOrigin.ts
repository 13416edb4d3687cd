import type { GatewayStatus } from '../../protocol/status.ts';
import { gatewayOrigin } from '../clients/baseUrls.ts';

/**
 * `http://host:port` of the gateway.
 * @throws Error that says why there is none
 */
export function requireOrigin({ gateway }: GatewayStatus): string {
  const origin = gatewayOrigin(gateway);
  if (origin !== undefined) return origin;
  switch (gateway.phase) {
    case 'port-taken':
      throw new Error(`Port ${gateway.port} is taken; run “Muxgate: Use Another Port”.`);
    case 'refused':
      throw new Error(gateway.message);
    default:
      throw new Error('The gateway does not listen yet; try again in a moment.');
  }
}
