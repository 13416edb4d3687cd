import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { type OpenAnswer, open, send } from '../helpers/httpClient.ts';
import { ManualClock } from '../helpers/manualClock.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { sse } from '../helpers/upstreamProtocols.ts';
import { answerJson, controlledStream, endlessStream, hang } from '../helpers/upstreamReactions.ts';

const chunk = (content: string, finish: string | null = null): string =>
  sse({
    id: 'c',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta: { content }, finish_reason: finish }],
  });
const done = `${chunk('', 'stop')}data: [DONE]\n\n`;

describe('streams', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;
  let clock: ManualClock;

  beforeEach(async () => {
    clock = new ManualClock();
    upstream = await FakeUpstream.start();
    gateway = await startGateway(
      {
        providers: {
          oai: { type: 'openai', endpoint: upstream.url, apiKey: 'k' },
          claude: { type: 'anthropic', endpoint: upstream.url, apiKey: 'k' },
        },
      },
      { clock },
    );
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  const ask = (path: string, model: string, stream = true): Promise<OpenAnswer> =>
    open(gateway.url + path, {
      body: { model, max_tokens: 9, stream, messages: [{ role: 'user', content: 'x' }] },
    });

  for (const [path, name] of [
    ['/v1/chat/completions', 'passed through'],
    ['/v1/messages', 'converted'],
  ] as const) {
    describe(`${name} (${path})`, () => {
      it('silence is broken by blank lines every 15 seconds, between whole events only', async () => {
        const stream = controlledStream();
        upstream.react(stream.reaction);
        const opening = ask(path, 'oai/m');
        await stream.send(chunk('one'));
        const answer = await opening;
        const begin = await answer.readUntil('one');
        // Half an event is on its way: it is held back, so that the heartbeat does not stand in its middle.
        await stream.send('data: {"choices":[{"index":0,"delta":');
        clock.advance(14_999);
        clock.advance(1);
        assert.equal((await answer.readUntil(`${begin}\n\n`)).slice(begin.length), '\n\n');
        clock.advance(15_000);
        await answer.readUntil(`${begin}\n\n\n\n`);
        await stream.send(`{"content":"two"}}]}\n\n${done}`);
        await stream.end();
        const text = await answer.rest();
        assert.equal(text.indexOf('two') > begin.length, true);
        assert.equal(gateway.records[0]?.outcome, 'answered');
        clock.advance(100_000);
      });

      it('events put a heartbeat off', async () => {
        const stream = controlledStream();
        upstream.react(stream.reaction);
        const opening = ask(path, 'oai/m');
        await stream.send(chunk('one'));
        const answer = await opening;
        await answer.readUntil('one');
        clock.advance(10_000);
        await stream.send(chunk('two'));
        await answer.readUntil('two');
        clock.advance(10_000);
        await stream.send(done);
        await stream.end();
        assert.doesNotMatch(await answer.rest(), /\n\n\n/);
      });

      it('a provider that is silent for 60 seconds: the head goes out, then heartbeats, then the answer', async () => {
        const stream = controlledStream();
        upstream.react(stream.reaction);
        const asked = upstream.nextRequest();
        const opening = ask(path, 'oai/m');
        await asked;
        clock.advance(60_000);
        const answer = await opening;
        assert.equal(answer.status, 200);
        assert.match(String(answer.headers['content-type']), /^text\/event-stream/);
        assert.equal(answer.headers['x-muxgate-model'], 'oai/m');
        clock.advance(15_000);
        await answer.readUntil('\n\n');
        await stream.send(chunk('late') + done);
        await stream.end();
        assert.match(await answer.rest(), /late/);
      });

      it('an error after that head is told in the protocol', async () => {
        let fail = (): void => undefined;
        upstream.react((request, response) => {
          fail = () =>
            void answerJson({ error: { message: 'too late', type: 'server_error', code: null } }, 500)(
              request,
              response,
            );
        });
        const asked = upstream.nextRequest();
        const opening = ask(path, 'oai/m');
        await asked;
        clock.advance(60_000);
        const answer = await opening;
        fail();
        const text = await answer.rest();
        assert.match(text, /too late/);
        assert.match(text, path === '/v1/messages' ? /^event: error/ : /^data: \{"error"/);
        assert.equal(gateway.records[0]?.outcome, 'failed');
      });

      it('a client that hangs up aborts the call to the provider at once', async () => {
        const stream = controlledStream();
        upstream.react(stream.reaction);
        const opening = ask(path, 'oai/m');
        await stream.send(chunk('one'));
        const answer = await opening;
        await answer.readUntil('one');
        const record = gateway.nextRecord();
        answer.hangUp();
        await upstream.lastRequest.closed;
        assert.equal((await record).outcome, 'aborted');
      });

      it('a client that hangs up before the head aborts the call too', async () => {
        upstream.react(hang);
        const asked = upstream.nextRequest();
        const record = gateway.nextRecord();
        const socket = connect(gateway.port, '127.0.0.1');
        await once(socket, 'connect');
        const body = JSON.stringify({
          model: 'oai/m',
          stream: true,
          max_tokens: 9,
          messages: [{ role: 'user', content: 'x' }],
        });
        socket.write(
          `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        );
        const request = await asked;
        socket.destroy();
        await request.closed;
        const { outcome, status } = await record;
        assert.deepEqual([outcome, status], ['aborted', 0]);
      });

      it('a client that closes after the terminal event has its answer', async () => {
        const stream = controlledStream();
        upstream.react(stream.reaction);
        const opening = ask(path, 'oai/m');
        await stream.send(chunk('one') + done);
        const answer = await opening;
        await answer.readUntil(path === '/v1/messages' ? 'message_stop' : '[DONE]');
        const record = gateway.nextRecord();
        answer.hangUp();
        if (path === '/v1/messages') clock.advance(10_000);
        assert.equal((await record).outcome, 'answered');
      });

      it('a provider that keeps its stream open after the end is left after a while', async () => {
        const stream = controlledStream();
        upstream.react(stream.reaction);
        const opening = ask(path, 'oai/m');
        await stream.send(chunk('one') + done);
        const answer = await opening;
        await answer.readUntil(path === '/v1/messages' ? 'message_stop' : '[DONE]');
        const record = gateway.nextRecord();
        clock.advance(10_000);
        await upstream.lastRequest.closed;
        assert.equal((await record).outcome, 'answered');
        assert.doesNotMatch(await answer.rest(), /error/);
      });

      it('a slow client slows the provider down instead of filling memory', async () => {
        const stream = endlessStream(chunk('x'.repeat(8000)));
        upstream.react(stream.reaction);
        const socket = connect(gateway.port, '127.0.0.1');
        await once(socket, 'connect');
        const body = JSON.stringify({
          model: 'oai/m',
          stream: true,
          max_tokens: 9,
          messages: [{ role: 'user', content: 'x' }],
        });
        const asked = upstream.nextRequest();
        socket.pause();
        socket.write(
          `POST ${path} HTTP/1.1\r\nhost: localhost\r\ncontent-length: ${body.length}\r\n\r\n${body}`,
        );
        await asked;
        // The provider stops when every buffer between it and the client is full: no byte more for many turns.
        const stoppedAt = await untilStable(stream.sentBytes);
        assert.ok(stoppedAt < 32 * 1024 * 1024, `${stoppedAt} bytes were taken from the provider`);
        socket.resume();
        while (stream.sentBytes() < stoppedAt + 4 * 1024 * 1024) await once(socket, 'data');
        socket.destroy();
        await upstream.lastRequest.closed;
      });
    });
  }

  it('usage and the end are found where more follows them in one packet, and nothing else is kept from the client', async () => {
    const usage = sse({
      id: 'c',
      choices: [],
      usage: { prompt_tokens: 5, completion_tokens: 7, total_tokens: 12 },
    });
    const rest = `${chunk('two')}${chunk('', 'stop')}${usage}: served by somebody\n\n`;
    for (const tail of ['', 'data: [DONE]\n\n']) {
      const stream = controlledStream();
      upstream.react(stream.reaction);
      const record = gateway.nextRecord();
      const opening = ask('/v1/chat/completions', 'oai/m');
      await stream.send(chunk('one'));
      const answer = await opening;
      await answer.readUntil('one');
      await stream.send(rest);
      await stream.send(tail);
      await stream.end();
      assert.equal(await answer.rest(), chunk('one') + rest.replace(usage, '') + tail);
      const { outcome, usage: counted } = await record;
      assert.deepEqual([outcome, counted?.inputTokens, counted?.outputTokens], ['answered', 5, 7]);
    }
  });

  it('a whole answer gets no heartbeat and no early head', async () => {
    let finish = (): void => undefined;
    upstream.react((request, response) => {
      finish = () =>
        void answerJson({ id: 'x', choices: [{ message: { content: 'y' } }] })(request, response);
    });
    const asked = upstream.nextRequest();
    const answering = send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'oai/m', messages: [{ role: 'user', content: 'x' }] },
    });
    await asked;
    clock.advance(120_000);
    finish();
    assert.equal((await answering).text, '{"id":"x","choices":[{"message":{"content":"y"}}]}');
  });

  it('connections to a provider are used again after a stream', async () => {
    for (const path of ['/v1/chat/completions', '/v1/messages', '/v1/chat/completions']) {
      const answer = await ask(path, 'oai/m');
      await answer.rest();
    }
    assert.equal(upstream.connectionCount, 1);
  });

  it("the demo provider's pauses are the clock's", async () => {
    const opening = ask('/v1/chat/completions', 'demo/echo');
    const answer = await opening;
    const reading = answer.rest();
    while (gateway.records.length === 0) {
      clock.advance(10);
      await new Promise((resolve) => setImmediate(resolve));
    }
    assert.match(await reading, /\[DONE\]/);
  });
});

/** The value once it has not changed for many turns of the event loop. */
async function untilStable(value: () => number): Promise<number> {
  let last = value();
  for (let unchanged = 0; unchanged < 2000; unchanged++) {
    await new Promise((resolve) => setImmediate(resolve));
    if (value() === last && last > 0) continue;
    last = value();
    unchanged = 0;
  }
  return last;
}
