import type { RequestParams, TestRequestResult } from '../../protocol/gatewayRequests.ts';
import { decisionHeaders } from '../exchange/decisionHeaders.ts';
import { askOwnPort, type OwnPort } from './ownPort.ts';

/** Sends one small chat request as an agent would; `model` is `auto` by default. */
export async function sendTestRequest(
  own: OwnPort,
  { model = 'auto', text }: RequestParams<'sendTestRequest'>,
  signal: AbortSignal,
): Promise<TestRequestResult> {
  const startedAtMs = performance.now();
  const answer = await askOwnPort(own, {
    path: '/v1/chat/completions',
    userAgent: 'muxgate-test',
    body: { model, stream: false, messages: [{ role: 'user', content: text }] },
    signal,
  });
  const body = (await answer.body.json()) as {
    choices?: { message?: { content?: string | null } }[];
    error?: { message?: string };
  };
  const ok = answer.statusCode === 200;
  return {
    ok,
    status: answer.statusCode,
    text: (ok ? body.choices?.[0]?.message?.content : body.error?.message) ?? '',
    decision: decisionHeaders(answer.headers),
    durationMs: Math.round(performance.now() - startedAtMs),
  };
}
