import { createServer } from 'node:net';

/** So many ports in a row are tried. */
const tries = 50;

/** The first port from `start` on that nothing on loopback holds; undefined when there is none nearby. */
export async function findFreePort(start: number): Promise<number | undefined> {
  for (let port = start; port < Math.min(start + tries, 65_536); port++) {
    if (await isFree(port)) return port;
  }
  return undefined;
}

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen({ host: '127.0.0.1', port, exclusive: true }, () => server.close(() => resolve(true)));
  });
}
