import assert from 'node:assert/strict';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { type ReceivedAnswer, send } from '../helpers/httpClient.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';

const image = 'data:image/png;base64,iVBORw0KGgo=';
const chatTools = [{ type: 'function', function: { name: 'f', parameters: { type: 'object' } } }];

describe('modelOverrides', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: {
        oai: { type: 'openai-compatible', endpoint: upstream.url },
        claude: { type: 'anthropic', endpoint: upstream.url, apiKey: 'sk' },
        local: { type: 'ollama', endpoint: upstream.url },
        real: { type: 'openai', endpoint: upstream.url, apiKey: 'sk' },
        google: { type: 'gemini', endpoint: upstream.url, apiKey: 'sk' },
      },
      modelOverrides: {
        '*/small*': { maxOutputTokens: 50 },
        '*/*plain*': { reasoning: false, tools: false, images: false },
        'oai/plain-but-tools': { tools: true },
        'oai/no-vectors': { embeddings: false },
        '*/talker': { fim: false },
        'real/completer': { fim: true },
      },
    });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  const post = (path: string, body: string | object): Promise<ReceivedAnswer> =>
    send(`${gateway.url}${path}`, { body });
  const user = (content: unknown): object[] => [{ role: 'user', content }];

  it('passing through, the limit is lowered in place and every other byte stays', async () => {
    const body =
      '{"model":"oai/small-1", "max_tokens" : 9e3,"temperature":1.0,\n "messages":[{"role":"user","content":"x"}]}';
    const answer = await post('/v1/chat/completions', body);
    assert.equal(answer.status, 200);
    assert.equal(
      upstream.lastRequest.body.toString(),
      body.replace('oai/small-1', 'small-1').replace('9e3', '50'),
    );
    assert.equal(answer.headers['x-muxgate-dropped'], undefined);
  });

  it('passing through, reasoning settings go and are named', async () => {
    const body =
      '{"model":"claude/plain","max_tokens":9000,"thinking":{"type":"enabled","budget_tokens":5000},"x":1.0,"messages":[{"role":"user","content":"x"}]}';
    const answer = await post('/v1/messages', body);
    assert.equal(answer.headers['x-muxgate-dropped'], 'thinking');
    assert.equal(
      upstream.lastRequest.body.toString(),
      body
        .replace('claude/plain', 'plain')
        .replace('"thinking":{"type":"enabled","budget_tokens":5000},', ''),
    );
  });

  for (const [path, sent, expected, dropped] of [
    [
      '/v1/responses',
      '{"model":"real/small-plain","reasoning":{"effort":"high"},"input":"x", "max_output_tokens":9000,"include":["reasoning.encrypted_content"]}',
      '{"model":"small-plain","input":"x", "max_output_tokens":50}',
      'reasoning',
    ],
    [
      '/v1beta/models/google/small-plain:generateContent',
      '{"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"thinkingConfig":{"thinkingBudget":5}, "maxOutputTokens":9000,"topK":1.0}}',
      '{"contents":[{"parts":[{"text":"x"}]}],"generationConfig":{"maxOutputTokens":50,"topK":1.0}}',
      'generationConfig.thinkingConfig',
    ],
    [
      '/api/chat',
      '{"model":"local/small-plain","stream":false, "think":true,"options":{"num_predict":-1},"messages":[{"role":"user","content":"x"}]}',
      '{"model":"small-plain","stream":false, "options":{"num_predict":50},"messages":[{"role":"user","content":"x"}]}',
      'think',
    ],
  ] as const) {
    it(`both hold for ${path}, and nothing else changes`, async () => {
      const answer = await post(path, sent);
      assert.equal(upstream.lastRequest.body.toString(), expected);
      assert.equal(answer.headers['x-muxgate-dropped'], dropped);
    });
  }

  it('streamed answers carry the header too', async () => {
    const answer = await post('/v1/chat/completions', {
      model: 'oai/plain',
      stream: true,
      reasoning_effort: 'high',
      messages: user('x'),
    });
    assert.equal(answer.headers['x-muxgate-dropped'], 'reasoning_effort');
    assert.equal('reasoning_effort' in upstream.lastRequest.json, false);
  });

  it('converted, both hold too, and the names are those that the client wrote', async () => {
    const thinking = { type: 'enabled', budget_tokens: 5000 };
    const plain = await post('/v1/messages', {
      model: 'oai/plain',
      max_tokens: 9000,
      thinking,
      messages: user('x'),
    });
    assert.match(String(plain.headers['x-muxgate-dropped']), /thinking/);
    assert.equal('reasoning_effort' in upstream.lastRequest.json, false);
    await post('/v1/messages', { model: 'oai/small', max_tokens: 9000, messages: user('x') });
    assert.equal(upstream.lastRequest.json['max_tokens'], 50);
    await post('/v1/chat/completions', { model: 'claude/small', messages: user('x') });
    assert.equal(upstream.lastRequest.json['max_tokens'], 50);
  });

  it('completions are limited as well', async () => {
    await post('/v1/completions', { model: 'oai/small', prompt: 'a', max_tokens: 900 });
    assert.equal(upstream.lastRequest.json['max_tokens'], 50);
    await post('/v1/completions', { model: 'local/small', prompt: 'a', suffix: 'b' });
    assert.deepEqual(upstream.lastRequest.json['options'], { num_predict: 50 });
  });

  it('a request with tools is refused with what to do, before anything is sent', async () => {
    const answer = await post('/v1/chat/completions', {
      model: 'oai/plain',
      tools: chatTools,
      messages: user('x'),
    });
    assert.equal(answer.status, 400);
    const { error } = answer.json() as { error: Record<string, unknown> };
    assert.equal(error['code'], 'invalid_request');
    assert.equal(error['param'], 'tools');
    assert.match(String(error['message']), /oai\/plain takes no tools.*modelOverrides/);
    assert.equal(upstream.requests.length, 0);
    const allowed = { model: 'oai/plain-but-tools', tools: chatTools, messages: user('x') };
    assert.equal((await post('/v1/chat/completions', allowed)).status, 200);
  });

  it("in the shape of the client's own protocol", async () => {
    const answer = await post('/v1/messages', {
      model: 'claude/plain',
      max_tokens: 5,
      tools: [{ name: 'f', input_schema: { type: 'object' } }],
      messages: user('x'),
    });
    assert.equal(answer.status, 400);
    const { type, error } = answer.json() as { type: string; error: Record<string, unknown> };
    assert.equal(type, 'error');
    assert.equal(error['type'], 'invalid_request_error');
  });

  it('images are refused, in tool results too; counting is not', async () => {
    const asked = { model: 'oai/plain', messages: user([{ type: 'image_url', image_url: { url: image } }]) };
    assert.equal((await post('/v1/chat/completions', asked)).status, 400);
    const picture = {
      type: 'image',
      source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' },
    };
    const result = [
      ...user('look'),
      { role: 'assistant', content: [{ type: 'tool_use', id: 'toolu_1', name: 'f', input: {} }] },
      ...user([{ type: 'tool_result', tool_use_id: 'toolu_1', content: [picture] }]),
    ];
    const request = { model: 'claude/plain', max_tokens: 5, messages: result };
    assert.equal((await post('/v1/messages', request)).status, 400);
    assert.equal((await post('/v1/messages/count_tokens', request)).status, 200);
  });

  it('a count of tokens is asked for without the settings of reasoning too', async () => {
    const thinking = { type: 'enabled', budget_tokens: 5000 };
    const request = { model: 'claude/plain', max_tokens: 9000, thinking, messages: user('x') };
    const answer = await post('/v1/messages/count_tokens', request);
    assert.equal(answer.headers['x-muxgate-dropped'], 'thinking');
    assert.deepEqual(upstream.lastRequest.json, { model: 'plain', max_tokens: 9000, messages: user('x') });
  });

  it('embeddings are refused where the user says that there are none', async () => {
    const answer = await post('/v1/embeddings', { model: 'oai/no-vectors', input: 'x' });
    assert.equal(answer.status, 400);
    assert.equal((await post('/v1/embeddings', { model: 'oai/other', input: 'x' })).status, 200);
  });

  it('a missing middle is asked for by a chat, or directly, as the user says', async () => {
    const asked = async (model: string, suffix?: string): Promise<string> => {
      await post('/v1/completions', { model, prompt: 'a', suffix });
      return upstream.lastRequest.path;
    };
    assert.equal(await asked('oai/other', 'b'), '/v1/completions');
    assert.equal(await asked('oai/talker', 'b'), '/v1/chat/completions');
    assert.equal(await asked('local/talker', 'b'), '/api/chat');
    assert.equal(await asked('oai/talker'), '/v1/completions');
    assert.equal(await asked('real/gpt-4o', 'b'), '/v1/chat/completions');
    assert.equal(await asked('real/completer', 'b'), '/v1/completions');
  });

  it('explain says what an override would refuse or change', async () => {
    const explained = async (body: object): Promise<{ error?: { message: string }; warnings: string[] }> => {
      const { error, decision } = (await post('/muxgate/explain', body)).json() as {
        error?: { message: string };
        decision?: { warnings: string[] };
      };
      return { error, warnings: decision?.warnings ?? [] };
    };
    const refused = await explained({ model: 'oai/plain', tools: chatTools, messages: user('x') });
    assert.match(refused.error?.message ?? '', /takes no tools/);
    const limited = await explained({ model: 'oai/small', max_tokens: 900, messages: user('x') });
    assert.deepEqual(limited.warnings, ['modelOverrides: answers of oai/small have 50 tokens at most']);
    const plain = await explained({ model: 'oai/plain', reasoning_effort: 'low', messages: user('x') });
    assert.match(plain.warnings.join(), /does not reason/);
    assert.deepEqual(await explained({ model: 'oai/small', max_tokens: 9, messages: user('x') }), {
      error: undefined,
      warnings: [],
    });
    assert.equal(upstream.requests.length, 0);
  });
});
