import assert from 'node:assert/strict';
import { GatewayError } from '../../../../src/gateway/errors.ts';
import { chatCodec } from '../../../../src/gateway/wire/chat/codec.ts';
import type { EncodeTarget } from '../../../../src/gateway/wire/codec.ts';
import type { JsonObject } from '../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../src/gateway/wire/messages/codec.ts';
import { encodeTarget } from '../../../helpers/encodeTarget.ts';

const hello: JsonObject = { role: 'user', content: 'Hello' };
const readTool: JsonObject = { type: 'function', function: { name: 'read', parameters: { type: 'object' } } };

/** What Anthropic gets of an OpenAI client's request. */
function toMessages(fields: JsonObject, target: Partial<EncodeTarget> = {}) {
  const request = chatCodec.decodeRequest({ model: 'm', messages: [hello], ...fields });
  const facts = { model: 'claude-sonnet-4-5', ...target };
  const { body, dropped } = messagesCodec.encodeRequest(request, encodeTarget(facts));
  return { body: JSON.parse(JSON.stringify(body)) as JsonObject, dropped };
}

function turns(...messages: JsonObject[]): JsonObject[] {
  return toMessages({ messages: [hello, ...messages] }).body.messages as JsonObject[];
}

function called(...calls: [id: string, args: string][]): JsonObject {
  return {
    role: 'assistant',
    content: null,
    tool_calls: calls.map(([id, args]) => ({
      id,
      type: 'function',
      function: { name: 'read', arguments: args },
    })),
  };
}

const answered = (id: string, content: string): JsonObject => ({ role: 'tool', tool_call_id: id, content });

