import assert from 'node:assert/strict';
import OpenAI from 'openai';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { answerJson } from '../helpers/upstreamReactions.ts';

describe('Mistral’s embeddings over real sockets', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: { mistral: { type: 'mistral', endpoint: `${upstream.url}/v1`, apiKey: 'm-key' } },
    });
    const data = [{ object: 'embedding', index: 0, embedding: [0.5] }];
    upstream.react(answerJson({ object: 'list', data, model: 'codestral-embed' }));
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  it('the number of dimensions has Mistral’s name, and what it refuses is left out and named', async () => {
    const openai = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'k', maxRetries: 0 });
    const { response } = await openai.embeddings
      .create({
        model: 'mistral/codestral-embed',
        input: 'a',
        dimensions: 256,
        user: 'u',
        encoding_format: 'float',
      })
      .withResponse();
    assert.deepEqual(upstream.lastRequest.json, {
      model: 'codestral-embed',
      input: 'a',
      output_dimension: 256,
      encoding_format: 'float',
    });
    assert.equal(response.headers.get('x-muxgate-dropped'), 'user');
  });
});
