import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { type UpstreamFormat, upstreamAnswers, type UpstreamAnswers } from './upstreamAnswers.ts';

/**
 * The fake provider of the bench. The model's name says what comes: `whole`; `fast-N`, N events as fast as they go;
 * `paced-N`, N events, one each 20 ms; `paced-N-each-M`, one each M ms; `held`, the head of a stream that stays open.
 */
const usualPaceMs = '20';
const eventsAWrite = 50;

const server = createServer((incoming, response) => {
  const parts: Buffer[] = [];
  incoming.on('data', (part: Buffer) => parts.push(part));
  incoming.on('end', () => {
    const url = incoming.url ?? '';
    const answers = upstreamAnswers[formatOf(url)];
    // Model and stream stand in the first bytes of what the bench sends; a conversion may put them last.
    const body = Buffer.concat(parts);
    const ends = `${body.toString('latin1', 0, 300)}${body.toString('latin1', Math.max(0, body.length - 600))}`;
    const [, kind = 'whole', count = '0', paceMs = usualPaceMs] =
      /(?:"model":"|\/models\/)(?:[a-z]+\/)?(whole|fast|paced|held)(?:-(\d+))?(?:-each-(\d+))?[":]/.exec(
        `${url} ${ends}`,
      ) ?? [];
    void answer(response, answers, kind, Number(count), Number(paceMs));
  });
});

function formatOf(url: string): UpstreamFormat {
  if (url.includes('/messages')) return 'messages';
  if (url.includes('/responses')) return 'responses';
  return url.includes('/v1beta/models/') ? 'gemini' : 'chat';
}

async function answer(
  response: ServerResponse,
  { whole, head, event, tail }: UpstreamAnswers,
  kind: string,
  count: number,
  paceMs: number,
): Promise<void> {
  if (kind === 'whole') {
    const headers = { 'content-type': 'application/json', 'content-length': Buffer.byteLength(whole) };
    response.writeHead(200, headers).end(whole);
    return;
  }
  response.writeHead(200, { 'content-type': 'text/event-stream; charset=utf-8' });
  response.write(head);
  if (kind === 'held') return;
  const size = kind === 'paced' ? 1 : eventsAWrite;
  const piece = event.repeat(size);
  for (let sent = 0; sent < count && !response.destroyed; sent += size) {
    if (kind === 'paced') await setTimeout(paceMs);
    if (!response.write(piece)) await new Promise((resolve) => response.once('drain', resolve));
  }
  response.end(tail);
}

server.keepAliveTimeout = 60_000;
server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
