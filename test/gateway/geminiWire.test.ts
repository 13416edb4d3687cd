import assert from 'node:assert/strict';
import { asArray, isObject, type JsonObject } from '../../src/gateway/wire/json.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { open, send } from '../helpers/httpClient.ts';
import { ManualClock } from '../helpers/manualClock.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { spokenText, sse } from '../helpers/upstreamProtocols.ts';
import {
  answerBytes,
  answerJson,
  answerSse,
  controlledStream,
  cutAfter,
} from '../helpers/upstreamReactions.ts';

const question = { contents: [{ role: 'user', parts: [{ text: 'hi' }] }] };

function textOf(chunks: readonly unknown[]): string {
  const parts = chunks.flatMap((chunk) => {
    const candidate = isObject(chunk) ? asArray(chunk.candidates)[0] : undefined;
    const content = isObject(candidate) ? candidate.content : undefined;
    return isObject(content) ? asArray(content.parts) : [];
  });
  return parts.map((part) => (isObject(part) && typeof part.text === 'string' ? part.text : '')).join('');
}

function eventsOf(body: string): unknown[] {
  return body
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => JSON.parse(event.replace(/^data: /, '')) as unknown);
}

/** What Google's REST interface promises, byte by byte. */
describe('the Gemini protocol on the wire', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;
  let clock: ManualClock;

  beforeEach(async () => {
    clock = new ManualClock();
    upstream = await FakeUpstream.start();
    gateway = await startGateway(
      {
        providers: {
          oai: { type: 'openai', endpoint: upstream.url, apiKey: 'sk-oai' },
          google: { type: 'gemini', endpoint: upstream.url, apiKey: 'sk-google' },
        },
        workspaces: { docs: { rules: [{ model: 'oai/gpt-4o' }] } },
      },
      { clock },
    );
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  const paths = [
    '/v1beta/models/oai/gpt-4o:generateContent',
    '/v1/models/oai/gpt-4o:generateContent',
    '/models/oai/gpt-4o:generateContent',
    '/v1beta/models/oai%2Fgpt-4o:generateContent',
    '/v1beta/models/oai/gpt-4o%3AgenerateContent',
    '/v1beta/models/models/oai/gpt-4o:generateContent',
    '/v1/mux/v1beta/models/whatever:generateContent',
    '/w/docs/v1beta/models/auto:generateContent',
  ];
  for (const path of paths) {
    it(`answers at ${path}`, async () => {
      const answer = await send(gateway.url + path, { body: question });
      assert.equal(answer.status, 200, answer.text);
      assert.equal(textOf([answer.json()]), spokenText);
      assert.equal(upstream.lastRequest.path, '/v1/chat/completions');
      assert.equal(upstream.lastRequest.json.model, 'gpt-4o');
    });
  }

  it('asks a tuned model at its own place', async () => {
    await send(`${gateway.url}/v1beta/models/google/tunedModels/mine-1:generateContent`, { body: question });
    assert.equal(upstream.lastRequest.path, '/v1beta/tunedModels/mine-1:generateContent');
  });

  for (const model of ['oai/gpt-4o', 'google/gemini-2.5-flash']) {
    it(`streams events for ${model} with alt=sse, each with the space after "data:"`, async () => {
      const url = `${gateway.url}/v1beta/models/${model}:streamGenerateContent?alt=sse`;
      const answer = await send(url, { body: question });
      assert.match(answer.headers['content-type'] ?? '', /^text\/event-stream/);
      assert.ok(answer.text.split('\n\n').every((event) => event === '' || event.startsWith('data: {')));
      assert.equal(textOf(eventsOf(answer.text)), spokenText);
    });

    it(`streams one JSON array for ${model} without it`, async () => {
      const answer = await send(`${gateway.url}/v1beta/models/${model}:streamGenerateContent`, {
        body: question,
      });
      assert.match(answer.headers['content-type'] ?? '', /^application\/json/);
      const chunks = JSON.parse(answer.text) as unknown[];
      assert.ok(chunks.length > 1);
      assert.equal(textOf(chunks), spokenText);
    });
  }

  it('passes body, stream and query through to Google as they are, but for the key', async () => {
    const body = '{ "contents":[{"parts":[{"text":"h\\u0069"}]}],\n "newField": 1e2 }';
    const sent = [
      '{"candidates":[{"content":{"parts":[{"text":"a"}]}}],"brandNew":true}',
      '{"candidates":[{"finishReason":"STOP"}], "usageMetadata":{"promptTokenCount":2,"candidatesTokenCount":1}}',
    ].map((data) => `data: ${data}\r\n\r\n`);
    upstream.react(answerSse(...sent));
    const answer = await send(
      `${gateway.url}/v1beta/models/google/gemini-2.5-flash:streamGenerateContent?alt=sse&key=client-key&fields=x`,
      { body, headers: { 'x-goog-api-client': 'gl-node/24' } },
    );
    assert.equal(answer.text, sent.join(''));
    const { path, headers, body: received } = upstream.lastRequest;
    assert.equal(path, '/v1beta/models/gemini-2.5-flash:streamGenerateContent?alt=sse&fields=x');
    assert.equal(received.toString(), body);
    assert.equal(headers['x-goog-api-key'], 'sk-google');
    assert.equal(headers['x-goog-api-client'], 'gl-node/24');
    assert.deepEqual(gateway.records[0]?.usage, {
      inputTokens: 2,
      outputTokens: 1,
      cachedInputTokens: undefined,
      reasoningTokens: undefined,
    });
  });

  it('passes Google’s array through byte for byte, whatever the packets', async () => {
    const array =
      '[{"candidates":[{"content":{"parts":[{"text":"a ] } \\" [ {"}]}}]}\n,\r\n{"candidates":[{"finishReason":"STOP"}]}\n]\n';
    upstream.react(answerBytes(array, { 'content-type': 'application/json' }));
    const url = `${gateway.url}/v1beta/models/google/gemini-2.5-flash:streamGenerateContent`;
    const answer = await send(url, { body: question });
    assert.equal(answer.text, array);
    assert.equal(gateway.records[0]?.outcome, 'answered');
  });

  it('writes the names that Google knows the model by where the body repeats it', async () => {
    const generateContentRequest = { model: 'models/google/gemini-2.5-flash', ...question };
    await send(`${gateway.url}/v1beta/models/google/gemini-2.5-flash:countTokens`, {
      body: { generateContentRequest },
    });
    assert.equal(upstream.lastRequest.path, '/v1beta/models/gemini-2.5-flash:countTokens');
    assert.deepEqual(upstream.lastRequest.json.generateContentRequest, {
      ...generateContentRequest,
      model: 'models/gemini-2.5-flash',
    });
  });

  it('counts for a Messages client with Google’s own count', async () => {
    const answer = await send(`${gateway.url}/v1/messages/count_tokens`, {
      body: { model: 'google/gemini-2.5-flash', messages: [{ role: 'user', content: 'hi' }] },
    });
    assert.deepEqual(answer.json(), { input_tokens: 42 });
    const { generateContentRequest } = upstream.lastRequest.json;
    assert.ok(isObject(generateContentRequest));
    assert.equal(generateContentRequest.model, 'models/gemini-2.5-flash');
  });

  it('embeds one content, and keeps what Google alone knows beside it', async () => {
    const answer = await send(`${gateway.url}/v1beta/models/google/gemini-embedding-001:embedContent`, {
      body: { content: { parts: [{ text: 'one' }] }, task_type: 'RETRIEVAL_QUERY', outputDimensionality: 3 },
    });
    assert.deepEqual(answer.json().embedding, { values: [0.25, -0.5, 1] });
    assert.deepEqual(upstream.lastRequest.json.requests, [
      {
        model: 'models/gemini-embedding-001',
        content: { parts: [{ text: 'one' }] },
        taskType: 'RETRIEVAL_QUERY',
        outputDimensionality: 3,
      },
    ]);
  });

  it('embeds more than Google takes at once in several calls, each text with its own title', async () => {
    const requests = Array.from({ length: 101 }, (_, index) => ({
      model: 'models/google/gemini-embedding-001',
      content: { parts: [{ text: `text ${index}` }] },
      title: `title ${index}`,
    }));
    const url = `${gateway.url}/v1beta/models/google/gemini-embedding-001:batchEmbedContents`;
    const answer = await send(url, { body: { requests } });
    assert.equal(asArray(answer.json().embeddings).length, 101);
    const [first, second] = upstream.requests.map(({ json }) => asArray(json.requests));
    assert.equal(first?.length, 100);
    assert.deepEqual(second, [
      {
        model: 'models/gemini-embedding-001',
        content: { parts: [{ text: 'text 100' }] },
        title: 'title 100',
      },
    ]);
  });

  it('embeds for an OpenAI client with Google, and reports what only Google’s clients can say elsewhere', async () => {
    const openai = await send(`${gateway.url}/v1/embeddings`, {
      body: { model: 'google/gemini-embedding-001', input: ['a', 'b'], dimensions: 3 },
    });
    assert.equal(asArray(openai.json().data).length, 2);
    const google = await send(`${gateway.url}/v1beta/models/oai/text-embedding-3-small:embedContent`, {
      body: { content: { parts: [{ text: 'one' }] }, taskType: 'RETRIEVAL_QUERY' },
    });
    assert.equal(google.headers['x-muxgate-dropped'], 'taskType');
  });

  it('completes code with a model of Google’s, which only chats', async () => {
    const answer = await send(`${gateway.url}/v1/fim/completions`, {
      body: { model: 'google/gemini-2.5-flash', prompt: 'a', suffix: 'b', max_tokens: 5 },
    });
    assert.equal(answer.status, 200, answer.text);
    assert.equal(upstream.lastRequest.path, '/v1beta/models/gemini-2.5-flash:generateContent');
    assert.ok(answer.text.includes(JSON.stringify(spokenText).slice(1, -1)));
  });

  it('explains what it would do with a Gemini client’s request', async () => {
    const path = encodeURIComponent('/w/docs/v1beta/models/auto:streamGenerateContent');
    const answer = await send(`${gateway.url}/muxgate/explain?path=${path}`, { body: question });
    assert.equal(answer.status, 200, answer.text);
    assert.ok(answer.text.includes('gpt-4o'));
    assert.equal(upstream.requests.length, 0);
  });

  describe('the list of models', () => {
    const listWith = async (path: string, headers: Record<string, string> = {}): Promise<JsonObject> =>
      (await send(gateway.url + path, { headers })).json();

    it('is Google’s below /v1beta, and at /v1 for its key header or ?key=', async () => {
      for (const answer of [
        await listWith('/v1beta/models'),
        await listWith('/v1/models', { 'x-goog-api-key': 'k' }),
        await listWith('/v1/models?key=k'),
      ]) {
        const [first] = asArray(answer.models);
        assert.ok(isObject(first));
        assert.equal(first.name, 'models/auto');
      }
    });

    it('is everybody else’s without them', async () => {
      assert.equal((await listWith('/v1/models')).object, 'list');
    });
  });

  describe('errors', () => {
    const errorOf = (body: unknown): JsonObject => {
      assert.ok(isObject(body) && isObject(body.error), JSON.stringify(body));
      return body.error;
    };
    const streamUrl = (alt: string): string =>
      `${gateway.url}/v1beta/models/oai/gpt-4o:streamGenerateContent${alt}`;

    it('before the first byte have Google’s shape, status and names', async () => {
      const wrong = await send(`${gateway.url}/v1beta/models/oai/gpt-4o:generateContent`, {
        body: { contents: [{ role: 'user', parts: [{ text: 3 }] }] },
      });
      assert.equal(wrong.status, 400);
      const error = errorOf(wrong.json());
      assert.equal(error.code, 400);
      assert.equal(error.status, 'INVALID_ARGUMENT');
      assert.ok(typeof error.message === 'string');
      assert.match(error.message, /contents\[0\]\.parts\[0\]\.text must be a string/);
      const nowhere = await send(`${gateway.url}/v1beta/nothing`, { body: question });
      assert.equal(errorOf(nowhere.json()).status, 'NOT_FOUND');
    });

    it('of Google itself reach its clients as they are', async () => {
      const body = {
        error: {
          code: 429,
          message: 'quota',
          status: 'RESOURCE_EXHAUSTED',
          details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '3s' }],
        },
      };
      upstream.react(answerJson(body, 429, { 'retry-after': '3' }));
      const answer = await send(`${gateway.url}/v1beta/models/google/gemini-2.5-flash:generateContent`, {
        body: question,
      });
      assert.equal(answer.status, 429);
      assert.equal(answer.headers['retry-after'], '3');
      assert.deepEqual(answer.json(), body);
    });

    it('of other providers say in the body, too, when to try again', async () => {
      upstream.react(answerJson({ error: { message: 'slow down' } }, 429, { 'retry-after': '7' }));
      const answer = await send(`${gateway.url}/v1beta/models/oai/gpt-4o:generateContent`, {
        body: question,
      });
      assert.equal(answer.headers['retry-after'], '7');
      assert.ok(answer.text.includes('"retryDelay":"7s"'));
    });

    it('inside a stream are its last event, and no finish reason comes', async () => {
      const chunk = sse({ id: 'c', choices: [{ index: 0, delta: { content: 'so far' } }] });
      upstream.react(cutAfter(chunk, { 'content-type': 'text/event-stream' }));
      const answer = await send(streamUrl('?alt=sse'), { body: question });
      const events = eventsOf(answer.text);
      assert.equal(textOf(events), 'so far');
      assert.equal(errorOf(events.at(-1)).code, 502);
      assert.ok(!answer.text.includes('finishReason'));
    });

    it('inside an array are its last element, and the array closes', async () => {
      const chunk = sse({ id: 'c', choices: [{ index: 0, delta: { content: 'so far' } }] });
      upstream.react(cutAfter(chunk, { 'content-type': 'text/event-stream' }));
      const answer = await send(streamUrl(''), { body: question });
      const elements = JSON.parse(answer.text) as unknown[];
      assert.equal(textOf(elements), 'so far');
      assert.equal(errorOf(elements.at(-1)).code, 502);
    });

    it('close an array of Google’s that broke off', async () => {
      const start = '[{"candidates":[{"content":{"parts":[{"text":"so far"}]}}]}\n,\r\n{"candi';
      upstream.react(cutAfter(start, { 'content-type': 'application/json' }));
      const answer = await send(
        `${gateway.url}/v1beta/models/google/gemini-2.5-flash:streamGenerateContent`,
        {
          body: question,
        },
      );
      const elements = JSON.parse(answer.text) as unknown[];
      assert.equal(textOf(elements), 'so far');
      assert.equal(errorOf(elements.at(-1)).status, 'UNAVAILABLE');
    });

    it('are the only element of an array whose head went out early', async () => {
      const stream = controlledStream();
      upstream.react(stream.reaction);
      const asked = upstream.nextRequest();
      const opening = open(streamUrl(''), { body: question });
      await asked;
      clock.advance(60_000);
      const answer = await opening;
      assert.equal(answer.status, 200);
      await stream.end();
      const elements = JSON.parse(await answer.rest()) as unknown[];
      assert.equal(elements.length, 1);
      assert.equal(errorOf(elements[0]).code, 502);
    });
  });
});
