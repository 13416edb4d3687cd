import * as l10n from '@vscode/l10n';
import type { AgentOutcome } from '../../protocol/agents.ts';
import type { ClientConnector, ClientEndpoint, ClientWire } from './connector.ts';

/** Sends one request; the global `fetch`, or another one in tests. */
export type Send = (url: string, init: RequestInit) => Promise<Response>;

interface WireRequest {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
}

const prompt = 'Answer with the one word: connected';

/**
 * Sends one small real request to where a client's files point, in the client's own format and with its key: it shows in
 * the record as the client's would.
 */
export async function verifyClient(
  client: ClientConnector,
  { baseUrl, key }: ClientEndpoint,
  send: Send,
  signal: AbortSignal,
): Promise<AgentOutcome> {
  const { path, headers, body } = wireRequest(client.wire, key ?? 'muxgate');
  const url = baseUrl.replace(/\/+$/, '') + path;
  let answer: Response;
  try {
    answer = await send(url, {
      method: 'POST',
      signal,
      headers: {
        'content-type': 'application/json',
        'user-agent': `muxgate-verify (${client.id})`,
        ...headers,
      },
      body: JSON.stringify(body),
    });
  } catch (error) {
    if (signal.aborted) return { outcome: 'cancelled', message: '' };
    const reason = error instanceof Error ? rootCause(error).message || error.name : String(error);
    return failed(l10n.t('Nothing answers at {0}: {1}.', baseUrl, reason));
  }
  const text = await answer.text();
  const model = answer.headers.get('x-muxgate-model');
  if (answer.headers.get('x-muxgate-request-id') === null)
    return failed(l10n.t('Something answers at {0}, but it is not Muxgate.', baseUrl));
  if (!answer.ok) {
    const message = errorMessage(text) ?? String(answer.status);
    return failed(
      l10n.t(
        '{0} reaches Muxgate, which answered with an error ({1}): {2}',
        client.name,
        answer.status,
        message,
      ),
    );
  }
  return {
    outcome: 'done',
    message: l10n.t('{0} reaches Muxgate; {1} answered.', client.name, decodeURIComponent(model ?? '')),
  };
}

function wireRequest(wire: ClientWire, key: string): WireRequest {
  const bearer = { authorization: `Bearer ${key}` };
  const messages = [{ role: 'user', content: prompt }];
  switch (wire) {
    case 'chat':
      return {
        path: '/chat/completions',
        headers: bearer,
        body: { model: 'auto', stream: false, messages },
      };
    case 'responses':
      return {
        path: '/responses',
        headers: bearer,
        body: { model: 'auto', stream: false, store: false, input: prompt },
      };
    case 'messages':
      return {
        path: '/v1/messages',
        headers: { ...bearer, 'anthropic-version': '2023-06-01' },
        body: { model: 'auto', max_tokens: 1024, stream: false, messages },
      };
    case 'gemini':
      return {
        path: '/v1beta/models/auto:generateContent',
        headers: { 'x-goog-api-key': key },
        body: { contents: [{ role: 'user', parts: [{ text: prompt }] }] },
      };
  }
}

function failed(message: string): AgentOutcome {
  return { outcome: 'failed', message };
}

function rootCause(error: Error): Error {
  return error.cause instanceof Error ? rootCause(error.cause) : error;
}

function errorMessage(text: string): string | undefined {
  try {
    const { error } = JSON.parse(text) as { error?: { message?: string } | string };
    return typeof error === 'string' ? error : error?.message;
  } catch {
    return undefined;
  }
}
