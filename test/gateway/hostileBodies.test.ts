import assert from 'node:assert/strict';
import { mutateJson } from '../fuzz/mutate.ts';
import { requestSamples } from '../fuzz/requestSamples.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { send } from '../helpers/httpClient.ts';
import { seededRandom } from '../helpers/seededRandom.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';

const caseCount = 25;

/** Every endpoint that reads a body, with the samples that its bodies are made of. */
const endpoints = {
  '/v1/chat/completions': 'chat',
  '/v1/messages': 'messages',
  '/v1/messages/count_tokens': 'messages',
  '/v1/responses': 'responses',
  '/v1beta/models/MODEL:generateContent': 'gemini',
  '/v1beta/models/MODEL:streamGenerateContent?alt=sse': 'gemini',
  '/v1beta/models/MODEL:countTokens': 'gemini',
  '/api/chat': 'ollama-chat',
  '/api/generate': 'ollama-generate',
  '/v1/completions': 'completions',
  '/v1/fim/completions': 'fim',
  '/v1/embeddings': 'embeddings',
} as const;

/** Converted to each of them, passed through to one. */
const models = ['demo/echo', 'oai/gpt-5', 'claude/claude-haiku-4-5'];

describe('Broken bodies of every kind', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  before(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: {
        oai: { type: 'openai', endpoint: upstream.url, apiKey: 'k' },
        claude: { type: 'anthropic', endpoint: upstream.url, apiKey: 'k' },
      },
    });
  });

  after(async () => {
    await upstream.close();
    await gateway.close();
  });

  for (const [path, format] of Object.entries(endpoints)) {
    it(`are the client’s fault or answered, and the gateway lives: ${path}`, async () => {
      for (let seed = 1; seed <= caseCount; seed++) {
        const random = seededRandom(seed);
        const model = random.pick(models);
        const sample = random.pick(requestSamples[format] ?? []);
        const body = { ...mutateJson(sample, random), model };
        const answer = await send(gateway.url + path.replace('MODEL', model), { body });
        assert.ok(answer.status !== 500 && answer.status > 0, `seed ${seed}: ${answer.text.slice(0, 500)}`);
        assert.doesNotMatch(answer.text, /internal_error/, `seed ${seed}`);
      }
      assert.equal((await send(`${gateway.url}/health`)).status, 200);
    });
  }
});
