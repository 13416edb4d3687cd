import assert from 'node:assert/strict';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { send } from '../helpers/httpClient.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { sse } from '../helpers/upstreamProtocols.ts';
import { answerBytes, answerJson, answerSseInPieces } from '../helpers/upstreamReactions.ts';

const streamHeaders = { 'content-type': 'text/event-stream; charset=utf-8' };

interface RepairedChunk {
  readonly id: unknown;
  readonly created: unknown;
  readonly model: unknown;
  readonly choices: readonly {
    readonly delta: { readonly tool_calls?: readonly { readonly index?: number }[] };
  }[];
}

describe('pass-through', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: {
        oai: { type: 'openai', endpoint: upstream.url, apiKey: 'sk-oai', headers: { 'X-Team': '7' } },
        claude: { type: 'anthropic', endpoint: upstream.url, apiKey: 'sk-ant' },
        local: { type: 'openai-compatible', endpoint: upstream.url },
        anthropicish: { type: 'anthropic-compatible', endpoint: upstream.url },
      },
    });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  it("the request's bytes are the client's own but for the model", async () => {
    const body =
      '{ "messages" : [{"role":"user","content":"h\\u00e9 \\ud83d\\ude00 {\\"model\\":\\"x\\"}"}],\r\n' +
      ' "temperature":1.0,"huge":1e400, "zero":-0, "zero":1, "unknown":{"model":"keep","z":[ ]},\t"model":"oai/gpt-4o" }\n';
    await send(`${gateway.url}/v1/chat/completions`, { body });
    assert.equal(upstream.lastRequest.body.toString(), body.replace('oai/gpt-4o', 'gpt-4o'));
  });

  it('a number that no double can hold goes up as it is written', async () => {
    const body =
      '{"model":"oai/m","messages":[{"role":"user","content":"x"}],"metadata":{"big":12345678901234567890.0}}';
    await send(`${gateway.url}/v1/chat/completions`, { body });
    assert.equal(upstream.lastRequest.body.toString(), body.replace('oai/m', 'm'));
  });

  it("Anthropic's request passes with its headers and query", async () => {
    const body =
      '{"max_tokens":5,"model":"claude/c","future_field":[1.50],"messages":[{"role":"user","content":"x"}]}';
    await send(`${gateway.url}/v1/messages?beta=true&key=secret`, {
      body,
      headers: {
        'anthropic-version': '2026-10-21',
        'anthropic-beta': 'a,b',
        'anthropic-new': 'z',
        cookie: 'c=1',
        'x-api-key': 'client',
      },
    });
    const { path, headers, body: got } = upstream.lastRequest;
    assert.equal(path, '/v1/messages?beta=true');
    assert.equal(got.toString(), body.replace('claude/c', 'c'));
    assert.equal(headers['anthropic-version'], '2026-10-21');
    assert.equal(headers['anthropic-beta'], 'a,b');
    assert.equal(headers['anthropic-new'], 'z');
    assert.equal(headers['x-api-key'], 'sk-ant');
    assert.equal(headers.cookie, undefined);
    assert.equal(headers['accept-encoding'], 'identity');
  });

  it("our credentials and the configured headers go up, never the client's", async () => {
    await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'oai/m', messages: [{ role: 'user', content: 'x' }] },
      headers: {
        authorization: 'Bearer client-secret',
        'x-api-key': 'client-secret',
        'x-goog-api-key': 'client-secret',
      },
    });
    const { headers } = upstream.lastRequest;
    assert.equal(headers.authorization, 'Bearer sk-oai');
    assert.equal(headers['x-team'], '7');
    assert.doesNotMatch(JSON.stringify(headers), /client-secret/);
  });

  it('a whole answer comes back byte for byte, with the headers that mean something', async () => {
    const body =
      '{ "id":"x", "choices":[{"message":{"content":"h\\u00e9 \\/"}}], "usage":{"prompt_tokens":1.0}, "új":1e3 }\n';
    upstream.react(
      answerBytes(body, {
        'content-type': 'application/json',
        'x-request-id': 'req_1',
        'x-ratelimit-remaining-requests': '9',
        'openai-processing-ms': '5',
        'set-cookie': 'a=b',
        'access-control-allow-origin': '*',
      }),
    );
    const answer = await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'oai/m', messages: [{ role: 'user', content: 'x' }] },
    });
    assert.equal(answer.text, body);
    assert.equal(answer.headers['x-request-id'], 'req_1');
    assert.equal(answer.headers['x-ratelimit-remaining-requests'], '9');
    assert.equal(answer.headers['openai-processing-ms'], '5');
    assert.equal(answer.headers['set-cookie'], undefined);
    assert.equal(answer.headers['access-control-allow-origin'], undefined);
  });

  it('characters of every kind come back as the bytes that they were, broken ones too', async () => {
    for (const text of ['plain', 'h\u00e9 \u{1f600}', '\ufeff']) {
      for (const end of [[], [0xff], [0xc3]]) {
        const content = Buffer.concat([Buffer.from(text), Buffer.from(end)]);
        const bytes = Buffer.concat([
          Buffer.from('{"choices":[{"index":0,"message":{"role":"assistant","content":"'),
          content,
          Buffer.from('"},"finish_reason":"stop"}]}'),
        ]);
        upstream.react(answerBytes(bytes, { 'content-type': 'application/json' }));
        const answer = await send(`${gateway.url}/v1/chat/completions`, {
          body: '{"model":"oai/m","messages":[{"role":"user","content":"x"}]}',
        });
        assert.deepEqual(answer.bytes, bytes);
      }
    }
  });

  it('a compressed request goes up as what it holds', async () => {
    const { zstdCompressSync } = await import('node:zlib');
    const body = '{"model":"oai/m", "messages":[{"role":"user","content":"x"}]}';
    const answer = await send(`${gateway.url}/v1/chat/completions`, {
      body: zstdCompressSync(body),
      headers: { 'content-encoding': 'zstd' },
    });
    assert.equal(answer.status, 200);
    assert.equal(upstream.lastRequest.body.toString(), body.replace('oai/m', 'm'));
    assert.equal(upstream.lastRequest.headers['content-encoding'], undefined);
  });

  it('what the provider cannot be told is named in a header', async () => {
    const answer = await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'claude/c', seed: 7, logit_bias: {}, messages: [{ role: 'user', content: 'x' }] },
    });
    assert.equal(answer.status, 200);
    assert.match(String(answer.headers['x-muxgate-dropped']), /seed/);
    assert.equal(upstream.lastRequest.json.seed, undefined);
  });

  it('every answer says which model answered and why', async () => {
    const answer = await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'oai/größe', messages: [{ role: 'user', content: 'x' }] },
    });
    const { headers } = answer;
    assert.match(String(headers['x-muxgate-request-id']), /^[\w-]+$/);
    assert.equal(headers['x-muxgate-model'], 'oai/gr%C3%B6%C3%9Fe');
    assert.equal(headers['x-muxgate-workspace'], 'default');
    assert.equal(headers['x-muxgate-rule'], 'named model');
    assert.ok(typeof headers['x-muxgate-reason'] === 'string');
    assert.equal(headers['x-muxgate-attempts'], '1');
    assert.equal(headers['x-muxgate-dropped'], undefined);
  });

  const oddStream = Buffer.from(
    [
      ': OPENROUTER PROCESSING\n\n',
      'data: {"id":"c","choices":[{"index":0,"delta":{"role":"assistant","content":""}}],"usage":null}\n\n',
      'event: custom\r\nid: 7\r\nretry: 5\r\ndata:{"x":"no space"}\r\n\r\n',
      'data: {"choices":[{"index":0,"delta":{"content":"wörld 😀"}}], "unknown" : 1.0 }\n\n',
      '\n\n',
      'data: {"choices":[{"index":0,\ndata: "delta":{"content":"two lines"}}]}\n\n',
      'data: {"id":"c","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}\n\n',
      'data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}\n\n',
      'data: [DONE]\n\n',
    ].join(''),
  );

  for (const pieceBytes of [1, 7, 37, 100_000]) {
    it(`a stream comes back byte for byte, in packets of ${pieceBytes} bytes too`, async () => {
      upstream.react(answerSseInPieces(oddStream, pieceBytes));
      const answer = await send(`${gateway.url}/v1/chat/completions`, {
        body: {
          model: 'oai/m',
          stream: true,
          stream_options: { include_usage: true },
          messages: [{ role: 'user', content: 'x' }],
        },
      });
      assert.ok(answer.bytes.equals(oddStream));
      assert.deepEqual(gateway.records[0]?.usage?.outputTokens, 2);
      assert.equal(gateway.records[0].outcome, 'answered');
    });

    it(`the usage is asked for, and kept from a client that did not ask, in packets of ${pieceBytes} bytes too`, async () => {
      upstream.react(answerSseInPieces(oddStream, pieceBytes));
      const answer = await send(`${gateway.url}/v1/chat/completions`, {
        body: { model: 'oai/m', stream: true, messages: [{ role: 'user', content: 'x' }] },
      });
      assert.deepEqual(upstream.lastRequest.json['stream_options'], { include_usage: true });
      const usage = 'data: {"choices":[],"usage":{"prompt_tokens":3,"completion_tokens":2}}\n\n';
      assert.equal(answer.text, oddStream.toString().replace(usage, ''));
      assert.equal(gateway.records[0]?.usage?.outputTokens, 2);
    });
  }

  it('a server that refuses to be asked for the usage is asked without, and never again', async () => {
    const refusal = { detail: [{ loc: ['body', 'stream_options'], msg: 'Extra inputs are not permitted' }] };
    upstream.react(answerJson(refusal, 422));
    const body = { model: 'oai/m', stream: true, messages: [{ role: 'user', content: 'x' }] };
    for (const attempts of ['2', '1']) {
      const answer = await send(`${gateway.url}/v1/chat/completions`, { body });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['x-muxgate-attempts'], attempts);
      assert.equal(upstream.lastRequest.json['stream_options'], undefined);
    }
  });

  it("Anthropic's stream comes back byte for byte, unknown events included", async () => {
    const stream = [
      sse(
        { type: 'message_start', message: { id: 'm', usage: { input_tokens: 4, output_tokens: 1 } } },
        'message_start',
      ),
      'event: future_event\ndata: {"type":"future_event","x":1.0}\n\n',
      'event: ping\ndata: {"type": "ping"}\n\n',
      sse(
        { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 9 } },
        'message_delta',
      ),
      sse({ type: 'message_stop' }, 'message_stop'),
    ].join('');
    upstream.react(answerSseInPieces(Buffer.from(stream), 11));
    const answer = await send(`${gateway.url}/v1/messages`, {
      body: { model: 'claude/c', max_tokens: 5, stream: true, messages: [{ role: 'user', content: 'x' }] },
    });
    assert.equal(answer.text, stream);
    assert.equal(gateway.records[0]?.usage?.outputTokens, 9);
  });

  it('a last event without its blank line passes', async () => {
    const stream = 'data: {"choices":[{"index":0,"delta":{"content":"x"}}]}\n\ndata: [DONE]';
    upstream.react(answerBytes(stream, streamHeaders));
    const answer = await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'oai/m', stream: true, messages: [{ role: 'user', content: 'x' }] },
    });
    assert.equal(answer.text, stream);
  });

  it('#90 a stale content-encoding or length of the provider is not repeated', async () => {
    const { gzipSync } = await import('node:zlib');
    const body = '{"id":"x","choices":[{"message":{"content":"y"}}]}';
    upstream.react(
      answerBytes(gzipSync(body), { 'content-type': 'application/json', 'content-encoding': 'gzip' }),
    );
    const answer = await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'oai/m', messages: [{ role: 'user', content: 'x' }] },
    });
    assert.equal(answer.text, body);
    assert.equal(answer.headers['content-encoding'], undefined);
    assert.equal(answer.headers['content-length'], String(body.length));
    assert.equal(upstream.lastRequest.headers['accept-encoding'], 'identity');
  });

  it("#91 the answer's model is the provider's own; the header says what was asked of whom", async () => {
    upstream.react(
      answerJson({ id: 'x', model: 'gpt-4o-2024-08-06', choices: [{ message: { content: 'y' } }] }),
    );
    const answer = await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'oai/gpt-4o', messages: [{ role: 'user', content: 'x' }] },
    });
    assert.equal(answer.json().model, 'gpt-4o-2024-08-06');
    assert.equal(answer.headers['x-muxgate-model'], 'oai/gpt-4o');
  });

  describe('repairs, of compatible servers alone', () => {
    const withoutIndex = [
      {
        id: 'c',
        object: 'chat.completion.chunk',
        created: 1,
        model: 'm',
        choices: [
          {
            index: 0,
            delta: { tool_calls: [{ id: 'a', type: 'function', function: { name: 'f', arguments: '{' } }] },
          },
        ],
      },
      { choices: [{ index: 0, delta: { tool_calls: [{ function: { arguments: '}' } }] } }] },
      { choices: [{ index: 0, delta: {}, finish_reason: 'tool_calls' }] },
    ];
    const chatStream = `${withoutIndex.map((chunk) => sse(chunk)).join('')}data: [DONE]\n\n`;
    const messagesStream = [
      {
        type: 'message_start',
        message: { id: 'm', type: 'message', role: 'assistant', content: [], model: 'm' },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
      { type: 'message_delta', delta: { stop_reason: 'end_turn' } },
      { type: 'message_stop' },
    ];
    const namelessStream = messagesStream.map((event) => sse(event)).join('');

    const chatText = async (provider: string): Promise<string> => {
      upstream.react(answerBytes(chatStream, streamHeaders));
      const body = { model: `${provider}/m`, stream: true, messages: [{ role: 'user', content: 'x' }] };
      return (await send(`${gateway.url}/v1/chat/completions`, { body })).text;
    };
    const messagesText = async (provider: string): Promise<string> => {
      upstream.react(answerBytes(namelessStream, streamHeaders));
      const body = {
        model: `${provider}/m`,
        max_tokens: 5,
        stream: true,
        messages: [{ role: 'user', content: 'x' }],
      };
      return (await send(`${gateway.url}/v1/messages`, { body })).text;
    };

    it('openai and anthropic are never repaired', async () => {
      assert.equal(await chatText('oai'), chatStream);
      assert.equal(await messagesText('claude'), namelessStream);
    });

    it('chat chunks get the tool index, id, created and model that clients need', async () => {
      const chunks = (await chatText('local'))
        .split('\n\n')
        .filter((event) => event.startsWith('data: {'))
        .map((event) => JSON.parse(event.slice('data: '.length)) as RepairedChunk);
      assert.deepEqual(
        chunks.flatMap(({ choices }) => choices[0]?.delta.tool_calls ?? []).map(({ index }) => index),
        [0, 0],
      );
      for (const { id, created, model } of chunks) {
        assert.deepEqual([typeof id, typeof created, typeof model], ['string', 'number', 'string']);
      }
    });

    it("Anthropic's events get their names, and usage where clients read it", async () => {
      const text = await messagesText('anthropicish');
      assert.deepEqual(
        text.match(/^event: .*$/gm),
        messagesStream.map(({ type }) => `event: ${type}`),
      );
      assert.match(text, /"message_start".*"usage":\{"input_tokens":\d+,"output_tokens":0\}/);
      assert.match(text, /"message_delta".*"usage":\{"output_tokens":0\}/);
      assert.match(text, /event: content_block_start\ndata: \{"type":"content_block_start","index":0,/);
    });
  });
});
