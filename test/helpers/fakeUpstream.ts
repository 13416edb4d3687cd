import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { JsonObject } from '../../src/gateway/wire/json.ts';
import { parseObject } from '../../src/gateway/wire/json.ts';
import { speakProtocols } from './upstreamProtocols.ts';

/** One request as the fake provider got it. */
export interface UpstreamRequest {
  readonly method: string;
  /** With its query. */
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
  /** Empty when the body is no JSON object. */
  readonly json: JsonObject;
  /** Resolves when the connection of this request is closed or its answer complete. */
  readonly closed: Promise<void>;
}

/** What the fake provider does with one request. */
export type Reaction = (request: UpstreamRequest, response: ServerResponse) => void | Promise<void>;

/**
 * A provider on a real socket of this machine. Speaks chat, messages, completions, FIM, embeddings and Ollama's API to the
 * letter, unless a test queues a reaction (upstreamReactions.ts) for the next requests.
 */
export class FakeUpstream {
  readonly requests: UpstreamRequest[] = [];
  readonly #server: Server;
  readonly #reactions: Reaction[] = [];
  readonly #waiting: ((request: UpstreamRequest) => void)[] = [];
  #port = 0;
  #connectionCount = 0;

  private constructor() {
    this.#server = createServer((request, response) => {
      void this.#answer(request, response);
    });
  }

  static async start(): Promise<FakeUpstream> {
    const upstream = new FakeUpstream();
    upstream.#server.on('connection', () => upstream.#connectionCount++);
    upstream.#server.listen(0, '127.0.0.1');
    await once(upstream.#server, 'listening');
    const address = upstream.#server.address();
    assert.ok(typeof address === 'object' && address !== null);
    upstream.#port = address.port;
    return upstream;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Queues reactions for the next requests, one each, in order. */
  react(...reactions: Reaction[]): void {
    this.#reactions.push(...reactions);
  }

  /** The next request that comes in from now on. */
  nextRequest(): Promise<UpstreamRequest> {
    return new Promise((resolve) => this.#waiting.push(resolve));
  }

  /** The newest request so far. */
  get lastRequest(): UpstreamRequest {
    const request = this.requests.at(-1);
    assert.ok(request !== undefined, 'the provider was not asked');
    return request;
  }

  /** Connections accepted so far. */
  get connectionCount(): number {
    return this.#connectionCount;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    if (!this.#server.listening) return;
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #answer(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined);
    const closed = new Promise<void>((resolve) => response.once('close', resolve));
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const body = Buffer.concat(chunks);
    const request: UpstreamRequest = {
      method: incoming.method ?? '',
      path: incoming.url ?? '',
      headers: incoming.headers,
      body,
      json: parseObject(body.toString()) ?? {},
      closed,
    };
    this.requests.push(request);
    for (const resolve of this.#waiting.splice(0)) resolve(request);
    const reaction = this.#reactions.shift() ?? speakProtocols;
    await reaction(request, response);
  }
}
