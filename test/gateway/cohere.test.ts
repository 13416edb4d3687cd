import assert from 'node:assert/strict';
import { Ollama } from 'ollama';
import OpenAI from 'openai';
import { FakeUpstream, type Reaction } from '../helpers/fakeUpstream.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { sendJson } from '../helpers/upstreamProtocols.ts';
import { answerJson } from '../helpers/upstreamReactions.ts';

/** What the matrix of protocols (matrix/) does not ask: embeddings, errors and the ranges of parameters. */
describe('Cohere over real sockets', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;
  let openai: OpenAI;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: { cohere: { type: 'cohere', endpoint: upstream.url, apiKey: 'co-key' } },
    });
    openai = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'k', maxRetries: 0 });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  const embedded = {
    id: 'i',
    embeddings: { float: [[0.25, -0.5]] },
    meta: { billed_units: { input_tokens: 2 } },
  };

  it('embeds for OpenAI’s and Ollama’s clients', async () => {
    upstream.react(answerJson(embedded), answerJson(embedded));
    const answer = await openai.embeddings.create({ model: 'cohere/embed-v4.0', input: 'a' });
    assert.deepEqual(answer.data[0]?.embedding, [0.25, -0.5]);
    assert.equal(answer.usage.prompt_tokens, 2);
    assert.equal(upstream.lastRequest.path, '/v2/embed');
    assert.equal(upstream.lastRequest.headers.authorization, 'Bearer co-key');
    const ollama = new Ollama({ host: gateway.url });
    const other = await ollama.embed({ model: 'cohere/embed-v4.0', input: 'a' });
    assert.deepEqual(other.embeddings, [[0.25, -0.5]]);
  });

  it('is told what a client of Google’s says that its texts are for', async () => {
    upstream.react(answerJson(embedded));
    await fetch(`${gateway.url}/v1beta/models/cohere/embed-v4.0:embedContent`, {
      method: 'POST',
      body: JSON.stringify({ content: { parts: [{ text: 'where?' }] }, taskType: 'RETRIEVAL_QUERY' }),
    });
    assert.equal(upstream.lastRequest.json.input_type, 'search_query');
  });

  it('more texts than Cohere takes at once become several calls', async () => {
    const answerAll: Reaction = ({ json }, response) => {
      const texts = json.texts as string[];
      const float = texts.map((text) => [Number(text)]);
      const meta = { billed_units: { input_tokens: texts.length } };
      sendJson(
        response,
        texts.length > 96 ? { message: 'too many' } : { embeddings: { float }, meta },
        texts.length > 96 ? 400 : 200,
      );
    };
    upstream.react(answerAll, answerAll, answerAll);
    const input = Array.from({ length: 200 }, (_, index) => String(index));
    const answer = await openai.embeddings.create({ model: 'cohere/embed-v4.0', input });
    assert.deepEqual(
      answer.data.map(({ embedding }) => embedding[0]),
      input.map(Number),
    );
    assert.equal(answer.usage.prompt_tokens, 200);
    assert.equal(upstream.requests.length, 3);
  });

  it('#89 an error keeps its status and its words', async () => {
    upstream.react(answerJson({ id: 'i', message: 'invalid request: no such model' }, 404));
    const asked = openai.chat.completions.create({
      model: 'cohere/command-z',
      messages: [{ role: 'user', content: 'hi' }],
    });
    await assert.rejects(asked, { status: 404, message: /no such model/ });
  });

  it('parameters are brought into Cohere’s ranges, and the client is told', async () => {
    const message = { role: 'assistant', content: [{ type: 'text', text: 'ok' }] };
    upstream.react(answerJson({ id: 'i', message, finish_reason: 'COMPLETE' }));
    const { data, response } = await openai.chat.completions
      .create({
        model: 'cohere/command-a-03-2025',
        messages: [{ role: 'user', content: 'hi' }],
        top_p: 1,
        frequency_penalty: 2,
        stop: ['1', '2', '3', '4'],
      })
      .withResponse();
    assert.equal(data.choices[0]?.message.content, 'ok');
    const { p, frequency_penalty: penalty } = upstream.lastRequest.json;
    assert.deepEqual([p, penalty], [0.99, 1]);
    assert.match(response.headers.get('x-muxgate-dropped') ?? '', /frequency_penalty/);
  });
});
