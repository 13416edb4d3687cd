import type { GatewayServerOptions } from '../http/gatewayServer.ts';
import { protocolVersion } from '../../protocol/version.ts';
import { acceptLink } from './acceptLink.ts';
import { instanceSecret } from './instanceSecret.ts';

/**
 * What `muxgate serve` says to windows of the same user that find the port taken: it is one of ours and serves no windows. The link stays
 * open, so that they know when the port is free.
 */
export function headlessLinks(dataDir: string, version: string): Pick<GatewayServerOptions, 'onLink'> {
  const host = {
    program: { version, protocolVersion },
    headless: true,
    secret: () => instanceSecret(dataDir),
  };
  return {
    onLink: async (socket, head, port) => {
      await acceptLink(socket, head, port, host);
    },
  };
}
