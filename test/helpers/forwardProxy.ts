import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo, connect, type Socket } from 'node:net';

export interface ForwardProxy {
  readonly origin: string;
  /** `CONNECT host:port` and `METHOD http://…`, in order. */
  readonly seen: string[];
  /** The `proxy-authorization` of each, undefined where there was none. */
  readonly authorizations: (string | undefined)[];
  readonly close: () => Promise<void>;
}

/**
 * A small HTTP proxy (tunnels and absolute-form requests, RFC 9110 section 9.3.6 and RFC 9112 section 3.2.2) that leads
 * every host to one loopback port.
 * @param wantedAuthorization every other one is answered with 407
 */
export async function startForwardProxy(port: number, wantedAuthorization?: string): Promise<ForwardProxy> {
  const seen: string[] = [];
  const authorizations: (string | undefined)[] = [];
  const sockets = new Set<Socket>();
  const note = (incoming: IncomingMessage): boolean => {
    seen.push(`${incoming.method ?? ''} ${incoming.url ?? ''}`);
    const authorization = incoming.headers['proxy-authorization'];
    authorizations.push(authorization);
    return wantedAuthorization === undefined || authorization === wantedAuthorization;
  };
  const forward = (incoming: IncomingMessage, answer: ServerResponse): void => {
    if (!note(incoming)) {
      answer.writeHead(407).end();
      return;
    }
    const { pathname, search } = new URL(incoming.url ?? '');
    const onward = request({
      port,
      host: '127.0.0.1',
      method: incoming.method,
      path: pathname + search,
      headers: incoming.headers,
    });
    onward.on('response', (response) => {
      answer.writeHead(response.statusCode ?? 502, response.headers);
      response.pipe(answer);
    });
    incoming.pipe(onward);
  };
  const server = createServer(forward);
  server.on('connect', (incoming: IncomingMessage, client: Socket, head: Buffer) => {
    sockets.add(client);
    client.on('error', () => undefined);
    if (!note(incoming)) {
      client.end('HTTP/1.1 407 Proxy Authentication Required\r\ncontent-length: 0\r\n\r\n');
      return;
    }
    const onward = connect(port, '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection established\r\n\r\n');
      onward.write(head);
      client.pipe(onward).pipe(client);
    });
    sockets.add(onward);
    onward.on('error', () => client.destroy());
  });
  server.on('connection', (socket: Socket) => sockets.add(socket));
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    seen,
    authorizations,
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
}
