import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/gateway/wire/json.ts';
import { FakeUpstream, type Reaction } from '../helpers/fakeUpstream.ts';
import { open, type ReceivedAnswer, send } from '../helpers/httpClient.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { speakProtocols, spokenText, sse } from '../helpers/upstreamProtocols.ts';
import {
  answerBytes,
  answerHtml,
  answerJson,
  answerSse,
  cutAfter,
  hang,
  resetAtOnce,
  shortBody,
} from '../helpers/upstreamReactions.ts';

const streamHeaders = { 'content-type': 'text/event-stream' };
const jsonHeaders = { 'content-type': 'application/json' };
const question = [{ role: 'user', content: 'x' }];

type Inbound = 'chat' | 'messages';

const firstChatChunk = sse({
  id: 'c',
  object: 'chat.completion.chunk',
  created: 1,
  model: 'm',
  choices: [{ index: 0, delta: { role: 'assistant', content: 'begin' }, finish_reason: null }],
});
const firstMessagesEvents = [
  sse(
    {
      type: 'message_start',
      message: {
        id: 'm',
        type: 'message',
        role: 'assistant',
        model: 'm',
        content: [],
        usage: { input_tokens: 3, output_tokens: 1 },
      },
    },
    'message_start',
  ),
  sse(
    { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    'content_block_start',
  ),
  sse(
    { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'begin' } },
    'content_block_delta',
  ),
].join('');

