import assert from 'node:assert/strict';
import { providerCatalog } from '../../../src/gateway/providers/catalog.ts';
import { asArray, isObject } from '../../../src/gateway/wire/json.ts';
import { FakeUpstream } from '../../helpers/fakeUpstream.ts';
import { type ReceivedAnswer, send } from '../../helpers/httpClient.ts';
import { type StartedGateway, startGateway } from '../../helpers/startGateway.ts';
import { answerJson } from '../../helpers/upstreamReactions.ts';

const chatAnswer = {
  choices: [{ index: 0, message: { role: 'assistant', content: 'ok' }, finish_reason: 'stop' }],
};
const types = ['deepseek', 'mistral', 'groq', 'glm', 'moonshot', 'minimax', 'perplexity'] as const;

describe('quirks of providers, over real sockets', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: Object.fromEntries(
        types.map((type) => [
          type,
          {
            type,
            endpoint: upstream.url + new URL(providerCatalog[type].defaultEndpoint ?? '').pathname,
            apiKey: 'k',
          },
        ]),
      ),
    });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  const ask = (path: string, body: object): Promise<ReceivedAnswer> => {
    upstream.react(answerJson(chatAnswer));
    return send(gateway.url + path, { body });
  };

  it("a Messages client's tool turn reaches Mistral with ids of nine letters, the same in call and result", async () => {
    const { status } = await ask('/v1/messages', {
      model: 'mistral/devstral-latest',
      max_tokens: 50,
      stop_sequences: ['x'],
      tool_choice: { type: 'any' },
      tools: [{ name: 'look', input_schema: { type: 'object', properties: {} } }],
      messages: [
        { role: 'user', content: 'Look.' },
        { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_01A', name: 'look', input: {} }] },
        {
          role: 'user',
          content: [
            { type: 'tool_result', tool_use_id: 'toolu_01A', content: 'seen' },
            { type: 'text', text: 'And?' },
          ],
        },
      ],
    });
    assert.equal(status, 200);
    const { json } = upstream.lastRequest;
    assert.equal(json.tool_choice, 'any');
    const messages = asArray(json.messages).filter(isObject);
    assert.deepEqual(
      messages.map(({ role }) => role),
      ['user', 'assistant', 'tool', 'assistant', 'user'],
    );
    const [call] = asArray(messages[1]?.tool_calls).filter(isObject);
    assert.match(JSON.stringify(call?.id), /^"[A-Za-z0-9]{9}"$/);
    assert.equal(messages[2]?.tool_call_id, call?.id);
  });

  it('what a type refuses is named in x-muxgate-dropped', async () => {
    const { headers } = await ask('/v1/messages', {
      model: 'glm/glm-4.7',
      max_tokens: 50,
      stop_sequences: ['a', 'b'],
      tool_choice: { type: 'tool', name: 'look' },
      tools: [{ name: 'look', input_schema: { type: 'object' } }],
      messages: [{ role: 'user', content: 'x' }],
      top_k: 5,
    });
    // GLM speaks Messages itself: nothing of that is converted.
    assert.equal(headers['x-muxgate-dropped'], undefined);
    assert.equal(upstream.lastRequest.path, '/api/anthropic/v1/messages');

    const groq = await ask('/v1/messages', {
      model: 'groq/llama-3.3-70b-versatile',
      max_tokens: 50,
      messages: [{ role: 'user', content: 'x' }],
      top_k: 5,
    });
    assert.equal(groq.headers['x-muxgate-dropped'], 'top_k');
    assert.equal(upstream.lastRequest.path, '/openai/v1/chat/completions');
    assert.equal(upstream.lastRequest.json.max_completion_tokens, 50);
  });

  it('a Messages client is passed through to the vendors that speak Messages, with the key as they want it', async () => {
    for (const [type, path] of [
      ['deepseek', '/anthropic/v1/messages'],
      ['moonshot', '/anthropic/v1/messages'],
      ['minimax', '/anthropic/v1/messages'],
      ['glm', '/api/anthropic/v1/messages'],
    ] as const) {
      const body = `{"model":"${type}/m","max_tokens":1,"messages":[{"role":"user","content":"x"}],"unknown": 1.0}`;
      upstream.react(answerJson({ type: 'message', content: [], usage: {} }));
      await send(`${gateway.url}/v1/messages`, { body });
      assert.equal(upstream.lastRequest.path, path);
      assert.equal(upstream.lastRequest.body.toString(), body.replace(`${type}/m`, 'm'));
      assert.equal(upstream.lastRequest.headers.authorization, 'Bearer k');
      assert.equal(upstream.lastRequest.headers['anthropic-version'], '2023-06-01');
    }
  });

  it('bytes pass through untouched unless the provider would refuse them', async () => {
    const body =
      '{"model":"deepseek/deepseek-chat", "messages":[{"role":"system","content":"x"}],"seed" : 1.0}';
    upstream.react(answerJson(chatAnswer));
    await send(`${gateway.url}/v1/chat/completions`, { body });
    assert.equal(upstream.lastRequest.body.toString(), body.replace('deepseek/', ''));

    await ask('/v1/chat/completions', {
      model: 'deepseek/deepseek-chat',
      seed: 1,
      messages: [{ role: 'developer', content: 'x' }],
    });
    assert.deepEqual(upstream.lastRequest.json, {
      model: 'deepseek-chat',
      seed: 1,
      messages: [{ role: 'system', content: 'x' }],
    });
  });

  it('every type answers a chat client at its own path', async () => {
    for (const type of types) {
      const { status } = await ask('/v1/chat/completions', {
        model: `${type}/m`,
        messages: [{ role: 'user', content: 'x' }],
      });
      assert.equal(status, 200, type);
      const base = new URL(providerCatalog[type].defaultEndpoint ?? '').pathname.replace(/^\/$/, '');
      const expected = type === 'deepseek' ? '/v1' : base;
      assert.equal(upstream.lastRequest.path, `${expected}/chat/completions`);
    }
  });
});
