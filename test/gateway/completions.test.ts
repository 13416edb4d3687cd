import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/gateway/wire/json.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { send } from '../helpers/httpClient.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { completedText, embedding, spokenText, sse } from '../helpers/upstreamProtocols.ts';
import { answerBytes, answerJson, answerSse } from '../helpers/upstreamReactions.ts';

interface TextChunk {
  readonly object: string;
  readonly choices: readonly { readonly text?: string; readonly delta?: { readonly content?: string } }[];
}

/** The text of a completion stream of either shape, and the `object` of its chunks. */
function readChunks(text: string): { text: string; objects: string[]; isDone: boolean } {
  const data = text
    .split('\n\n')
    .flatMap((event) => (event.startsWith('data: ') ? [event.slice('data: '.length)] : []));
  const chunks = data.filter((line) => line !== '[DONE]').map((line) => JSON.parse(line) as TextChunk);
  return {
    text: chunks.map(({ choices }) => choices[0]?.text ?? choices[0]?.delta?.content ?? '').join(''),
    objects: [...new Set(chunks.map(({ object }) => object))],
    isDone: data.at(-1) === '[DONE]',
  };
}

describe('completions, FIM and embeddings', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: {
        oai: { type: 'openai', endpoint: upstream.url, apiKey: 'k' },
        claude: { type: 'anthropic', endpoint: upstream.url, apiKey: 'k' },
        claudish: { type: 'anthropic-compatible', endpoint: upstream.url },
        ollama: { type: 'ollama', endpoint: upstream.url },
        vllm: { type: 'vllm', endpoint: upstream.url },
        compatible: { type: 'openai-compatible', endpoint: upstream.url },
      },
      workspaces: { default: { model: 'oai/gpt-4o', embeddingsModel: 'ollama/nomic-embed-text' } },
    });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  const complete = (body: object): ReturnType<typeof send> => send(`${gateway.url}/v1/completions`, { body });
  const fim = (body: object): ReturnType<typeof send> => send(`${gateway.url}/v1/fim/completions`, { body });

  it('a completion passes through byte for byte where the provider completes', async () => {
    const body = '{"prompt":"a = ", "suffix":"\\n", "model":"compatible/x","top":1.0}';
    await send(`${gateway.url}/v1/completions`, { body });
    assert.equal(upstream.lastRequest.path, '/v1/completions');
    assert.equal(upstream.lastRequest.body.toString(), body.replace('compatible/x', 'x'));
  });

  for (const stream of [false, true]) {
    const kind = stream ? 'streamed' : 'whole';

    it(`Ollama: a gap goes to /api/generate and comes back as a completion, ${kind}`, async () => {
      const answer = await complete({
        model: 'ollama/qwen2.5-coder:1.5b',
        prompt: 'a = ',
        suffix: '\n',
        max_tokens: 20,
        stream,
      });
      assert.equal(upstream.lastRequest.path, '/api/generate');
      const { prompt, suffix, options } = upstream.lastRequest.json;
      assert.deepEqual([prompt, suffix, options], ['a = ', '\n', { num_predict: 20 }]);
      if (stream) {
        assert.deepEqual(readChunks(answer.text), {
          text: completedText,
          objects: ['text_completion'],
          isDone: true,
        });
      } else {
        assert.equal((answer.json().choices as [{ text: string }])[0].text, completedText);
        assert.equal(answer.json().object, 'text_completion');
      }
    });

    it(`Mistral's FIM route answers in Mistral's shape, ${kind}`, async () => {
      const answer = await fim({ model: 'ollama/qwen2.5-coder:1.5b', prompt: 'a = ', suffix: '\n', stream });
      assert.equal(upstream.lastRequest.path, '/api/generate');
      if (stream) {
        assert.deepEqual(readChunks(answer.text), {
          text: completedText,
          objects: ['chat.completion.chunk'],
          isDone: true,
        });
      } else {
        const [choice] = answer.json().choices as [{ message: JsonObject }];
        assert.deepEqual(choice.message, { role: 'assistant', content: completedText, tool_calls: null });
      }
    });

    for (const [model, path] of [
      ['oai/gpt-4o', '/v1/chat/completions'],
      ['claude/claude-haiku-4-5', '/v1/messages'],
    ] as const) {
      it(`${model} only chats: it is asked for the missing middle and the answer stripped of fences, ${kind}`, async () => {
        const fenced = '```js\nreturn a + b;\n```';
        if (path === '/v1/messages') {
          upstream.react(
            answerJson({
              id: 'm',
              type: 'message',
              role: 'assistant',
              model: 'c',
              content: [{ type: 'text', text: fenced }],
              stop_reason: 'end_turn',
              usage: { input_tokens: 3, output_tokens: 4 },
            }),
          );
        } else if (stream) {
          upstream.react(
            answerSse(
              ...['```js', '\nreturn a', ' + b;\n', '```'].map((content) =>
                sse({
                  id: 'c',
                  created: 1,
                  model: 'm',
                  choices: [{ index: 0, delta: { content }, finish_reason: null }],
                }),
              ),
              sse({
                id: 'c',
                created: 1,
                model: 'm',
                choices: [{ index: 0, delta: {}, finish_reason: 'stop' }],
              }),
              'data: [DONE]\n\n',
            ),
          );
        } else {
          upstream.react(
            answerJson({
              id: 'c',
              created: 1,
              model: 'm',
              choices: [{ index: 0, message: { role: 'assistant', content: fenced }, finish_reason: 'stop' }],
            }),
          );
        }
        const answer = await complete({ model, prompt: 'function add(a, b) {\n  ', suffix: '\n}', stream });
        assert.equal(upstream.lastRequest.path, path);
        const text = stream
          ? readChunks(answer.text).text
          : (answer.json().choices as [{ text: string }])[0].text;
        assert.equal(text.trim(), 'return a + b;');
        assert.match(JSON.stringify(upstream.lastRequest.json), /function add/);
      });
    }

    it(`a server without an endpoint for completions is asked by chat, ${kind}`, async () => {
      upstream.react(answerJson({ detail: 'Not Found' }, 404));
      const answer = await complete({ model: 'compatible/x', prompt: 'a', suffix: 'b', stream });
      assert.deepEqual(
        upstream.requests.map(({ path }) => path),
        ['/v1/completions', '/v1/chat/completions'],
      );
      assert.equal(answer.headers['x-muxgate-attempts'], '2');
      assert.equal(
        stream ? readChunks(answer.text).text : (answer.json().choices as [{ text: string }])[0].text,
        spokenText,
      );
    });
  }

  it('an error of a server that does complete is not asked again', async () => {
    upstream.react(
      answerJson({ error: { message: 'too long', type: 'invalid_request_error', code: null } }, 400),
    );
    const answer = await complete({ model: 'compatible/x', prompt: 'a' });
    assert.equal(answer.status, 400);
    assert.equal(upstream.requests.length, 1);
  });

  it("a server that refuses suffix gets the gap in its model's own tokens, or a chat where those are not known", async () => {
    await complete({ model: 'vllm/Qwen/Qwen2.5-Coder-7B', prompt: 'a = ', suffix: '\n' });
    assert.equal(upstream.lastRequest.path, '/v1/completions');
    assert.match(
      JSON.stringify(upstream.lastRequest.json.prompt),
      /<\|fim_prefix\|>a = <\|fim_suffix\|>\\n<\|fim_middle\|>/,
    );
    assert.equal(upstream.lastRequest.json.suffix, undefined);
    await complete({ model: 'vllm/some-model', prompt: 'a = ', suffix: '\n' });
    assert.equal(upstream.lastRequest.path, '/v1/chat/completions');
  });

  it("Continue's four-tag prompt stays a chat", async () => {
    const content =
      'x <QUERY>\nfunction f() {{FILL_HERE}}\n</QUERY>\nTASK: <COMPLETION>y</COMPLETION>\n<COMPLETION>';
    const answer = await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'oai/gpt-4o', messages: [{ role: 'user', content }] },
    });
    assert.equal(upstream.lastRequest.path, '/v1/chat/completions');
    assert.equal((answer.json().choices as [{ message: JsonObject }])[0].message.content, spokenText);
    assert.equal(gateway.records[0]?.decision?.kind, 'fim');
  });

  it('the demo provider completes', async () => {
    const answer = await complete({ model: 'demo/echo', prompt: 'let x =', suffix: ';' });
    assert.match((answer.json().choices as [{ text: string }])[0].text, /let x =/);
  });

  describe('embeddings', () => {
    const embed = (body: object): ReturnType<typeof send> => send(`${gateway.url}/v1/embeddings`, { body });

    it('pass through byte for byte', async () => {
      const body = '{"input":["a"], "model":"oai/e","x":1.0}';
      const text = '{"object":"list","data":[{"embedding":[0.10,1e-3]}],"model":"e"}\n';
      upstream.react(answerBytes(text, { 'content-type': 'application/json' }));
      const answer = await send(`${gateway.url}/v1/embeddings`, { body });
      assert.equal(upstream.lastRequest.body.toString(), body.replace('oai/e', 'e'));
      assert.equal(answer.text, text);
    });

    it("go to Ollama's own endpoint, by the workspace's embeddingsModel", async () => {
      const answer = await embed({ model: 'auto', input: 'a' });
      assert.equal(upstream.lastRequest.path, '/api/embed');
      assert.equal(upstream.lastRequest.json.model, 'nomic-embed-text');
      assert.deepEqual((answer.json().data as [JsonObject])[0].embedding, embedding);
      const base64 = await embed({ model: 'auto', input: 'a', encoding_format: 'base64' });
      assert.equal(typeof (base64.json().data as [JsonObject])[0].embedding, 'string');
    });

    it('of a provider that has none are 400 that names embeddingsModel', async () => {
      for (const model of ['claude/c', 'demo/echo']) {
        const answer = await embed({ model, input: 'a' });
        assert.equal(answer.status, 400);
        assert.match(answer.text, /embeddingsModel/);
      }
    });

    it('of many megabytes go on as they come', async () => {
      const text = JSON.stringify({
        object: 'list',
        data: Array.from({ length: 300_000 }, (_, index) => ({ index, embedding: [0.5] })),
      });
      upstream.react(answerBytes(text, { 'content-type': 'application/json' }));
      assert.equal((await embed({ model: 'oai/e', input: 'a' })).text, text);
    });
  });

  describe('a gap in sentinel tokens, asked as a chat', () => {
    const content = '<|fim_prefix|>a = <|fim_suffix|>\n<|fim_middle|>';
    const ask = (model: string, path = 'chat/completions', body = {}): ReturnType<typeof send> =>
      send(`${gateway.url}/v1/${path}`, {
        body: { model, max_tokens: 20, messages: [{ role: 'user', content }], ...body },
      });

    for (const stream of [false, true]) {
      it(`is the missing middle to a model that only chats, ${stream ? 'streamed' : 'whole'}`, async () => {
        for (const model of ['oai/gpt-4o', 'claude/c']) {
          const answer = await ask(model, 'chat/completions', { stream });
          assert.match(upstream.lastRequest.body.toString(), /<before_cursor>a = </);
          assert.doesNotMatch(upstream.lastRequest.body.toString(), /fim_prefix/);
          assert.ok(
            answer.text.includes(stream ? '"chat.completion.chunk"' : '"chat.completion"'),
            answer.text,
          );
          assert.match(
            (await ask(model, 'messages', { stream })).text,
            stream ? /message_stop/ : /"end_turn"/,
          );
        }
      });
    }

    it('goes as it is to a server whose models may know the tokens, and in a longer chat', async () => {
      await ask('ollama/qwen2.5-coder:1.5b');
      assert.match(upstream.lastRequest.body.toString(), /fim_prefix/);
      const messages = [
        { role: 'user', content: 'x' },
        { role: 'assistant', content: 'y' },
        { role: 'user', content },
      ];
      await ask('oai/gpt-4o', 'chat/completions', { messages });
      assert.match(upstream.lastRequest.body.toString(), /fim_prefix/);
    });
  });

  describe('count_tokens', () => {
    const count = (model: string, content = 'hello world'): ReturnType<typeof send> =>
      send(`${gateway.url}/v1/messages/count_tokens?beta=true`, {
        body: { model, messages: [{ role: 'user', content }] },
      });

    it('asks the provider where it counts', async () => {
      for (const model of ['claude/c', 'claudish/c']) {
        assert.deepEqual((await count(model)).json(), { input_tokens: 42 });
        assert.equal(upstream.lastRequest.path, '/v1/messages/count_tokens?beta=true');
      }
    });

    it('counts itself where it does not, also where the endpoint turns out to be missing', async () => {
      upstream.react(answerJson({ error: 'not found' }, 404), answerJson({ error: 'not found' }, 404));
      for (const model of ['claude/c', 'claudish/c', 'oai/gpt-4o', 'demo/echo']) {
        const answer = await count(model);
        assert.equal(answer.status, 200);
        assert.ok(Number(answer.json().input_tokens) >= 2);
      }
    });

    it("a provider's refusal is the client's to know", async () => {
      upstream.react(
        answerJson({ type: 'error', error: { type: 'authentication_error', message: 'bad key' } }, 401),
      );
      assert.equal((await count('claude/c')).status, 401);
    });

    it('text that tokenizers choke on is counted in bounded time', async () => {
      const answer = await count('oai/gpt-4o', 'a'.repeat(2_000_000));
      assert.ok(Number(answer.json().input_tokens) > 1000);
    });
  });

  it('the demo refuses several prompts, as whoever takes one does', async () => {
    const answer = await send(`${gateway.url}/v1/completions`, {
      body: { model: 'demo/echo', prompt: ['a', 'b'] },
    });
    assert.equal(answer.status, 400);
    assert.match(answer.text, /prompt must be one string/);
  });
});
