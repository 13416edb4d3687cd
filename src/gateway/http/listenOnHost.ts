import type { Server } from 'node:http';
import { isLoopbackAddress } from './access/allowedHost.ts';
import { listenError } from './gatewayListenError.ts';

const anyPortTries = 20;
/** The machine has no IPv6, or not on its loopback. */
const noSuchAddress: ReadonlySet<string> = new Set(['EADDRNOTAVAIL', 'EAFNOSUPPORT', 'EINVAL']);

/** Servers that listen on one port. */
export interface Listening {
  readonly port: number;
  readonly servers: readonly Server[];
}

/**
 * Listens on a host. The default host stands for all of loopback: `127.0.0.1` and, where the machine has it, `[::1]`, so
 * that `localhost` reaches us from every client and no other program can stand there. Port 0 is any port that is free on both.
 * Throws GatewayListenError; nothing listens then.
 */
export async function listenOnHost(
  createServer: () => Server,
  host: string,
  port: number,
): Promise<Listening> {
  if (host !== 'localhost' && !isLoopbackAddress(host)) return await listenOnAll(createServer, [host], port);
  const hosts = host === '127.0.0.1' || host === 'localhost' ? ['127.0.0.1', '::1'] : [host];
  for (let tryNumber = 1; ; tryNumber++) {
    try {
      return await listenOnAll(createServer, hosts, port);
    } catch (error) {
      if (port !== 0 || tryNumber === anyPortTries) throw error;
    }
  }
}

/** The first host must work; a further one may be missing, but not be taken. */
async function listenOnAll(
  createServer: () => Server,
  [first = '127.0.0.1', ...further]: readonly string[],
  port: number,
): Promise<Listening> {
  const servers: Server[] = [];
  try {
    const server = createServer();
    const bound = await listen(server, first, port);
    servers.push(server);
    for (const host of further) {
      const another = createServer();
      try {
        await listen(another, host, bound);
        servers.push(another);
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && noSuchAddress.has(String(error.code))))
          throw error;
      }
    }
    return { port: bound, servers };
  } catch (error) {
    for (const server of servers) server.close();
    throw error;
  }
}

/** Resolves with the port. */
function listen(server: Server, host: string, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const onError = (error: Error): void => {
      reject(listenError(error, host, port));
    };
    server.once('error', onError);
    server.listen({ host, port, exclusive: true }, () => {
      server.removeListener('error', onError);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}
