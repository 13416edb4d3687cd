import assert from 'node:assert/strict';
import { FakeUpstream } from '../../helpers/fakeUpstream.ts';
import { send } from '../../helpers/httpClient.ts';
import { startGateway } from '../../helpers/startGateway.ts';
import { answerJson } from '../../helpers/upstreamReactions.ts';

const answer = {
  choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
};
const messages = [{ role: 'user', content: 'hi' }];

describe('Azure OpenAI', () => {
  let upstream: FakeUpstream;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
  });

  afterEach(() => upstream.close());

  /** Asks a deployment and returns what Azure got. */
  async function ask(
    path: string,
    config: object = {},
    endpointPath = '',
  ): Promise<FakeUpstream['lastRequest']> {
    const gateway = await startGateway({
      providers: {
        azure: { type: 'azure-openai', endpoint: upstream.url + endpointPath, apiKey: 'the-key', ...config },
      },
    });
    try {
      upstream.react(answerJson(answer));
      const body = { model: 'azure/my gpt', ...(path === '/v1/embeddings' ? { input: 'x' } : { messages }) };
      const { status } = await send(gateway.url + path, { body });
      assert.equal(status, 200);
      return upstream.lastRequest;
    } finally {
      await gateway.close();
    }
  }

  for (const endpointPath of ['', '/', '/openai', '/openai/v1', '/openai/v1/']) {
    it(`the v1 API at an endpoint with the path "${endpointPath}"`, async () => {
      const { path, json, headers } = await ask('/v1/chat/completions', {}, endpointPath);
      assert.equal(path, '/openai/v1/chat/completions');
      assert.equal(json.model, 'my gpt');
      assert.equal(headers['api-key'], 'the-key');
      assert.equal(headers.authorization, undefined);
    });
  }

  it('the classic API has the deployment in the path, and its version in the query', async () => {
    const { path } = await ask('/v1/chat/completions', { apiVersion: '2024-10-21' });
    assert.equal(path, '/openai/deployments/my%20gpt/chat/completions?api-version=2024-10-21');
  });

  it('embeddings too', async () => {
    const { path } = await ask('/v1/embeddings', { apiVersion: '2024-10-21' });
    assert.equal(path, '/openai/deployments/my%20gpt/embeddings?api-version=2024-10-21');
  });

  it('an endpoint that names its deployment stays as it is', async () => {
    const { path } = await ask(
      '/v1/chat/completions',
      {},
      '/openai/deployments/other?api-version=2024-06-01',
    );
    assert.equal(path, '/openai/deployments/other/chat/completions?api-version=2024-06-01');
  });

  it('a token of Microsoft Entra goes as a bearer', async () => {
    const token = 'eyJhbGciOiJSUzI1NiJ9.eyJhdWQiOiJ4In0.c2ln';
    const { headers } = await ask('/v1/chat/completions', { apiKey: token });
    assert.equal(headers.authorization, `Bearer ${token}`);
    assert.equal(headers['api-key'], undefined);
  });
});
