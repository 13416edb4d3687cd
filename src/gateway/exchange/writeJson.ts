import type { ClientAnswer } from './clientAnswer.ts';

/** Sends a whole answer of JSON; `body` must be plain data. Resolves when it is sent, or the client is gone. */
export async function writeJson(
  client: ClientAnswer,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: object,
): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(body));
  client.sendHead(status, {
    ...headers,
    'content-type': 'application/json; charset=utf-8',
    'content-length': String(bytes.length),
  });
  await client.end(bytes);
}
