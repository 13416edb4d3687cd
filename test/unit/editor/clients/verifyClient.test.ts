import assert from 'node:assert/strict';
import { connectors } from '../../../../src/editor/clients/connectors.ts';
import { type Send, verifyClient } from '../../../../src/editor/clients/verifyClient.ts';

const reached = { 'x-muxgate-request-id': 'r1', 'x-muxgate-model': 'local/qwen%20coder' };
const { signal } = new AbortController();

function client(id: string): (typeof connectors)[number] {
  const found = connectors.find((each) => each.id === id);
  assert.ok(found);
  return found;
}

describe('verifying an agent', () => {
  const requests: readonly (readonly [string, string, string, string])[] = [
    ['claude-code', 'http://h:1', 'http://h:1/v1/messages', 'authorization'],
    ['codex', 'http://h:1/v1/', 'http://h:1/v1/responses', 'authorization'],
    ['continue', 'http://h:1/v1', 'http://h:1/v1/chat/completions', 'authorization'],
    ['gemini-cli', 'http://h:1', 'http://h:1/v1beta/models/auto:generateContent', 'x-goog-api-key'],
  ];
  for (const [id, baseUrl, url, header] of requests) {
    it(`sends one request of ${id}'s format to its own address, with its own key`, async () => {
      const sent: { readonly url: string; readonly headers: Headers }[] = [];
      const send: Send = (to, init) => {
        sent.push({ url: to, headers: new Headers(init.headers) });
        return Promise.resolve(new Response('{}', { headers: reached }));
      };
      const outcome = await verifyClient(client(id), { baseUrl, key: 'k-1' }, send, signal);
      assert.deepEqual(
        sent.map((each) => each.url),
        [url],
      );
      assert.match(sent[0]?.headers.get(header) ?? '', /k-1$/);
      assert.equal(outcome.outcome, 'done');
      assert.match(outcome.message, /local\/qwen coder answered/);
    });
  }

  it('tells an error of the gateway from a stranger at the address, and from nobody', async () => {
    const endpoint = { baseUrl: 'http://h:1/v1' };
    const refused: Send = () =>
      Promise.resolve(new Response('{"error":{"message":"no provider"}}', { status: 503, headers: reached }));
    const stranger: Send = () => Promise.resolve(new Response('{}'));
    const nobody: Send = () =>
      Promise.reject(new Error('fetch failed', { cause: new Error('ECONNREFUSED') }));
    const texts = await Promise.all(
      [refused, stranger, nobody].map(async (send) => {
        const { outcome, message } = await verifyClient(client('codex'), endpoint, send, signal);
        assert.equal(outcome, 'failed');
        return message;
      }),
    );
    assert.match(texts[0] ?? '', /error \(503\): no provider/);
    assert.match(texts[1] ?? '', /it is not Muxgate/);
    assert.match(texts[2] ?? '', /Nothing answers .*ECONNREFUSED/);
  });
});
