import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { parentPort, workerData } from 'node:worker_threads';
import { Agent, request } from 'undici';
import { startGateway } from '../helpers/startGateway.ts';

/** Which server a worker of the overhead bench is: each has an event loop of its own, as in real life. */
export interface ServerRole {
  readonly role: 'upstream' | 'proxy' | 'gateway';
  /** Where the provider is; unused by the provider itself. */
  readonly upstreamUrl: string;
}

/** Streamed by the provider in answer to `"stream":true`; the model's name says how many chunks. */
const chunk = `data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"content":" token and another"},"logprobs":null,"finish_reason":null}]}\n\n`;
const lastChunks = `data: {"id":"c","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`;
const whole = JSON.stringify({
  id: 'c',
  object: 'chat.completion',
  created: 1,
  model: 'm',
  choices: [
    { index: 0, message: { role: 'assistant', content: 'word '.repeat(200) }, finish_reason: 'stop' },
  ],
  usage: { prompt_tokens: 1, completion_tokens: 200, total_tokens: 201 },
});

/** A provider that answers at once. */
function upstreamServer(): Server {
  return createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const body = Buffer.concat(parts).toString();
      const chunks = /"model":"chunks-(\d+)"/.exec(body)?.[1];
      if (chunks === undefined) {
        response.writeHead(200, {
          'content-type': 'application/json',
          'content-length': Buffer.byteLength(whole),
        });
        response.end(whole);
        return;
      }
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      writeChunks(response, Number(chunks));
    });
  });
}

function writeChunks(response: ServerResponse, left: number): void {
  for (let count = left; count > 0; count--) {
    if (!response.write(chunk)) {
      response.once('drain', () => {
        writeChunks(response, count - 1);
      });
      return;
    }
  }
  response.end(lastChunks);
}

/** The least that a proxy can do: node:http in, undici out, bytes as they come. */
function bareProxy(upstreamUrl: string): Server {
  const dispatcher = new Agent();
  return createServer((incoming, response) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      request(upstreamUrl + (incoming.url ?? ''), {
        method: 'POST',
        dispatcher,
        headers: { 'content-type': 'application/json' },
        body: Buffer.concat(parts).toString().replace('oai/', ''),
      }).then(
        (answer) => {
          response.writeHead(answer.statusCode, { 'content-type': String(answer.headers['content-type']) });
          answer.body.pipe(response);
        },
        (error: unknown) => {
          response.writeHead(502).end(String(error));
        },
      );
    });
  });
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function start({ role, upstreamUrl }: ServerRole): Promise<string> {
  switch (role) {
    case 'upstream':
      return await listen(upstreamServer());
    case 'proxy':
      return await listen(bareProxy(upstreamUrl));
    case 'gateway': {
      const gateway = await startGateway({
        providers: { oai: { type: 'openai', endpoint: upstreamUrl, apiKey: 'k' } },
        workspaces: { default: { model: 'oai/whole', rules: [{ files: '*.md', model: 'oai/whole' }] } },
      });
      return gateway.url;
    }
  }
}

parentPort?.postMessage(await start(workerData as ServerRole));
