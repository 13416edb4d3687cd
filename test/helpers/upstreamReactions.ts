import { once } from 'node:events';
import type { JsonObject } from '../../src/gateway/wire/json.ts';
import type { Reaction } from './fakeUpstream.ts';
import { sendJson, sendSse } from './upstreamProtocols.ts';

/** Misbehaviours and odd answers of providers, for `FakeUpstream.react`. */

export const answerJson =
  (body: JsonObject, status = 200, headers: Record<string, string> = {}): Reaction =>
  (_request, response) => {
    sendJson(response, body, status, headers);
  };

/** Exactly these bytes. */
export const answerBytes =
  (body: string | Uint8Array, headers: Record<string, string>, status = 200): Reaction =>
  (_request, response) => {
    response.writeHead(status, headers);
    response.end(body);
  };

export const answerSse =
  (...events: string[]): Reaction =>
  (_request, response) => {
    sendSse(response, events);
  };

/** These bytes as an event stream, in pieces of this size, each in a packet of its own. */
export const answerSseInPieces =
  (body: Uint8Array, pieceBytes: number): Reaction =>
  async (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    for (let at = 0; at < body.length; at += pieceBytes) {
      await new Promise<void>((resolve) => {
        response.write(body.subarray(at, at + pieceBytes), () => {
          setImmediate(resolve);
        });
      });
    }
    response.end();
  };

/** Takes the request and never answers. */
export const hang: Reaction = () => undefined;

/** Begins a stream and then says nothing more. */
export const hangAfter =
  (...events: string[]): Reaction =>
  (_request, response) => {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.flushHeaders();
    for (const event of events) response.write(event);
  };

/** Begins a stream whose further events the test sends. */
export function controlledStream(): {
  readonly reaction: Reaction;
  readonly send: (text: string) => Promise<void>;
  readonly end: () => Promise<void>;
} {
  let start: (response: Parameters<Reaction>[1]) => void = () => undefined;
  const started = new Promise<Parameters<Reaction>[1]>((resolve) => {
    start = resolve;
  });
  return {
    reaction: (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.flushHeaders();
      start(response);
    },
    send: async (text) => {
      (await started).write(text);
    },
    end: async () => {
      (await started).end();
    },
  };
}

/** Cuts the connection without an answer. */
export const resetAtOnce: Reaction = (_request, response) => {
  response.destroy();
};

/** Sends the beginning of an answer and cuts the connection. */
export const cutAfter =
  (start: string, headers: Record<string, string>): Reaction =>
  (_request, response) => {
    response.writeHead(200, headers);
    response.write(start, () => {
      response.destroy();
    });
  };

/** Promises more than it sends. */
export const shortBody =
  (body: string): Reaction =>
  (_request, response) => {
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': String(body.length + 100),
    });
    response.write(body, () => {
      response.destroy();
    });
  };

/** A page of a proxy before the provider. */
export const answerHtml = (status = 200): Reaction =>
  answerBytes(
    '<!doctype html><html><title>502 Bad Gateway</title></html>',
    { 'content-type': 'text/html' },
    status,
  );

/** Streams events as fast as the reader takes them and counts what it has handed over. */
export function endlessStream(event: string): {
  readonly reaction: Reaction;
  readonly sentBytes: () => number;
} {
  let sentBytes = 0;
  return {
    sentBytes: () => sentBytes,
    reaction: async (_request, response) => {
      const gone = new AbortController();
      response.on('close', () => {
        gone.abort();
      });
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      while (!response.destroyed) {
        sentBytes += event.length;
        if (!response.write(event))
          await once(response, 'drain', { signal: gone.signal }).catch(() => undefined);
      }
    },
  };
}
