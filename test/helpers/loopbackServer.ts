import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type Server,
  type ServerResponse,
} from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import {
  type AddressInfo,
  createServer as createTcpServer,
  type Server as TcpServer,
  type Socket,
} from 'node:net';
import { after, afterEach } from 'mocha';

/** A server of a test's own on a free loopback port; it is closed, and its connections cut, when the test is over. */
export interface LoopbackServer {
  readonly port: number;
  /** `http://127.0.0.1:PORT`, `https://localhost:PORT`. */
  readonly origin: string;
  /** Connections accepted so far. */
  readonly connectionCount: () => number;
  readonly close: () => Promise<void>;
}

const open = new Set<LoopbackServer>();

/** Closes every server when the test that opened it has ended. Call it once inside a `describe`. */
export function closeServersAfterEach(): void {
  const closeAll = async (): Promise<void> => {
    await Promise.all([...open].map((server) => server.close()));
  };
  afterEach(closeAll);
  after(closeAll);
}

export function serveHttp(listener: RequestListener): Promise<LoopbackServer> {
  return listen(createServer(listener), 'http://127.0.0.1');
}

export function serveHttps(
  tls: { key: string; cert: string },
  listener: RequestListener,
): Promise<LoopbackServer> {
  return listen(createTlsServer(tls, listener), 'https://localhost');
}

/** A server below HTTP: what it does with a connection is up to the test. */
export function serveTcp(onConnection: (socket: Socket) => void): Promise<LoopbackServer> {
  return listen(createTcpServer(onConnection), 'http://127.0.0.1');
}

/** The port of a server that was there and is no more. */
export async function unusedPort(): Promise<number> {
  const server = await serveTcp((socket) => socket.destroy());
  await server.close();
  return server.port;
}

/** A request's whole body. */
export async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

export function sendJson(response: ServerResponse, body: unknown, status = 200): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}

async function listen(server: Server | TcpServer, base: string): Promise<LoopbackServer> {
  const sockets = new Set<Socket>();
  let connections = 0;
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  const loopback: LoopbackServer = {
    port,
    origin: `${base}:${port}`,
    connectionCount: () => connections,
    close: () =>
      new Promise((resolve) => {
        open.delete(loopback);
        server.close(() => {
          resolve();
        });
        for (const socket of sockets) socket.destroy();
      }),
  };
  open.add(loopback);
  return loopback;
}
