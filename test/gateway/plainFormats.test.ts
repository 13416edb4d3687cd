import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, it } from 'mocha';
import type { JsonObject } from '../../src/gateway/wire/json.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { send } from '../helpers/httpClient.ts';
import { ManualClock } from '../helpers/manualClock.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { wholeResponse } from '../helpers/strict/responsesAnswers.ts';
import { answerJson } from '../helpers/upstreamReactions.ts';

const tool = { name: 'run', input_schema: { type: 'object', properties: {} } };
const hello = { max_tokens: 5, messages: [{ role: 'user', content: 'hello' }] };
const missing = answerJson({ error: { message: 'not found' } }, 404);

describe('A format that a server speaks beside its own', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    const server = { endpoint: upstream.url, models: ['m', 'anthropic/claude'] };
    gateway = await startGateway({
      providers: {
        vllm: { type: 'vllm', ...server },
        studio: { type: 'lmstudio', ...server },
        router: { type: 'openrouter', ...server, apiKey: 'k' },
        llama: { type: 'llamacpp', ...server },
        ollama: { type: 'ollama', ...server },
      },
    });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  async function pathOf(path: string, body: JsonObject): Promise<string> {
    const answer = await send(`${gateway.url}${path}`, { body });
    assert.equal(answer.status, 200, answer.text);
    return upstream.lastRequest.path;
  }

  for (const provider of ['vllm', 'studio', 'llama', 'ollama', 'router']) {
    it(`gets a plain request as it came, and what holds more in its own format: ${provider}`, async () => {
      const body = { model: `${provider}/m`, ...hello, tools: [tool], unknown_field: 1 };
      assert.match(await pathOf('/v1/messages', body), /\/v1\/messages$/);
      assert.deepEqual(upstream.lastRequest.json, { ...body, model: 'm' });
      const serverTool = { type: 'web_search_20250305', name: 'web_search' };
      assert.match(
        await pathOf('/v1/messages', { ...body, tools: [serverTool] }),
        provider === 'ollama' ? /\/api\/chat$/ : /\/v1\/chat\/completions$/,
      );
    });
  }

  it('gets everything as it came for the models that are the format’s own', async () => {
    const serverTool = { type: 'web_search_20250305', name: 'web_search' };
    const body = { model: 'router/anthropic/claude', ...hello, tools: [serverTool] };
    assert.equal(await pathOf('/v1/messages', body), '/v1/messages');
    assert.deepEqual(upstream.lastRequest.json.tools, [serverTool]);
  });

  it('is not used where the server is too old to have it', async () => {
    upstream.react(missing);
    assert.equal(await pathOf('/v1/messages', { model: 'vllm/m', ...hello }), '/v1/chat/completions');
    assert.equal(upstream.requests.at(-2)?.path, '/v1/messages');
    assert.equal(gateway.records.at(-1)?.outcome, 'answered');
  });

  it('is asked for again only after ten minutes, where the server answered in another', async () => {
    const clock = new ManualClock();
    const own = await startGateway(
      { providers: { vllm: { type: 'vllm', endpoint: upstream.url, models: ['m'] } } },
      { clock },
    );
    const ask = async (): Promise<string[]> => {
      const before = upstream.requests.length;
      await send(`${own.url}/v1/messages`, { body: { model: 'vllm/m', ...hello } });
      return upstream.requests.slice(before).map(({ path }) => path);
    };
    upstream.react(missing, missing);
    assert.deepEqual(await ask(), ['/v1/messages', '/v1/chat/completions'], 'a model that is missing');
    upstream.react(missing);
    assert.deepEqual(await ask(), ['/v1/messages', '/v1/chat/completions']);
    assert.deepEqual(await ask(), ['/v1/chat/completions']);
    clock.advance(600_000);
    assert.deepEqual(await ask(), ['/v1/messages']);
    await own.close();
  });

  it('is not used where the server says with 200 that it has no such path, as LM Studio does', async () => {
    upstream.react(answerJson({ error: 'Unexpected endpoint or method. (POST /v1/messages)' }));
    assert.equal(await pathOf('/v1/messages', { model: 'studio/m', ...hello }), '/v1/chat/completions');
    assert.equal(upstream.requests.at(-2)?.path, '/v1/messages');
  });

  it('is not used for responses that Muxgate has to keep', async () => {
    const body = { model: 'vllm/m', input: 'hello' };
    assert.equal(await pathOf('/v1/responses', body), '/v1/chat/completions');
    upstream.react(answerJson(wholeResponse({ text: ['Hi'], finish: 'stop' }, {})));
    assert.equal(await pathOf('/v1/responses', { ...body, store: false }), '/v1/responses');
    const custom = { type: 'custom', name: 'apply_patch' };
    assert.equal(
      await pathOf('/v1/responses', { ...body, store: false, tools: [custom] }),
      '/v1/chat/completions',
    );
  });

  it('is used for responses that the server keeps itself, whatever goes on with them', async () => {
    const custom = { type: 'custom', name: 'apply_patch' };
    const body = { model: 'studio/m', input: 'hello', previous_response_id: 'resp_theirs', tools: [custom] };
    upstream.react(answerJson(wholeResponse({ text: ['Hi'], finish: 'stop' }, {})));
    assert.equal(await pathOf('/v1/responses', body), '/v1/responses');
  });
});
