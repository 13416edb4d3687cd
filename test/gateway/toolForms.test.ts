import assert from 'node:assert/strict';
import type { JsonObject } from '../../src/gateway/wire/json.ts';
import { sealSignature } from '../../src/gateway/wire/sealedSignature.ts';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { readDeltas } from '../helpers/chatChunks.ts';
import { send } from '../helpers/httpClient.ts';
import { signatureOf } from '../helpers/signatureOf.ts';
import { type StartedGateway, startGateway } from '../helpers/startGateway.ts';
import { sse } from '../helpers/upstreamProtocols.ts';
import { answerBytes, answerJson, answerSse } from '../helpers/upstreamReactions.ts';

describe('what a provider cannot express', () => {
  let upstream: FakeUpstream;
  let gateway: StartedGateway;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    gateway = await startGateway({
      providers: {
        claude: { type: 'anthropic', endpoint: upstream.url, apiKey: 'k' },
        oai: { type: 'openai', endpoint: upstream.url, apiKey: 'k' },
      },
    });
  });

  afterEach(async () => {
    await gateway.close();
    await upstream.close();
  });

  it('#38 a custom tool of a chat client is a function for Claude, and its input streams back as text', async () => {
    const tool = { type: 'custom', custom: { name: 'apply.patch', description: 'Edits.' } };
    const block = (json: string) =>
      sse(
        { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: json } },
        'content_block_delta',
      );
    const reaction = (name: string) =>
      answerSse(
        sse({ type: 'message_start', message: { id: 'm', usage: { input_tokens: 1 } } }, 'message_start'),
        sse(
          {
            type: 'content_block_start',
            index: 0,
            content_block: { type: 'tool_use', id: 'toolu_1', name, input: {} },
          },
          'content_block_start',
        ),
        block('{"input":"*** Begin'),
        block('\\n+1 \\"x'),
        block('\\""}'),
        sse({ type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: {} }, 'message_delta'),
        sse({ type: 'message_stop' }, 'message_stop'),
      );
    upstream.react((request, response) => {
      const [sent] = request.json.tools as JsonObject[];
      assert.deepEqual((sent?.input_schema as JsonObject).required, ['input']);
      return reaction(sent?.name as string)(request, response);
    });
    const { text } = await send(`${gateway.url}/v1/chat/completions`, {
      body: { model: 'claude/c', stream: true, messages: [{ role: 'user', content: 'x' }], tools: [tool] },
    });
    const calls = readDeltas(text).flatMap(({ tool_calls: list = [] }) => list as JsonObject[]);
    assert.deepEqual(calls[0], {
      index: 0,
      id: 'toolu_1',
      type: 'custom',
      custom: { name: 'apply.patch', input: '' },
    });
    const inputs = calls.slice(1).map(({ custom }) => (custom as JsonObject).input);
    assert.deepEqual(inputs, ['*** Begin', '\n+1 "x', '"']);
  });

  it('the demo calls a custom tool, too', async () => {
    const { text } = await send(`${gateway.url}/v1/chat/completions`, {
      body: {
        model: 'demo/tools',
        messages: [{ role: 'user', content: 'call sql {"input":"SELECT 1"}' }],
        tools: [{ type: 'custom', custom: { name: 'sql' } }],
      },
    });
    const [choice] = (JSON.parse(text) as { choices: { message: JsonObject }[] }).choices;
    const [call] = choice?.message.tool_calls as JsonObject[];
    assert.deepEqual([call?.type, call?.custom], ['custom', { name: 'sql', input: 'SELECT 1' }]);
  });

  it('#82 reasoning of another provider leaves a history, and the answer keeps every byte', async () => {
    const thinking = {
      type: 'thinking',
      thinking: 'hm',
      signature: sealSignature(signatureOf('g', 'responses')),
    };
    const answer = '{"type":"message","content":[],"stop_details":{"a":1.0},"container":null, "usage":{}}';
    upstream.react(answerBytes(Buffer.from(answer), { 'content-type': 'application/json' }));
    const { text, headers } = await send(`${gateway.url}/v1/messages`, {
      body: {
        model: 'claude/c',
        max_tokens: 5,
        messages: [
          { role: 'user', content: 'x' },
          { role: 'assistant', content: [thinking, { type: 'text', text: 'y' }] },
          { role: 'user', content: 'z' },
        ],
      },
    });
    assert.equal(text, answer);
    assert.equal(headers['x-muxgate-dropped'], 'reasoning');
    const [, assistant] = upstream.lastRequest.json.messages as JsonObject[];
    assert.deepEqual(assistant, { role: 'assistant', content: 'y' });
  });

  it('a response that had to be written anew is found again by its id, though its provider keeps nothing of it', async () => {
    const sealed = sealSignature(signatureOf('g', 'messages'));
    const said = {
      type: 'message',
      role: 'assistant',
      content: [{ type: 'output_text', text: 'kept', annotations: [] }],
    };
    const answer = {
      id: 'resp_1',
      object: 'response',
      status: 'completed',
      model: 'gpt-5',
      output: [said],
      usage: {},
    };
    upstream.react(answerJson(answer), answerJson(answer));
    const first = await send(`${gateway.url}/v1/responses`, {
      body: {
        model: 'oai/gpt-5',
        input: [
          { type: 'message', role: 'user', content: 'one' },
          { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: sealed },
          { type: 'message', role: 'assistant', content: 'two' },
          { type: 'message', role: 'user', content: 'three' },
        ],
      },
    });
    assert.equal(upstream.lastRequest.json.store, false);
    await send(`${gateway.url}/v1/responses`, {
      body: { model: 'oai/gpt-5', input: 'four', previous_response_id: first.json().id },
    });
    const { previous_response_id: previous, input } = upstream.lastRequest.json;
    assert.equal(previous, undefined);
    assert.match(JSON.stringify(input), /one.*two.*three.*kept.*four/);
  });
});
