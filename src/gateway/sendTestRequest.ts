import { request } from 'undici';
import type { TestRequestResult } from '../protocol/gatewayRequests.ts';

export interface TestRequest {
  readonly port: number;
  readonly accessKey: string | undefined;
  /** The window whose rules decide. */
  readonly windowId?: string;
  /** `auto` by default. */
  readonly model?: string;
  readonly text: string;
}

/** Sends one small chat request through the gateway's own port, as an agent would. */
export async function sendTestRequest(test: TestRequest, signal: AbortSignal): Promise<TestRequestResult> {
  const startedAtMs = performance.now();
  const prefix = test.windowId === undefined ? '' : `/window/${encodeURIComponent(test.windowId)}`;
  const answer = await request(`http://127.0.0.1:${test.port}${prefix}/v1/chat/completions`, {
    method: 'POST',
    signal,
    headers: {
      'content-type': 'application/json',
      'user-agent': 'muxgate-test',
      ...(test.accessKey === undefined ? {} : { authorization: `Bearer ${test.accessKey}` }),
    },
    body: JSON.stringify({
      model: test.model ?? 'auto',
      stream: false,
      messages: [{ role: 'user', content: test.text }],
    }),
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

function decisionHeaders(headers: Record<string, string | string[] | undefined>): Record<string, string> {
  const prefix = 'x-muxgate-';
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) =>
      name.startsWith(prefix) && typeof value === 'string'
        ? [[name.slice(prefix.length), decodeURIComponent(value)]]
        : [],
    ),
  );
}
