import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { parseObject, type JsonObject } from '../../../src/gateway/wire/json.ts';
import { schemaRefusal } from './bodySchemas.ts';
import type { SpokenAnswer } from './spokenAnswer.ts';
import type { StrictCall, StrictFormat } from './strictFormat.ts';

/** What a fake provider does with a call that it does not refuse. */
export type Behaviour =
  | { readonly kind: 'answer'; readonly answer: SpokenAnswer }
  /** An answer to just this call. */
  | { readonly kind: 'react'; readonly react: (call: StrictCall) => SpokenAnswer }
  /** An error before the first byte. */
  | {
      readonly kind: 'refuse';
      readonly status: number;
      readonly message: string;
      readonly retryAfterS?: number;
    }
  /** The stream's first half, then the protocol's own error, or a broken connection where it has none. */
  | { readonly kind: 'fail-midway'; readonly answer: SpokenAnswer; readonly message: string }
  /** The stream's first half, then silence until the caller hangs up. */
  | { readonly kind: 'fall-silent'; readonly answer: SpokenAnswer };

/** A call that came in, and why it was refused, if it was. */
export interface SeenCall extends StrictCall {
  readonly refusal: string | undefined;
  /** Resolves when the connection of this call is closed or its answer complete. */
  readonly closed: Promise<void>;
}

/** A provider of several formats on a socket of this machine that is as strict as the real ones. */
export class StrictUpstream {
  readonly calls: SeenCall[] = [];
  #behaviours: Behaviour[] = [];
  readonly #formats: readonly StrictFormat[];
  readonly #server: Server;
  #port = 0;

  private constructor(formats: readonly StrictFormat[]) {
    this.#formats = formats;
    this.#server = createServer((request, response) => {
      void this.#serve(request, response);
    });
  }

  static async start(formats: readonly StrictFormat[]): Promise<StrictUpstream> {
    const upstream = new StrictUpstream(formats);
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

  /** Forgets all calls; the next ones are met with these behaviours in order, the last for all that follow. */
  expect(...behaviours: readonly [Behaviour, ...Behaviour[]]): void {
    this.calls.length = 0;
    this.#behaviours = [...behaviours];
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, 'close');
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    response.on('error', () => undefined);
    const closed = new Promise<void>((resolve) => response.once('close', resolve));
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url ?? '', 'http://fake');
    const body = parseObject(Buffer.concat(chunks).toString());
    const call = { path: url.pathname, query: url.searchParams, headers: request.headers, body: body ?? {} };
    const format = this.#formats.find(({ takes }) => takes(url.pathname));
    if (format === undefined || request.method !== 'POST') {
      sendJson(response, 404, { error: { message: `no route ${url.pathname}`, type: 'not_found' } });
      return;
    }
    const refusal = body === undefined ? 'no JSON' : (schemaRefusal(format, body) ?? format.refusalOf(call));
    this.calls.push({ ...call, refusal, closed });
    if (refusal !== undefined) sendJson(response, 400, format.errorBody(400, refusal));
    else this.#behave(format, call, response);
  }

  #behave(format: StrictFormat, call: StrictCall, response: ServerResponse): void {
    const behaviour = this.#behaviours.length > 1 ? this.#behaviours.shift() : this.#behaviours[0];
    assert.ok(behaviour !== undefined, 'a call that no test expects');
    if (behaviour.kind === 'refuse') {
      const { status, message, retryAfterS } = behaviour;
      const retry: Record<string, string> =
        retryAfterS === undefined ? {} : { 'retry-after': String(retryAfterS) };
      sendJson(response, status, format.errorBody(status, message), retry);
      return;
    }
    const answer = behaviour.kind === 'react' ? behaviour.react(call) : behaviour.answer;
    if (!format.wantsStream(call)) {
      sendJson(response, 200, format.whole(answer, call));
      return;
    }
    const events = format.stream(answer, call);
    response.writeHead(200, { 'content-type': format.streamType });
    if (behaviour.kind === 'answer' || behaviour.kind === 'react') {
      for (const event of events) response.write(event);
      response.end();
      return;
    }
    for (const event of events.slice(0, Math.ceil(events.length / 2))) response.write(event);
    if (behaviour.kind === 'fall-silent') return;
    const failure = format.streamFailure(behaviour.message);
    if (failure === undefined) response.write('', () => response.destroy());
    else response.end(failure);
  }
}

function sendJson(
  response: ServerResponse,
  status: number,
  body: JsonObject,
  headers: Record<string, string> = {},
): void {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
}
