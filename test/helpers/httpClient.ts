import { once } from 'node:events';
import { type IncomingMessage, request as httpRequest } from 'node:http';
import { connect, type Socket } from 'node:net';
import type { JsonObject } from '../../src/gateway/wire/json.ts';

export interface SentRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON. */
  readonly body?: string | Uint8Array | object;
}

export interface ReceivedAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly bytes: Buffer;
  readonly text: string;
  /** Throws when the body is no JSON. */
  json(): JsonObject;
}

/** An answer whose head has come. */
export interface OpenAnswer {
  readonly status: number;
  readonly headers: IncomingMessage['headers'];
  readonly message: IncomingMessage;
  /** Text as it comes, until it holds `text`; what was read before counts. */
  readUntil(text: string): Promise<string>;
  /** All text; rejects when the body breaks off. */
  rest(): Promise<string>;
  hangUp(): void;
}

/** Sends a request with Node's own client, which adds nothing, and reads the whole answer. */
export async function send(url: string, request: SentRequest = {}): Promise<ReceivedAnswer> {
  const { message } = await open(url, request);
  const chunks: Buffer[] = [];
  for await (const chunk of message) chunks.push(chunk as Buffer);
  const bytes = Buffer.concat(chunks);
  const text = bytes.toString();
  return {
    status: message.statusCode ?? 0,
    headers: message.headers,
    bytes,
    text,
    json: () => JSON.parse(text) as JsonObject,
  };
}

/** Sends a request and resolves with the answer's head. */
export async function open(url: string, { method, headers = {}, body }: SentRequest): Promise<OpenAnswer> {
  const payload =
    body === undefined || typeof body === 'string' || body instanceof Uint8Array
      ? body
      : JSON.stringify(body);
  const message = await new Promise<IncomingMessage>((resolve, reject) => {
    const outgoing = httpRequest(url, {
      method: method ?? (payload === undefined ? 'GET' : 'POST'),
      headers: { ...(payload === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
      agent: false,
    });
    outgoing.on('response', resolve);
    outgoing.on('error', reject);
    outgoing.end(payload);
  });
  let text = '';
  message.on('error', () => undefined);
  return {
    status: message.statusCode ?? 0,
    headers: message.headers,
    message,
    readUntil: async (wanted) => {
      while (!text.includes(wanted)) {
        const chunk = message.read() as Buffer | null;
        if (chunk !== null) text += chunk.toString();
        else if (message.readableEnded || message.destroyed)
          throw new Error(`the answer ended with ${JSON.stringify(text)}`);
        else await Promise.race([once(message, 'readable'), once(message, 'close')]);
      }
      return text;
    },
    rest: async () => {
      for await (const chunk of message) text += String(chunk);
      return text;
    },
    hangUp: () => {
      message.destroy();
    },
  };
}

/** A bare connection, for what no HTTP client would send. */
export async function connectTo(port: number): Promise<{ socket: Socket; ended: Promise<string> }> {
  const socket = connect(port, '127.0.0.1');
  let text = '';
  socket.on('data', (chunk) => {
    text += chunk.toString('latin1');
  });
  socket.on('error', () => undefined);
  const ended = new Promise<string>((resolve) => {
    socket.on('close', () => {
      resolve(text);
    });
  });
  await once(socket, 'connect');
  return { socket, ended };
}
