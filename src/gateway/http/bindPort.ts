import { createServer } from 'node:http';
import type { EffectiveConfig } from '../../config/effectiveConfig.ts';
import { isLoopbackAddress } from './access/allowedHost.ts';
import { GatewayListenError } from './gatewayListenError.ts';
import { type Listening, listenOnHost } from './listenOnHost.ts';
import { defaultServerLimits, maxHeaderBytes, type ServerLimits } from './serverLimits.ts';

/** Throws GatewayListenError `KEYS_NEEDED` for an address beyond loopback without access keys. */
export function assertMayListen(host: string, { accessKeys }: Pick<EffectiveConfig, 'accessKeys'>): void {
  if (host === 'localhost' || isLoopbackAddress(host) || accessKeys.length > 0) return;
  throw new GatewayListenError(
    'KEYS_NEEDED',
    `${host} can be reached from other machines: set accessKeys first, or use 127.0.0.1.`,
  );
}

/**
 * Takes a port, on the default host on all of loopback (listenOnHost.ts). What connects waits in the kernel's queue until the
 * caller serves, which it must begin at once, in the same turn of the event loop. Throws GatewayListenError.
 */
export function bindPort(
  host: string,
  port: number,
  limits: ServerLimits = defaultServerLimits,
): Promise<Listening> {
  const { keepAliveTimeoutMs, headersTimeoutMs, bodyTimeoutMs, checkIntervalMs } = limits;
  const create = (): ReturnType<typeof createServer> =>
    createServer({
      keepAliveTimeout: keepAliveTimeoutMs,
      headersTimeout: headersTimeoutMs,
      // Bodies are watched by readBody.ts, which can answer in the client's protocol; this one is behind it.
      requestTimeout: bodyTimeoutMs + headersTimeoutMs,
      connectionsCheckingInterval: checkIntervalMs,
      maxHeaderSize: maxHeaderBytes,
      noDelay: true,
    });
  return listenOnHost(create, host, port);
}
