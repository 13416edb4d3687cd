import * as l10n from '@vscode/l10n';
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
      throw new Error(l10n.t('Port {0} is taken; run “Muxgate: Use Another Port”.', gateway.port));
    case 'refused':
      throw new Error(gateway.message);
    default:
      throw new Error(l10n.t('The gateway does not listen yet; try again in a moment.'));
  }
}
