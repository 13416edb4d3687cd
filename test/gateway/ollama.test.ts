import assert from 'node:assert/strict';
import { type ChatRequest, type ChatResponse, Ollama, type Tool } from 'ollama';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { calledArguments, completedText, embedding, spokenText } from '../helpers/upstreamProtocols.ts';

const weatherTool: Tool = {
  type: 'function',
  function: {
    name: 'get_weather',
    description: 'w',
    parameters: { type: 'object', properties: { city: { type: 'string' } } },
  },
};
const question = [{ role: 'user', content: 'hi' }];
/** A PNG's first bytes. */
const png = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB';

describe('the official ollama client through the gateway', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;
  let ollama: Ollama;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: {
        oai: { type: 'openai', endpoint: upstream.url, apiKey: 'sk-oai', models: ['gpt-4o'] },
        claude: { type: 'anthropic', endpoint: upstream.url, apiKey: 'sk-ant' },
        local: { type: 'ollama', endpoint: upstream.url },
      },
    });
    ollama = new Ollama({ host: gateway.url });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  async function streamed(request: Omit<ChatRequest, 'stream'>): Promise<ChatResponse[]> {
    const lines: ChatResponse[] = [];
    for await (const line of await ollama.chat({ ...request, stream: true })) lines.push(line);
    return lines;
  }

  for (const model of ['oai/gpt-4o', 'claude/claude-sonnet-4-5', 'local/qwen3:8b']) {
    describe(`to ${model}`, () => {
      it('a whole answer with its counts', async () => {
        const answer = await ollama.chat({ model, messages: question });
        assert.equal(answer.message.content, spokenText);
        assert.equal(answer.message.role, 'assistant');
        assert.equal(answer.done, true);
        assert.equal(answer.done_reason, 'stop');
        assert.equal(answer.prompt_eval_count, 11);
        assert.equal(answer.eval_count, 7);
        assert.equal(typeof answer.total_duration, 'number');
        assert.equal(gateway.records[0]?.usage?.outputTokens, 7);
      });

      it('a stream that ends with its counts', async () => {
        const lines = await streamed({ model, messages: question });
        assert.equal(lines.map(({ message }) => message.content).join(''), spokenText);
        assert.ok(lines.length > 2);
        const last = lines.at(-1);
        assert.equal(last?.done, true);
        assert.equal(last.done_reason, 'stop');
        assert.equal(last.prompt_eval_count, 11);
        assert.equal(last.eval_count, 7);
        assert.ok(
          lines.every(({ created_at: time }) => /^\d{4}-\d\d-\d\dT[\d:]{8}\.\d{9}Z$/.test(String(time))),
        );
      });

      it('a tool turn, its arguments an object, and the result sent back without an id', async () => {
        const lines = await streamed({ model, messages: question, tools: [weatherTool] });
        const calls = lines.flatMap(({ message }) => message.tool_calls ?? []);
        assert.deepEqual(
          calls.map((call) => call.function.name),
          ['get_weather'],
        );
        assert.deepEqual(calls[0]?.function.arguments, JSON.parse(calledArguments));
        const call = { function: { name: 'get_weather', arguments: { city: 'Paris' } } };
        const answer = await ollama.chat({
          model,
          tools: [weatherTool],
          messages: [
            ...question,
            { role: 'assistant', content: '', tool_calls: [call] },
            { role: 'tool', content: 'sunny', tool_name: 'get_weather' },
          ],
        });
        assert.equal(answer.message.content, spokenText);
      });

      it('an image', async () => {
        const messages = [{ role: 'user', content: 'what is it?', images: [png] }];
        const answer = await ollama.chat({ model, messages });
        assert.equal(answer.message.content, spokenText);
        assert.ok(upstream.lastRequest.body.toString().includes(png));
      });

      it('generate: a prompt with a system message', async () => {
        const answer = await ollama.generate({ model, prompt: 'hi', system: 'Be brief.' });
        assert.equal(answer.response, spokenText);
        assert.equal(answer.done_reason, 'stop');
        assert.ok(upstream.lastRequest.body.toString().includes('Be brief.'));
      });

      it('generate: a stream', async () => {
        let text = '';
        for await (const line of await ollama.generate({ model, prompt: 'hi', stream: true }))
          text += String(line.response);
        assert.equal(text, spokenText);
      });

      it('a request without a question loads the model', async () => {
        const response = await post('/api/chat', { model });
        assert.equal(response.status, 200);
        const answer = (await response.json()) as ChatResponse;
        assert.equal(answer.done_reason, 'load');
        assert.equal(answer.message.content, '');
      });

      it('an error before the first byte is a status and a text', async () => {
        upstream.react((_, response) => {
          response.writeHead(429, { 'content-type': 'application/json', 'retry-after': '7' });
          response.end(
            JSON.stringify({ error: { message: 'slow down', type: 'rate_limit_error', code: null } }),
          );
        });
        await assert.rejects(ollama.chat({ model, messages: question }), {
          name: 'ResponseError',
          status_code: 429,
          message: 'slow down',
        });
      });
    });
  }

  it('generate: the missing middle, from a model made for it', async () => {
    const answer = await ollama.generate({ model: 'local/qwen2.5-coder:7b', prompt: 'x = ', suffix: '\n' });
    assert.equal(answer.response, completedText);
    assert.equal(upstream.lastRequest.path, '/api/generate');
    assert.equal(gateway.records[0]?.route, 'ollama-generate');
  });

  it('generate: the missing middle, from a model that only chats', async () => {
    const answer = await ollama.generate({ model: 'oai/gpt-4o', prompt: 'x = ', suffix: '\n' });
    assert.equal(answer.response, spokenText);
    assert.equal(upstream.lastRequest.path, '/v1/chat/completions');
  });

  it('passes Ollama’s own bytes through, unknown fields and the end of line included', async () => {
    const lines = [
      '{"model":"m","message":{"role":"assistant","content":"a"},"done":false,"new_field":1}\n',
      '{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","eval_count":3}\n',
    ];
    upstream.react((_, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.end(lines.join(''));
    });
    const body = '{"messages":[{"role":"user","content":"hi"}], "model":"local/m","brand_new":{"x":1.50}}';
    const response = await post('/api/chat', body);
    assert.equal(response.headers.get('content-type'), 'application/x-ndjson');
    assert.equal(await response.text(), lines.join(''));
    assert.equal(upstream.lastRequest.body.toString(), body.replace('local/m', 'm'));
    assert.equal(gateway.records[0]?.usage?.outputTokens, 3);
  });

  it('an error inside a stream is a line of its own and no end', async () => {
    upstream.react((_, response) => {
      response.writeHead(200, { 'content-type': 'application/x-ndjson' });
      response.write('{"model":"m","message":{"role":"assistant","content":"a"},"done":false}\n');
      response.end('{"error":"out of memory"}\n');
    });
    await assert.rejects(streamed({ model: 'local/m', messages: question }), /out of memory/);
  });

  it('a stream that breaks off ends with an error line, whoever sent it', async () => {
    for (const model of ['local/m', 'oai/gpt-4o']) {
      upstream.react((_, response) => {
        const isOllama = model.startsWith('local');
        response.writeHead(200, { 'content-type': isOllama ? 'application/x-ndjson' : 'text/event-stream' });
        response.end(
          isOllama
            ? '{"model":"m","message":{"role":"assistant","content":"a"},"done":false}\n{"mod'
            : 'data: {"choices":[{"index":0,"delta":{"content":"a"}}]}\n\n',
        );
      });
      await assert.rejects(streamed({ model, messages: question }), /broke off/);
    }
  });

  it('embeddings, one and many, by both endpoints', async () => {
    for (const model of ['oai/text-embedding-3-small', 'local/nomic-embed-text']) {
      const answer = await ollama.embed({ model, input: 'a' });
      assert.deepEqual(answer.embeddings, [embedding]);
      assert.equal(answer.prompt_eval_count, 4);
      const older = await ollama.embeddings({ model, prompt: 'a' });
      assert.deepEqual(older.embedding, embedding);
    }
    const many = await ollama.embed({ model: 'oai/text-embedding-3-small', input: ['a', 'b'] });
    assert.deepEqual(many.embeddings, [embedding, embedding]);
  });

  it('lists the models with tags, and each of these names can be asked for', async () => {
    const { models } = await ollama.list();
    const names = models.map(({ name }) => name);
    assert.ok(names.includes('oai/gpt-4o:latest'));
    assert.ok(names.includes('auto:latest'));
    const answer = await ollama.chat({ model: 'oai/gpt-4o:latest', messages: question });
    assert.equal(answer.message.content, spokenText);
    assert.equal(upstream.lastRequest.json.model, 'gpt-4o');
  });

  it('shows a model, and says that there is none with 404', async () => {
    const model = await ollama.show({ model: 'oai/gpt-4o' });
    assert.equal(model.details.family, 'openai');
    assert.ok(model.capabilities.includes('tools'));
    await assert.rejects(ollama.show({ model: 'oai/none' }), {
      status_code: 404,
      message: "model 'oai/none' not found",
    });
  });

  it('shows and pulls a model of a provider whose list is not known yet', async () => {
    const model = 'claude/claude-sonnet-4-5';
    assert.equal((await ollama.show({ model })).details.family, 'anthropic');
    assert.equal((await ollama.pull({ model })).status, 'success');
    await assert.rejects(ollama.show({ model: 'nobody/m' }), { status_code: 404 });
  });

  it('says a version that clients accept, and that nothing is loaded here', async () => {
    const { version } = await ollama.version();
    assert.ok(version.localeCompare('0.13.4', undefined, { numeric: true }) > 0);
    assert.deepEqual(await ollama.ps(), { models: [] });
  });

  it('pulls what is there, and nothing else', async () => {
    assert.equal((await ollama.pull({ model: 'oai/gpt-4o:latest' })).status, 'success');
    const steps: string[] = [];
    for await (const { status } of await ollama.pull({ model: 'oai/gpt-4o', stream: true }))
      steps.push(status);
    assert.equal(steps.at(-1), 'success');
    await assert.rejects(ollama.pull({ model: 'gpt-oss:20b' }), /'gpt-oss:20b' not found/);
  });

  it('greets as Ollama whoever asks as its clients do, and nobody else', async () => {
    const asOllama = await fetch(gateway.url, {
      headers: { 'user-agent': 'ollama/0.32.15 (amd64 linux) Go/go1.26' },
    });
    assert.equal(await asOllama.text(), 'Ollama is running');
    const other = (await (await fetch(gateway.url)).json()) as { name: string };
    assert.equal(other.name, 'muxgate');
  });

  it('answers below every prefix', async () => {
    for (const prefix of ['/w/default', '/window/none', '/v1']) {
      const answer = await new Ollama({ host: gateway.url + prefix }).chat({
        model: 'oai/gpt-4o',
        messages: question,
      });
      assert.equal(answer.message.content, spokenText, prefix);
    }
  });

  it('names what a provider cannot be told', async () => {
    const response = await post('/api/chat', {
      model: 'oai/gpt-4o',
      stream: false,
      messages: question,
      keep_alive: '5m',
      options: { num_ctx: 8192, temperature: 0.5, top_k: 20 },
    });
    const dropped = response.headers.get('x-muxgate-dropped')?.split(', ').toSorted();
    assert.deepEqual(dropped, ['keep_alive', 'options.num_ctx', 'top_k']);
    assert.equal(upstream.lastRequest.json.temperature, 0.5);
  });

  it('says errors of its own as Ollama does', async () => {
    const response = await post('/api/chat', { model: 'oai/gpt-4o', messages: 'hi' });
    assert.equal(response.status, 400);
    const { error } = (await response.json()) as { error: string };
    assert.match(error, /^messages must be a list/);
    const unknown = await post('/api/copy', { source: 'a' });
    assert.equal(unknown.status, 404);
    assert.equal(typeof ((await unknown.json()) as { error: unknown }).error, 'string');
  });

  function post(path: string, body: object | string): Promise<Response> {
    return fetch(gateway.url + path, {
      method: 'POST',
      body: typeof body === 'string' ? body : JSON.stringify(body),
      headers: { 'content-type': 'application/json' },
    });
  }
});