describe('OpenAI chat request to Anthropic', () => {
  it('#75 no limit becomes the default, both names are read, the thinking budget stays below it', () => {
    assert.equal(toMessages({}).body.max_tokens, 8192);
    assert.equal(toMessages({ max_completion_tokens: 100 }).body.max_tokens, 100);
    assert.equal(toMessages({ max_tokens: 50 }).body.max_tokens, 50);
    const { body } = toMessages({ max_tokens: 4000, reasoning_effort: 'high' });
    assert.equal((body.thinking as JsonObject).type, 'enabled');
    assert.ok(Number((body.thinking as JsonObject).budget_tokens) < 4000);
  });

  it('#76 a JSON schema becomes output_config.format without strict, JSON mode a sentence', () => {
    const schema = { type: 'object', properties: {}, additionalProperties: false };
    const { body } = toMessages({
      response_format: { type: 'json_schema', json_schema: { name: 'x', strict: true, schema } },
    });
    assert.deepEqual(body.output_config, { format: { type: 'json_schema', schema } });
    const json = toMessages({ response_format: { type: 'json_object' } });
    assert.match(JSON.stringify(json.body.system), /JSON object/);
    assert.deepEqual(json.dropped, ['response_format']);
  });

  it('#77 strict of a tool is forwarded', () => {
    const strict = {
      type: 'function',
      function: { name: 'read', parameters: { type: 'object' }, strict: true },
    };
    const [tool] = toMessages({ tools: [strict] }).body.tools as JsonObject[];
    assert.equal(tool?.strict, true);
  });

  it('#78 empty arguments are an empty input', () => {
    const [, assistant] = turns(called(['a', '']), answered('a', 'x'));
    assert.deepEqual(assistant?.content, [{ type: 'tool_use', id: 'a', name: 'read', input: {} }]);
  });

  it('#78 malformed arguments are the client’s error, named', () => {
    assert.throws(
      () => turns(called(['a', '{"path":']), answered('a', 'x')),
      (error) =>
        error instanceof GatewayError && error.status === 400 && /not valid JSON/.test(error.message),
    );
  });

  it('#79 of several tool messages for one call the last wins', () => {
    const [, , user] = turns(called(['a', '{}']), answered('a', 'old'), answered('a', 'new'));
    assert.deepEqual(user?.content, [{ type: 'tool_result', tool_use_id: 'a', content: 'new' }]);
  });

  it('#80 consecutive tool messages and the text after them are one user turn, in the order of the calls', () => {
    const after = turns(called(['a', '{}'], ['b', '{}']), answered('b', '2'), answered('a', '1'), {
      role: 'user',
      content: 'Go on',
    });
    assert.equal(after.length, 3);
    assert.deepEqual(after[2]?.content, [
      { type: 'tool_result', tool_use_id: 'a', content: '1' },
      { type: 'tool_result', tool_use_id: 'b', content: '2' },
      { type: 'text', text: 'Go on' },
    ]);
  });

  it('#81 a tool loop replays its thinking blocks, and goes without thinking when it has none', () => {
    const thinking = { type: 'thinking', thinking: 'hm', signature: 'c2ln' };
    const loop = (fields: JsonObject) => [hello, { ...called(['a', '{}']), ...fields }, answered('a', 'x')];
    const replayed = toMessages({
      messages: loop({ reasoning_content: 'hm', thinking_blocks: [thinking] }),
      reasoning_effort: 'low',
    });
    const [, assistant] = replayed.body.messages as JsonObject[];
    assert.deepEqual((assistant?.content as JsonObject[])[0], thinking);
    assert.equal((replayed.body.thinking as JsonObject).type, 'enabled');
    const without = toMessages({ messages: loop({}), reasoning_effort: 'low' });
    assert.equal(without.body.thinking, undefined);
    assert.deepEqual(without.dropped, ['reasoning_effort']);
  });

  it('#81 empty thinking with a signature is replayed as it is', () => {
    const thinking = { type: 'thinking', thinking: '', signature: 'c2ln' };
    const [, assistant] = turns({ ...called(['a', '{}']), thinking_blocks: [thinking] }, answered('a', 'x'));
    assert.deepEqual((assistant?.content as JsonObject[])[0], thinking);
  });

  it('#82 a signature that another provider made is not sent', () => {
    const blocks = [{ type: 'thinking', thinking: 'hm', signature: 'c2ln' }];
    const messages = [hello, { role: 'assistant', content: 'x', thinking_blocks: blocks }, hello];
    const { body, dropped } = toMessages({ messages }, { keepsSignatures: false });
    assert.doesNotMatch(JSON.stringify(body), /c2ln/);
    assert.deepEqual(dropped, ['reasoning']);
  });

  it('#87 a tool choice without tools is dropped', () => {
    assert.equal(toMessages({ tool_choice: 'required' }).body.tool_choice, undefined);
    assert.deepEqual(toMessages({ tools: [readTool], tool_choice: 'required' }).body.tool_choice, {
      type: 'any',
    });
  });

  it('#88 developer messages are system text', () => {
    const { body } = toMessages({ messages: [{ role: 'developer', content: 'Be brief' }, hello] });
    assert.equal(body.system, 'Be brief');
  });

  it('#91 the model that goes upstream is the target’s, whatever the client called it', () => {
    assert.equal(toMessages({ model: 'gpt-4o' }).body.model, 'claude-sonnet-4-5');
  });

  it('#92 string content anywhere does not cost other parts their cache_control', () => {
    const mark = { type: 'ephemeral' };
    const { body } = toMessages({
      messages: [
        { role: 'system', content: [{ type: 'text', text: 'S', cache_control: mark }] },
        hello,
        { role: 'assistant', content: 'Hi' },
        { role: 'user', content: [{ type: 'text', text: 'Q', cache_control: mark }] },
      ],
    });
    assert.deepEqual(body.system, [{ type: 'text', text: 'S', cache_control: mark }]);
    const last = (body.messages as JsonObject[]).at(-1);
    assert.deepEqual(last?.content, [{ type: 'text', text: 'Q', cache_control: mark }]);
  });

  it('images, PDFs and results of calls carry over', () => {
    const [user] = turns({
      role: 'user',
      content: [
        { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw0KGgo=' } },
        { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBE' } },
      ],
    });
    assert.deepEqual((user?.content as JsonObject[]).slice(1), [
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' } },
      {
        type: 'document',
        source: { type: 'base64', media_type: 'application/pdf', data: 'JVBE' },
        title: 'a.pdf',
      },
    ]);
  });

  it('several answers at once are refused, extras of chat are reported', () => {
    assert.throws(() => toMessages({ n: 2 }), GatewayError);
    assert.deepEqual(toMessages({ store: true, logit_bias: {} }).dropped, ['store', 'logit_bias']);
  });
});
