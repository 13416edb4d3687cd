import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { ConfigInput } from '../../src/config/schema.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { ManualClock } from '../helpers/manualClock.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { answerJson } from '../helpers/upstreamReactions.ts';

describe('The response cache', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;
  let clock: ManualClock;

  const start = async (settings: ConfigInput): Promise<void> => {
    gateway = await startGateway(
      {
        providers: {
          oai: { type: 'openai', endpoint: upstream.url, apiKey: 'sk-oai' },
          claude: { type: 'anthropic', endpoint: upstream.url, apiKey: 'sk-ant' },
          own: { type: 'openai-compatible', endpoint: upstream.url, auth: 'passthrough' },
        },
        failover: { onError: false, cooldownSeconds: 0 },
        ...settings,
      },
      { clock },
    );
  };
  const ask = async (
    body: Record<string, unknown>,
    headers: Record<string, string> = {},
    path = '/v1/chat/completions',
  ): Promise<{ status: number; cache: string | null; text: string; type: string | null }> => {
    const messages = [{ role: 'user', content: 'the same question' }];
    const answer = await fetch(gateway.url + path, {
      method: 'POST',
      headers,
      body: JSON.stringify({ model: 'oai/gpt-4o', messages, ...body }),
    });
    return {
      status: answer.status,
      cache: answer.headers.get('x-muxgate-cache'),
      text: await answer.text(),
      type: answer.headers.get('content-type'),
    };
  };

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    clock = new ManualClock();
  });
  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  it('is off unless it is asked for', async () => {
    await start({});
    assert.equal((await ask({})).cache, null);
    assert.equal((await ask({})).cache, null);
    assert.equal(upstream.requests.length, 2);
  });

  for (const [what, model] of [
    ['passed through', 'oai/gpt-4o'],
    ['converted', 'claude/claude-x'],
  ] as const) {
    for (const stream of [false, true]) {
      it(`gives a${stream ? ' streamed' : ' whole'} answer that was ${what} again, byte for byte`, async () => {
        await start({ cache: { enabled: true } });
        const first = await ask({ model, stream });
        const second = await ask({ model, stream });
        assert.equal(first.status, 200);
        assert.deepEqual([first.cache, second.cache], ['miss', 'hit']);
        assert.equal(second.text, first.text);
        assert.equal(second.type, first.type);
        assert.match(second.text, stream ? /data: \[DONE\]/ : /^\{/);
        assert.equal(upstream.requests.length, 1);
        const [, record] = gateway.records;
        assert.deepEqual([record?.cached, record?.outcome, record?.attempts.length], [true, 'answered', 0]);
      });
    }
  }

  it('knows a request again whatever its members’ order, its user and its metadata', async () => {
    await start({ cache: { enabled: true } });
    await ask({ temperature: 0, top_p: 1, user: 'one', metadata: { trace: '1' } });
    assert.equal(
      (await ask({ top_p: 1, temperature: 0, user: 'other', metadata: { trace: '2' } })).cache,
      'hit',
    );
    assert.equal((await ask({ top_p: 1, temperature: 0.5 })).cache, 'miss');
    assert.equal((await ask({ top_p: 1, temperature: 0, stream: true })).cache, 'miss');
    assert.equal((await ask({ model: 'oai/gpt-5', top_p: 1, temperature: 0 })).cache, 'miss');
  });

  it('keeps formats and workspaces apart', async () => {
    await start({
      cache: { enabled: true },
      workspaces: {
        default: { model: 'oai/gpt-4o' },
        other: { model: 'oai/gpt-4o' },
        off: { model: 'oai/gpt-4o', cache: false },
      },
    });
    await ask({ model: 'auto' });
    assert.equal((await ask({ model: 'auto' }, {}, '/w/other/v1/chat/completions')).cache, 'miss');
    assert.equal((await ask({ model: 'auto', max_tokens: 9 }, {}, '/v1/messages')).cache, 'miss');
    assert.equal((await ask({ model: 'auto' }, {}, '/w/off/v1/chat/completions')).cache, null);
    assert.equal((await ask({ model: 'auto' })).cache, 'hit');
  });

  it('holds for a workspace that asks for it alone', async () => {
    await start({ workspaces: { default: { model: 'oai/gpt-4o', cache: true } } });
    await ask({});
    assert.equal((await ask({})).cache, 'hit');
  });

  it('leaves requests with tools alone unless they are asked for', async () => {
    const tools = [{ type: 'function', function: { name: 'read', parameters: { type: 'object' } } }];
    await start({ cache: { enabled: true } });
    assert.equal((await ask({ tools })).cache, null);
    await gateway.close();
    await start({ cache: { enabled: true, tools: true } });
    await ask({ tools });
    assert.equal((await ask({ tools })).cache, 'hit');
  });

  it('never keeps an error', async () => {
    await start({ cache: { enabled: true } });
    upstream.react(answerJson({ error: { message: 'broken' } }, 400));
    assert.equal((await ask({})).status, 400);
    assert.deepEqual([(await ask({})).cache, (await ask({})).cache], ['miss', 'hit']);
  });

  it('never keeps a stream that breaks off', async () => {
    await start({ cache: { enabled: true } });
    upstream.react((_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(
        'data: {"id":"1","object":"chat.completion.chunk","choices":[{"index":0,"delta":{"content":"ha"}}]}\n\n',
      );
      response.end();
    });
    await ask({ stream: true });
    assert.equal((await ask({ stream: true })).cache, 'miss');
  });

  it('does as the client’s cache-control says', async () => {
    await start({ cache: { enabled: true } });
    assert.equal((await ask({}, { 'cache-control': 'no-store' })).cache, null);
    assert.equal((await ask({})).cache, 'miss');
    assert.equal((await ask({}, { 'cache-control': 'no-cache' })).cache, 'miss');
    assert.equal((await ask({})).cache, 'hit');
    assert.equal(upstream.requests.length, 3);
  });

  it('gives nothing to who must show a key of his own to the provider', async () => {
    await start({ cache: { enabled: true } });
    const headers = { authorization: 'Bearer sk-mine' };
    assert.equal((await ask({ model: 'own/m' }, headers)).cache, null);
  });

  it('forgets after its time, and the oldest beyond its number', async () => {
    await start({ cache: { enabled: true, ttlSeconds: 60, maxEntries: 2 } });
    await ask({ seed: 1 });
    clock.advance(61_000);
    assert.equal((await ask({ seed: 1 })).cache, 'miss');
    await ask({ seed: 2 });
    assert.equal((await ask({ seed: 1 })).cache, 'hit');
    await ask({ seed: 3 });
    assert.equal((await ask({ seed: 1 })).cache, 'hit');
    assert.equal((await ask({ seed: 2 })).cache, 'miss');
  });
});
