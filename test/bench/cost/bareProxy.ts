import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, request } from 'undici';

/**
 * The least that a proxy on this runtime can do, run as `bareProxy.ts UPSTREAM_URL`: node:http in, undici out, bytes as they
 * come, no look at them. What every ratio of the bench is against.
 */
const [upstreamUrl = ''] = process.argv.slice(2);
const dispatcher = new Agent({ connections: null, pipelining: 1 });

const server = createServer((incoming, response) => {
  request(upstreamUrl + (incoming.url ?? ''), {
    method: 'POST',
    dispatcher,
    headers: {
      'content-type': 'application/json',
      'content-length': incoming.headers['content-length'] ?? '0',
    },
    body: incoming,
  }).then(
    (answer) => {
      response.writeHead(answer.statusCode, { 'content-type': String(answer.headers['content-type']) });
      answer.body.on('error', () => response.destroy());
      response.on('close', () => answer.body.destroy());
      answer.body.pipe(response);
    },
    (error: unknown) => {
      response.writeHead(502).end(String(error));
    },
  );
});

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
