import type { ClientAnswer } from './clientAnswer.ts';

/** Sends a whole answer of JSON; `body` must be plain data. Resolves when it is sent, or the client is gone. */
export async function writeJson(
  client: ClientAnswer,
  status: number,
  headers: Readonly<Record<string, string>>,
  body: object,
): Promise<void> {
  await writeWhole(
    client,
    status,
    { ...headers, 'content-type': 'application/json; charset=utf-8' },
    JSON.stringify(body),
  );
}

/** Sends a whole answer of text. Resolves when it is sent, or the client is gone. */
export function writeText(client: ClientAnswer, contentType: string, text: string): Promise<void> {
  return writeWhole(client, 200, { 'content-type': contentType }, text);
}

async function writeWhole(
  client: ClientAnswer,
  status: number,
  headers: Readonly<Record<string, string>>,
  text: string,
): Promise<void> {
  const bytes = Buffer.from(text);
  client.sendHead(status, { ...headers, 'content-length': String(bytes.length) });
  await client.end(bytes);
}
