import assert from 'node:assert/strict';
import { zstdCompressSync } from 'node:zlib';
import OpenAI from 'openai';
import { asArray, isObject, type JsonObject } from '../../src/gateway/wire/json.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { type OpenAnswer, open, send } from '../helpers/httpClient.ts';
import { readResponsesStream } from '../helpers/readers/readResponsesStream.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { responseEvents, wholeResponse } from '../helpers/strict/responsesAnswers.ts';
import { spokenText, sse } from '../helpers/upstreamProtocols.ts';
import {
  answerBytes,
  answerJson,
  answerSse,
  controlledStream,
  cutAfter,
} from '../helpers/upstreamReactions.ts';

const hello = [{ role: 'user', content: 'hi' }];
const spoken = { text: ['Hel', 'lo'], finish: 'stop' } as const;
const eventStream = { 'content-type': 'text/event-stream' };

/** What Codex sends to a model that it does not know, cut down (clients.md). */
const codexBody = {
  model: 'compatible/some-model',
  stream: true,
  store: false,
  include: ['reasoning.encrypted_content'],
  parallel_tool_calls: true,
  reasoning: { effort: 'medium', summary: 'auto' },
  prompt_cache_key: 'thread-1',
  tools: [
    { type: 'function', name: 'exec_command', parameters: { type: 'object', properties: {} }, strict: false },
    {
      type: 'custom',
      name: 'apply_patch',
      description: 'Edits.',
      format: { type: 'grammar', syntax: 'lark', definition: 'start: "x"' },
    },
    {
      type: 'namespace',
      name: 'multi_agent_v1',
      description: 'Agents.',
      tools: [
        { type: 'function', name: 'spawn', parameters: { type: 'object', properties: {} }, strict: false },
      ],
    },
    { type: 'web_search' },
  ],
  input: [
    { type: 'message', role: 'developer', content: [{ type: 'input_text', text: 'You are Codex.' }] },
    { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'patch it' }] },
    {
      type: 'custom_tool_call',
      id: 'ctc_1',
      call_id: 'call_0',
      name: 'apply_patch',
      input: '*** Begin Patch',
    },
    { type: 'custom_tool_call_output', call_id: 'call_0', output: 'Done!' },
  ],
};

const chatChunk = (delta: JsonObject, finish: string | null = null): string =>
  sse({
    id: 'chatcmpl-1',
    object: 'chat.completion.chunk',
    created: 1,
    model: 'm',
    choices: [{ index: 0, delta, finish_reason: finish }],
  });