/** Every failure of a provider, seen through both inbound protocols from a provider that speaks the same or the other. */
describe('when a provider fails', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: {
        oai: {
          type: 'openai',
          endpoint: upstream.url,
          apiKey: 'sk-secret-key',
          firstByteTimeoutMs: 200,
          idleTimeoutMs: 200,
        },
        claude: {
          type: 'anthropic',
          endpoint: upstream.url,
          apiKey: 'sk-secret-key',
          firstByteTimeoutMs: 200,
          idleTimeoutMs: 200,
        },
        gone: { type: 'openai', endpoint: 'http://127.0.0.1:9', apiKey: 'k' },
        'gone-too': { type: 'anthropic', endpoint: 'http://127.0.0.1:9', apiKey: 'k' },
        keyless: { type: 'openai', endpoint: upstream.url },
      },
    });
  });

  afterEach(async () => {
    // Whatever happened, the next request is served.
    assert.equal((await ask('chat', 'oai')).status, 200);
    await gateway.close();
    await upstream.close();
  });

  const body = (provider: string, stream: boolean): object => ({
    model: `${provider}/m`,
    max_tokens: 9,
    stream,
    messages: question,
  });
  const urlOf = (inbound: Inbound): string =>
    `${gateway.url}/v1/${inbound === 'chat' ? 'chat/completions' : 'messages'}`;
  const ask = (inbound: Inbound, provider: string, stream = false): Promise<ReceivedAnswer> =>
    send(urlOf(inbound), { body: body(provider, stream) });

  function errorOf(inbound: Inbound, answer: ReceivedAnswer): JsonObject & { message: string } {
    const parsed = answer.json() as { type?: unknown; error: JsonObject & { message: string } };
    assert.equal(parsed.type, inbound === 'messages' ? 'error' : undefined);
    assert.equal(typeof parsed.error.message, 'string');
    assert.equal(typeof parsed.error.type, 'string');
    return parsed.error;
  }

  const routes: readonly (readonly [Inbound, string])[] = [
    ['chat', 'oai'],
    ['chat', 'claude'],
    ['messages', 'claude'],
    ['messages', 'oai'],
  ];
  for (const [inbound, provider] of routes) {
    const isSame = (inbound === 'chat') === (provider === 'oai');
    const begin = provider === 'oai' ? firstChatChunk : firstMessagesEvents;

    describe(`${inbound} from ${provider}`, () => {
      for (const stream of [false, true]) {
        const kind = stream ? 'a stream' : 'a whole answer';

        it(`${kind}: a provider that refuses connections is 503`, async () => {
          const answer = await ask(inbound, provider === 'oai' ? 'gone' : 'gone-too', stream);
          assert.equal(answer.status, 503);
          assert.equal(errorOf(inbound, answer).code, 'provider_unavailable');
        });

        it(`${kind}: a provider that hangs is 504`, async () => {
          upstream.react(hang);
          const answer = await ask(inbound, provider, stream);
          assert.equal(answer.status, 504);
          assert.equal(errorOf(inbound, answer).code, 'provider_timeout');
        });

        it(`${kind}: a connection cut before an answer is 502 or 503, never repeated`, async () => {
          upstream.react(resetAtOnce);
          const answer = await ask(inbound, provider, stream);
          assert.ok([502, 503].includes(answer.status));
          errorOf(inbound, answer);
          assert.equal(upstream.requests.length, 1);
        });

        it(`${kind}: HTML is 502, with what to check`, async () => {
          upstream.react(answerHtml());
          const answer = await ask(inbound, provider, stream);
          assert.equal(answer.status, 502);
          const error = errorOf(inbound, answer);
          assert.equal(error.code, 'provider_error');
          assert.match(error.message, /HTML.*endpoint/);
          assert.deepEqual(error.details, { provider, status: 200 });
        });

        it(`${kind}: an HTML error page keeps its status`, async () => {
          upstream.react(answerHtml(503));
          const answer = await ask(inbound, provider, stream);
          assert.equal(answer.status, 503);
          assert.match(errorOf(inbound, answer).message, /502 Bad Gateway/);
        });

        it(`${kind}: 89: a numeric or null code, plain text, and an error without a body, each in the client's shape`, async () => {
          const bodies = [
            JSON.stringify({ error: { message: 'numeric', code: 1234 } }),
            JSON.stringify({ error: { message: 'null code', code: null, type: null } }),
            JSON.stringify({ error: 'just text' }),
            JSON.stringify({ detail: [{ loc: ['body', 'x'], msg: 'bad' }] }),
            'plain text',
            '',
          ];
          for (const text of bodies) {
            upstream.react(answerBytes(text, jsonHeaders, 418));
            const answer = await ask(inbound, provider, stream);
            assert.equal(answer.status, 418, text);
            const error = errorOf(inbound, answer);
            assert.ok(error.message !== '');
            assert.notEqual(typeof error.code, 'number');
          }
        });

        it(`${kind}: 89: a gzipped error that does not say so is read`, async () => {
          const { gzipSync } = await import('node:zlib');
          upstream.react(answerBytes(gzipSync('{"error":{"message":"zipped"}}'), jsonHeaders, 400));
          const answer = await ask(inbound, provider, stream);
          assert.equal(answer.status, 400);
          assert.equal(errorOf(inbound, answer).message, 'zipped');
        });

        it(`${kind}: an error inside a 200 becomes the error that it is`, async () => {
          upstream.react(answerJson({ error: { message: 'no credits', code: 402 } }));
          const answer = await ask(inbound, provider, stream);
          assert.equal(answer.status, 402);
          assert.equal(errorOf(inbound, answer).message, 'no credits');
          assert.equal(gateway.records[0]?.outcome, 'failed');
        });

        it(`${kind}: a JSON error in an event stream's clothes becomes the error that it is`, async () => {
          upstream.react(
            answerBytes(
              '{"type":"error","error":{"type":"overloaded_error","message":"busy"}}',
              streamHeaders,
            ),
          );
          const answer = await ask(inbound, provider, stream);
          assert.equal(answer.status, 529);
          assert.equal(errorOf(inbound, answer).message, 'busy');
        });

        it(`${kind}: 97: a stream whose first event is an error is that error`, async () => {
          upstream.react(
            answerSse(
              ': OPENROUTER PROCESSING\n\n',
              sse(
                { id: 'x', choices: [], error: { message: 'overloaded upstream', code: 503 }, type: 'error' },
                'error',
              ),
            ),
          );
          const answer = await ask(inbound, provider, stream);
          assert.ok(answer.status >= 500);
          assert.match(errorOf(inbound, answer).message, /overloaded upstream/);
          assert.equal(gateway.records[0]?.outcome, 'failed');
        });

        it(`${kind}: an empty body is 502`, async () => {
          upstream.react(answerBytes('', stream ? streamHeaders : jsonHeaders));
          assert.equal((await ask(inbound, provider, stream)).status, 502);
        });

        it(`${kind}: JSON that ends in its middle is 502`, async () => {
          upstream.react(answerBytes('{"id":"x","choices":[{"mess', jsonHeaders));
          assert.equal((await ask(inbound, provider, stream)).status, 502);
          upstream.react(shortBody('{"id":"x","choices":[{"mess'));
          assert.equal((await ask(inbound, provider, stream)).status, 502);
        });

        it(`${kind}: a missing key is 503 that says so, before anything is sent`, async () => {
          const answer = await ask(inbound, 'keyless', stream);
          assert.equal(answer.status, 503);
          assert.equal(upstream.requests.length, 0);
        });
      }

      it('an error before the first byte keeps status, text and retry-after', async () => {
        const error = {
          type: 'error',
          error: { type: 'rate_limit_error', message: 'slow down', extra: { x: 1.0 } },
        };
        const text = JSON.stringify(error, null, 1);
        upstream.react(
          answerBytes(text, { ...jsonHeaders, 'retry-after': '12', 'x-should-retry': 'true' }, 429),
        );
        const answer = await ask(inbound, provider, true);
        assert.equal(answer.status, 429);
        assert.equal(answer.headers['retry-after'], '12');
        assert.equal(answer.headers['x-should-retry'], 'true');
        assert.equal(errorOf(inbound, answer).message, 'slow down');
        if (inbound === 'messages' && isSame) assert.equal(answer.text, text);
      });

      if (isSame) {
        it("the provider's own error body passes byte for byte", async () => {
          const text =
            inbound === 'chat'
              ? '{ "error": {"message":"bad model","type":"invalid_request_error","code":"model_not_found","param":null,"x":1.0} }'
              : '{ "type":"error", "error": {"type":"not_found_error","message":"model: m"}, "request_id":"req_1" }';
          upstream.react(answerBytes(text, jsonHeaders, 404));
          const answer = await ask(inbound, provider);
          assert.equal(answer.status, 404);
          assert.equal(answer.text, text);
        });
      }

      it('an error that repeats our key does not reach the client with it', async () => {
        upstream.react(
          answerJson(
            {
              type: 'error',
              error: { type: 'authentication_error', message: 'bad key sk-secret-key', code: null },
            },
            401,
          ),
        );
        const answer = await ask(inbound, provider);
        assert.equal(answer.status, 401);
        assert.doesNotMatch(answer.text, /sk-secret-key/);
        assert.doesNotMatch(gateway.logLines.join('\n') + JSON.stringify(gateway.records), /sk-secret-key/);
      });

      it('94, 96, 98: a stream cut in its middle ends in an error event and no proper end', async () => {
        upstream.react(cutAfter(begin + 'data: {"torn', streamHeaders));
        const answer = await ask(inbound, provider, true);
        assert.equal(answer.status, 200);
        assert.match(answer.text, /begin/);
        assert.doesNotMatch(answer.text, /torn|\[DONE\]|message_stop|"finish_reason":"|"stop_reason":"/);
        assertErrorEvent(inbound, answer.text);
        assert.equal(gateway.records[0]?.outcome, 'failed');
      });

      it('#98 a stream that just ends, without its terminal event, is no success', async () => {
        upstream.react(answerBytes(begin, streamHeaders));
        const answer = await ask(inbound, provider, true);
        assert.doesNotMatch(answer.text, /\[DONE\]|message_stop/);
        assertErrorEvent(inbound, answer.text);
        assert.equal(gateway.records[0]?.outcome, 'failed');
      });

      it('a stream that falls silent ends in an error event', async () => {
        upstream.react((_request, response) => {
          response.writeHead(200, streamHeaders);
          response.write(begin);
        });
        const answer = await ask(inbound, provider, true);
        assert.match(answer.text, /provider_timeout/);
        assertErrorEvent(inbound, answer.text);
      });

      it("a provider's error in mid-stream reaches the client as one, with nothing after it", async () => {
        const error = { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' } };
        upstream.react(answerSse(begin, sse(error, 'error')));
        const answer = await ask(inbound, provider, true);
        assert.match(answer.text, /Overloaded/);
        assert.equal(answer.text.match(/"message":"/g)?.length, 1);
        assert.doesNotMatch(answer.text, /\[DONE\]|message_stop|"stop_reason":"/);
        assert.equal(gateway.records[0]?.outcome, 'failed');
      });

      it('#99 a malformed event in mid-stream is passed over, and the rest still read', async () => {
        const rest =
          provider === 'oai'
            ? `${sse({ choices: [{ index: 0, delta: { content: 'rest' }, finish_reason: 'stop' }] })}data: [DONE]\n\n`
            : [
                sse(
                  { type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'rest' } },
                  'content_block_delta',
                ),
                sse({ type: 'content_block_stop', index: 0 }, 'content_block_stop'),
                sse(
                  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 2 } },
                  'message_delta',
                ),
                sse({ type: 'message_stop' }, 'message_stop'),
              ].join('');
        upstream.react(answerSse(begin, 'data: {"choices": nonsense}\n\n', rest));
        const answer = await ask(inbound, provider, true);
        assert.match(answer.text, /rest/);
        assert.match(answer.text, inbound === 'chat' ? /\[DONE\]/ : /message_stop/);
        assert.equal(gateway.records[0]?.outcome, 'answered');
      });

      it('JSON in answer to a stream is sent as the stream that was asked for', async () => {
        const whole: Reaction = (request, response) => {
          speakProtocols({ ...request, json: { ...request.json, stream: false } }, response);
        };
        upstream.react(whole);
        const answer = await ask(inbound, provider, true);
        assert.match(String(answer.headers['content-type']), /^text\/event-stream/);
        assert.match(answer.text, inbound === 'chat' ? /\[DONE\]/ : /event: message_stop/);
        assert.match(answer.text, /wörld 😀/);
      });

      it('a stream in answer to a plain request is sent as one object', async () => {
        const streamed: Reaction = (request, response) => {
          speakProtocols({ ...request, json: { ...request.json, stream: true } }, response);
        };
        upstream.react(streamed);
        const answer = await ask(inbound, provider, false);
        assert.match(String(answer.headers['content-type']), /^application\/json/);
        assert.ok(JSON.stringify(answer.json()).includes(spokenText));
      });

      it('a redirect is not followed', async () => {
        upstream.react(answerBytes('', { location: 'http://evil.example/v1' }, 307));
        const answer = await ask(inbound, provider);
        assert.equal(answer.status, 502);
        assert.match(errorOf(inbound, answer).message, /redirects/);
      });
    });
  }

  it('a whole answer that breaks off after it began to be sent on cuts the connection', async () => {
    upstream.react(
      cutAfter(`{"id":"x","choices":[{"message":{"content":"${'y'.repeat(2_000_000)}`, jsonHeaders),
    );
    const answer = await open(urlOf('chat'), { body: body('oai', false) });
    assert.equal(answer.status, 200);
    await assert.rejects(answer.rest());
  });

  it('no provider configured at all: auto is 503 that says how to add one', async () => {
    const empty = await startGateway({});
    const answer = await send(`${empty.url}/v1/chat/completions`, {
      body: { model: 'auto', messages: question },
    });
    assert.equal(answer.status, 503);
    const error = errorOf('chat', answer);
    assert.equal(error.code, 'provider_unavailable');
    assert.match(error.message, /provider/);
    await empty.close();
  });

  it('a provider that is down takes nothing from the list of models', async () => {
    const answer = await send(`${gateway.url}/v1/models`);
    assert.equal(answer.status, 200);
    assert.ok(answer.text.includes('demo/echo'));
  });

  function assertErrorEvent(inbound: Inbound, text: string): void {
    const last = text.trim().split('\n\n').at(-1) ?? '';
    if (inbound === 'messages') assert.match(last, /^event: error\ndata: \{"type":"error","error":\{/);
    else assert.match(last, /^data: \{"error":\{"message":/);
  }
});