describe('POST /v1/responses', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;
  let client: OpenAI;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: {
        oai: { type: 'openai', endpoint: upstream.url, apiKey: 'sk-oai' },
        compatible: { type: 'openai-compatible', endpoint: upstream.url, apiKey: 'k' },
        claude: { type: 'anthropic', endpoint: upstream.url, apiKey: 'sk-ant' },
      },
    });
    client = new OpenAI({ baseURL: `${gateway.url}/v1`, apiKey: 'client-key', maxRetries: 0 });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  const ask = (body: JsonObject): Promise<OpenAnswer> => open(`${gateway.url}/v1/responses`, { body });
  const post = (body: object, headers: Record<string, string> = {}) =>
    send(`${gateway.url}/v1/responses`, { body, headers });

  for (const model of ['compatible/m', 'claude/claude-sonnet-4-5']) {
    it(`the official client: a string is answered by ${model}, whole and streamed`, async () => {
      const response = await client.responses.create({ model, input: 'hi', instructions: 'Be brief.' });
      assert.equal(response.output_text, spokenText);
      assert.equal(response.usage?.input_tokens_details.cached_tokens, 3);
      assert.equal(response.instructions, 'Be brief.');
      const runner = client.responses.stream({ model, input: 'hi' });
      const final = await runner.finalResponse();
      assert.equal(final.output_text, spokenText);
      assert.equal(final.usage?.output_tokens, 7);
      assert.equal(gateway.records.at(-1)?.outcome, 'answered');
    });
  }

  it('passes through byte for byte where the provider speaks it, and counts', async () => {
    const events = responseEvents(spoken, { model: 'gpt-5' }).join('');
    upstream.react(answerBytes(events, eventStream));
    const answer = await post({ model: 'oai/gpt-5', input: 'x', stream: true, unknown_field: 1 });
    assert.equal(answer.text, events);
    assert.equal(upstream.lastRequest.path, '/v1/responses');
    assert.equal(upstream.lastRequest.json.unknown_field, 1);
    assert.equal(gateway.records[0]?.usage?.inputTokens, 40);
    assert.equal(gateway.records[0].usage.reasoningTokens, 9);
    const whole = wholeResponse(spoken, { model: 'gpt-5' });
    upstream.react(answerJson(whole));
    assert.deepEqual((await post({ model: 'oai/gpt-5', input: 'x' })).json(), whole);
    assert.equal(gateway.records[1]?.usage?.inputTokens, 40);
  });

  it('#38 #39 Codex’s custom and grouped tools work with a model that only chats', async () => {
    const [, patch, group] = ['exec_command', 'apply_patch', 'multi_agent_v1__spawn'];
    upstream.react(
      answerSse(
        chatChunk({ role: 'assistant', content: null }),
        chatChunk({
          tool_calls: [
            { index: 0, id: 'c1', type: 'function', function: { name: patch, arguments: '{"inp' } },
          ],
        }),
        chatChunk({ tool_calls: [{ index: 0, function: { arguments: 'ut":"*** Begin\\n+x"}' } }] }),
        chatChunk({
          tool_calls: [{ index: 1, id: 'c2', type: 'function', function: { name: group, arguments: '{}' } }],
        }),
        chatChunk({}, 'tool_calls'),
        'data: [DONE]\n\n',
      ),
    );
    const answer = await post(codexBody);
    const response = readResponsesStream(answer.text);
    assert.deepEqual(
      asArray(response.output).map(
        (item) => isObject(item) && [item.type, item.namespace, item.name, item.input ?? item.arguments],
      ),
      [
        ['custom_tool_call', undefined, 'apply_patch', '*** Begin\n+x'],
        ['function_call', 'multi_agent_v1', 'spawn', '{}'],
      ],
    );
    assert.match(answer.text, /custom_tool_call_input\.delta/);
    const dropped = String(answer.headers['x-muxgate-dropped']).split(', ');
    for (const field of ['tools.web_search', 'reasoning_effort', 'prompt_cache_key']) {
      assert.ok(dropped.includes(field), dropped.join());
    }
    assert.ok(!dropped.includes('store') && !dropped.includes('include'));
    const { messages, tools } = upstream.lastRequest.json;
    assert.deepEqual(
      asArray(tools).map((tool) => isObject(tool) && isObject(tool.function) && tool.function.name),
      ['exec_command', 'apply_patch', 'multi_agent_v1__spawn'],
    );
    assert.deepEqual(
      asArray(messages).map((message) => isObject(message) && message.role),
      ['system', 'user', 'assistant', 'tool'],
    );
  });

  it('Codex’s tools of gpt-6 stand in the input, and its answer may come back the same way', async () => {
    const tools = [{ type: 'custom', name: 'exec', description: 'JavaScript.', format: { type: 'text' } }];
    const rest = { ...codexBody, tools: undefined };
    upstream.react(
      answerSse(
        chatChunk({
          tool_calls: [
            {
              index: 0,
              id: 'c1',
              type: 'function',
              function: { name: 'js__exec', arguments: '{"input":"1+1"}' },
            },
          ],
        }),
        chatChunk({}, 'tool_calls'),
        'data: [DONE]\n\n',
      ),
    );
    const additional = {
      type: 'additional_tools',
      role: 'developer',
      tools: [{ type: 'namespace', name: 'js', description: 'd', tools }],
    };
    const { text } = await post({ ...rest, input: [additional, ...codexBody.input] });
    const [call] = asArray(readResponsesStream(text).output);
    assert.ok(isObject(call));
    assert.deepEqual(
      [call.type, call.namespace, call.name, call.input],
      ['custom_tool_call', 'js', 'exec', '1+1'],
    );
  });

  for (const [how, model] of [
    ['passes through', 'oai/gpt-5'],
    ['is converted', 'compatible/m'],
  ] as const) {
    describe(`when it ${how}`, () => {
      const isPassed = model.startsWith('oai/');
      const first = isPassed
        ? responseEvents(spoken, { model: 'gpt-5' }).slice(0, 5).join('')
        : chatChunk({ role: 'assistant', content: 'Hel' });
      const whole = isPassed
        ? responseEvents(spoken, { model: 'gpt-5' }).join('')
        : first + chatChunk({}, 'stop') + 'data: [DONE]\n\n';

      it('a client that closes at response.completed, as Codex does, has its answer', async () => {
        const stream = controlledStream();
        upstream.react(stream.reaction);
        const opening = ask({ model, stream: true, input: hello });
        await stream.send(whole);
        const answer = await opening;
        await answer.readUntil('event: response.completed');
        const record = gateway.nextRecord();
        await answer.readUntil('total_tokens');
        answer.hangUp();
        await stream.end();
        assert.equal((await record).outcome, 'answered');
      });

      it('#94 #95 a stream that breaks off ends with an error and response.failed', async () => {
        upstream.react(cutAfter(first, eventStream));
        const { status, text } = await post({ model, stream: true, input: hello });
        assert.equal(status, 200);
        const response = readResponsesStream(text);
        assert.equal(response.status, 'failed');
        assert.ok(isObject(response.error) && response.error.code === 'server_error');
        assert.equal(gateway.records[0]?.outcome, 'failed');
        await assert.rejects(async () => {
          upstream.react(cutAfter(first, eventStream));
          const final = await client.responses.stream({ model, input: 'x' }).finalResponse();
          if (final.status === 'failed') throw new Error(final.error?.message);
        });
      });

      it('an error before the first byte keeps its status, text and retry-after', async () => {
        const error = { message: 'slow down', type: 'rate_limit_error', code: 'rate_limited', param: null };
        upstream.react(answerJson({ error }, 429, { 'retry-after': '7' }));
        const answer = await post({ model, stream: true, input: hello });
        assert.equal(answer.status, 429);
        assert.equal(answer.headers['retry-after'], '7');
        assert.deepEqual(answer.json(), { error });
      });
    });
  }

  it('what only OpenAI’s servers can do is refused for others, naming the field, and passes to OpenAI', async () => {
    const refused = await post({ model: 'compatible/m', input: 'x', background: true });
    assert.equal(refused.status, 400);
    const { error } = refused.json();
    assert.ok(isObject(error) && error.param === 'background');
    upstream.react(answerJson(wholeResponse(spoken, {})));
    assert.equal((await post({ model: 'oai/gpt-5', input: 'x', background: true })).status, 200);
    assert.equal(upstream.lastRequest.json.background, true);
  });

  it('what the target cannot take is refused by its place in the input', async () => {
    const audio = { type: 'input_audio', input_audio: { data: 'QUJD', format: 'wav' } };
    const input = [...hello, { role: 'assistant', content: 'hello' }, { role: 'user', content: [audio] }];
    const refused = await post({ model: 'claude/claude-sonnet-4-5', instructions: 'Be brief.', input });
    assert.equal(refused.status, 400);
    const { error } = refused.json();
    assert.ok(isObject(error));
    assert.equal(error.param, 'input[2].content[0]');
    assert.match(error.message as string, /^input\[2\]\.content\[0\] is audio/);
  });

  it('#82 a session that moves from Claude to OpenAI leaves Claude’s thoughts behind', async () => {
    const thinking = { type: 'thinking', thinking: 'hm', signature: 'anthropic’s' };
    const usage = { input_tokens: 1, output_tokens: 1 };
    upstream.react(
      answerJson({
        id: 'msg',
        type: 'message',
        role: 'assistant',
        model: 'c',
        content: [thinking, { type: 'text', text: 'a' }],
        stop_reason: 'end_turn',
        usage,
      }),
    );
    const first = (await post({ model: 'claude/c', input: 'x' })).json();
    const output = asArray(first.output);
    assert.equal(isObject(output[0]) && output[0].type, 'reasoning');
    upstream.react(
      answerJson({
        id: 'msg',
        type: 'message',
        role: 'assistant',
        content: [],
        stop_reason: 'end_turn',
        usage,
      }),
    );
    const input = [{ role: 'user', content: 'x' }, ...output, { role: 'user', content: 'y' }];
    await post({ model: 'claude/c', input });
    assert.match(JSON.stringify(upstream.lastRequest.json.messages), /"signature":"anthropic’s"/);
    upstream.react(answerJson(wholeResponse(spoken, {})));
    await post({ model: 'oai/gpt-5', input });
    assert.deepEqual(
      asArray(upstream.lastRequest.json.input).map((item) => isObject(item) && item.content),
      ['x', 'a', 'y'],
    );
  });

  it('models that OpenAI has in Responses alone are asked there by clients of every format', async () => {
    upstream.react(answerJson(wholeResponse(spoken, {})));
    const answer = await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'oai/gpt-5.1-codex', messages: hello },
    });
    assert.equal(upstream.lastRequest.path, '/v1/responses');
    assert.equal(upstream.lastRequest.json.store, false);
    assert.match(answer.text, /"content":"Hello"/);
  });

  it('a body compressed by zstd is read (Codex with a ChatGPT login)', async () => {
    const body = zstdCompressSync(JSON.stringify({ model: 'compatible/m', input: 'hi' }));
    const answer = await send(`${gateway.url}/v1/responses`, {
      body,
      headers: { 'content-encoding': 'zstd', 'content-type': 'application/json' },
    });
    assert.equal(answer.json().status, 'completed');
  });

  it('a WebSocket is refused with 426, by which Codex falls back to HTTP at once', async () => {
    const answer = await send(`${gateway.url}/v1/responses`, {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'openai-beta': 'responses_websockets=2026-02-06',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-version': '13',
      },
    });
    assert.equal(answer.status, 426);
  });
});
