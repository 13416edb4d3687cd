import assert from 'node:assert/strict';
import type { EncodeTarget } from '../../../../src/gateway/wire/codec.ts';
import { chatCodec } from '../../../../src/gateway/wire/chat/codec.ts';
import type { JsonObject, JsonValue } from '../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../src/gateway/wire/messages/codec.ts';
import { toolNamesOf } from '../../../../src/gateway/wire/toolNames.ts';
import { encodeTarget } from '../../../helpers/encodeTarget.ts';
import { stringOf } from '../../../helpers/stringOf.ts';

const hello: JsonObject = { role: 'user', content: 'Hello' };
const readTool: JsonObject = {
  name: 'read',
  description: 'Reads',
  input_schema: { type: 'object', properties: {} },
};

/** What an OpenAI chat server gets of an Anthropic client's request. */
function toChat(fields: JsonObject, target: Partial<EncodeTarget> = {}) {
  const request = messagesCodec.decodeRequest({ model: 'm', max_tokens: 64, messages: [hello], ...fields });
  const { body, dropped } = chatCodec.encodeRequest(request, encodeTarget(target));
  return { body: JSON.parse(JSON.stringify(body)) as JsonObject, dropped };
}

function chatMessages(fields: JsonObject): JsonObject[] {
  return toChat(fields).body.messages as JsonObject[];
}

/** The conversation around one tool call: the assistant calls `read` with id `a`, the user turn holds `content`. */
function afterCall(...content: JsonObject[]): JsonObject {
  return {
    messages: [
      hello,
      { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name: 'read', input: { path: 'x' } }] },
      { role: 'user', content },
    ],
  };
}

function result(fields: JsonObject): JsonObject {
  return { type: 'tool_result', tool_use_id: 'a', ...fields };
}

const png = { type: 'base64', media_type: 'image/png', data: 'iVBORw0KGgo=' };
const pngUrl = 'data:image/png;base64,iVBORw0KGgo=';

describe('Anthropic request to an OpenAI chat server', () => {
  const choices: [choice: JsonObject, expected: JsonValue][] = [
    [{ type: 'auto' }, 'auto'],
    [{ type: 'any' }, 'required'],
    [{ type: 'none' }, 'none'],
    [
      { type: 'tool', name: 'read' },
      { type: 'function', function: { name: 'read' } },
    ],
  ];
  for (const [choice, expected] of choices) {
    it(`#57 tool_choice ${stringOf(choice.type)}`, () => {
      assert.deepEqual(toChat({ tools: [readTool], tool_choice: choice }).body.tool_choice, expected);
    });
  }

  it('#58 disable_parallel_tool_use becomes parallel_tool_calls: false', () => {
    const parallel = (choice: JsonObject) =>
      toChat({ tools: [readTool], tool_choice: choice }).body.parallel_tool_calls;
    assert.equal(parallel({ type: 'auto', disable_parallel_tool_use: true }), false);
    assert.equal(parallel({ type: 'any', disable_parallel_tool_use: true }), false);
    assert.equal(parallel({ type: 'auto' }), undefined);
  });

  it('#59 system blocks become one system message in order, without cache_control; system messages survive beside it', () => {
    const messages = chatMessages({
      system: [
        { type: 'text', text: 'One.', cache_control: { type: 'ephemeral' } },
        { type: 'text', text: 'Two.' },
      ],
      messages: [hello, { role: 'system', content: 'Three.' }, { role: 'assistant', content: 'Hi' }],
    });
    const systems = messages.filter((message) => message.role === 'system');
    const text = JSON.stringify(systems);
    assert.ok(
      text.indexOf('One.') < text.indexOf('Two.') && text.indexOf('Two.') < text.indexOf('Three.'),
      text,
    );
    assert.equal(messages[0]?.role, 'system');
    assert.doesNotMatch(JSON.stringify(messages), /cache_control/);
  });

  it('#60 Claude Code’s billing line is left out', () => {
    const messages = chatMessages({
      system: [
        { type: 'text', text: 'x-anthropic-billing-header: cc_version=2.1.329.a1b; cc_entrypoint=cli;' },
        { type: 'text', text: 'You are an agent.' },
      ],
    });
    assert.doesNotMatch(JSON.stringify(messages), /billing/);
    assert.match(JSON.stringify(messages[0]), /You are an agent/);
  });

  it('#61 tool messages follow the call directly, the turn’s text comes after them', () => {
    const messages = chatMessages(afterCall(result({ content: 'R' }), { type: 'text', text: 'and now?' }));
    assert.deepEqual(
      messages.map((message) => message.role),
      ['user', 'assistant', 'tool', 'user'],
    );
    assert.deepEqual(messages[2], { role: 'tool', tool_call_id: 'a', content: 'R' });
    assert.equal(messages[3]?.content, 'and now?');
    assert.deepEqual(messages[1]?.tool_calls, [
      { id: 'a', type: 'function', function: { name: 'read', arguments: '{"path":"x"}' } },
    ]);
  });

  it('#61 parallel results keep the ids and order of their calls', () => {
    const ids = ['a', 'b', 'c'];
    const messages = chatMessages({
      messages: [
        hello,
        { role: 'assistant', content: ids.map((id) => ({ type: 'tool_use', id, name: 'read', input: {} })) },
        {
          role: 'user',
          content: ids.map((id) => ({ type: 'tool_result', tool_use_id: id, content: `R${id}` })),
        },
      ],
    });
    assert.deepEqual(
      messages.slice(2).map((message) => [message.role, message.tool_call_id, message.content]),
      ids.map((id) => ['tool', id, `R${id}`]),
    );
  });

  it('#62 a result’s content is text whatever form it had, and an error says so', () => {
    const content = (fields: JsonObject) => chatMessages(afterCall(result(fields)))[2]?.content;
    assert.equal(content({ content: 'plain' }), 'plain');
    assert.equal(
      content({
        content: [
          { type: 'text', text: 'one' },
          { type: 'text', text: 'two' },
        ],
      }),
      'one\ntwo',
    );
    assert.equal(content({}), '');
    assert.match(stringOf(content({ content: 'no such file', is_error: true })), /error/i);
    assert.match(stringOf(content({ content: 'no such file', is_error: true })), /no such file/);
  });

  it('#63 an image in a result goes into a user message after it, never into text', () => {
    const messages = chatMessages(
      afterCall(
        result({
          content: [
            { type: 'text', text: 'see' },
            { type: 'image', source: png },
          ],
        }),
      ),
    );
    assert.deepEqual(
      messages.map((message) => message.role),
      ['user', 'assistant', 'tool', 'user'],
    );
    assert.doesNotMatch(stringOf(messages[2]?.content), /iVBORw0KGgo/);
    const parts = messages[3]?.content as JsonObject[];
    assert.deepEqual(
      parts.filter((part) => part.type === 'image_url').map((part) => part.image_url),
      [{ url: pngUrl }],
    );
  });

  it('#63 the images of parallel results do not part the tool messages', () => {
    const messages = chatMessages({
      messages: [
        hello,
        {
          role: 'assistant',
          content: ['a', 'b'].map((id) => ({ type: 'tool_use', id, name: 'read', input: {} })),
        },
        {
          role: 'user',
          content: ['a', 'b'].map((id) => ({
            type: 'tool_result',
            tool_use_id: id,
            content: [{ type: 'image', source: png }],
          })),
        },
      ],
    });
    assert.deepEqual(
      messages.map((message) => message.role),
      ['user', 'assistant', 'tool', 'tool', 'user'],
    );
  });

  it('#64 images by URL and base64 keep their type and their place among the text', () => {
    const [message] = chatMessages({
      messages: [
        {
          role: 'user',
          content: [
            { type: 'text', text: 'first' },
            { type: 'image', source: png },
            { type: 'text', text: 'second' },
            { type: 'image', source: { type: 'url', url: 'https://x/y.png' } },
          ],
        },
      ],
    });
    assert.deepEqual(message?.content, [
      { type: 'text', text: 'first' },
      { type: 'image_url', image_url: { url: pngUrl } },
      { type: 'text', text: 'second' },
      { type: 'image_url', image_url: { url: 'https://x/y.png' } },
    ]);
  });

  it('#64 an unknown kind of image source is refused, not dropped', () => {
    const image = { type: 'image', source: { type: 'hologram' } };
    assert.throws(() => toChat({ messages: [{ role: 'user', content: [image] }] }), {
      code: 'invalid_request',
      message: /messages\[0\]\.content\[0\]\.source\.type/,
    });
  });

  it('#65 a PDF becomes a file part', () => {
    const pdf = {
      type: 'document',
      source: { type: 'base64', media_type: 'application/pdf', data: 'JVBERg==' },
      title: 'a.pdf',
    };
    const [message] = chatMessages({ messages: [{ role: 'user', content: [pdf] }] });
    assert.deepEqual(message?.content, [
      { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBERg==' } },
    ]);
  });

  it('#66 stop_sequences become stop, always a list', () => {
    assert.deepEqual(toChat({ stop_sequences: ['END'] }).body.stop, ['END']);
    assert.equal(toChat({}).body.stop, undefined);
  });

  it('#67 max_tokens takes the target’s name and is never raised; refused parameters are left out', () => {
    const older = toChat({ tools: [readTool] }).body;
    assert.deepEqual([older.max_tokens, older.max_completion_tokens], [64, undefined]);
    const newer = toChat(
      { temperature: 0.5, top_p: 0.5 },
      { maxTokensField: 'max_completion_tokens', refusedParameters: ['temperature', 'top_p'] },
    );
    assert.deepEqual([newer.body.max_tokens, newer.body.max_completion_tokens], [undefined, 64]);
    assert.deepEqual([newer.body.temperature, newer.body.top_p], [undefined, undefined]);
    assert.deepEqual([...newer.dropped].sort(), ['temperature', 'top_p']);
  });

  it('#68 a tool without type is a custom one; server tools are left out and reported', () => {
    const { body, dropped } = toChat({
      tools: [readTool, { type: 'web_search_20250305', name: 'web_search', max_uses: 8 }],
    });
    assert.deepEqual(body.tools, [
      {
        type: 'function',
        function: { name: 'read', description: 'Reads', parameters: { type: 'object', properties: {} } },
      },
    ]);
    assert.deepEqual(dropped, ['tools.web_search_20250305']);
    assert.equal(
      'tools' in toChat({ tools: [{ type: 'web_search_20250305', name: 'web_search' }] }).body,
      false,
    );
  });

  it('#69 Anthropic’s own tool fields stay behind', () => {
    const tool = {
      ...readTool,
      defer_loading: true,
      eager_input_streaming: true,
      input_examples: [{}],
      cache_control: { type: 'ephemeral' },
    };
    assert.deepEqual(toChat({ tools: [tool] }).body.tools, toChat({ tools: [readTool] }).body.tools);
  });

  it('#70 a schema for the answer carries over, strict stays unset', () => {
    const schema = { type: 'object', properties: { a: { type: 'string' } } };
    for (const fields of [
      { output_config: { format: { type: 'json_schema', schema } } },
      { output_format: { type: 'json_schema', schema } },
    ]) {
      const format = toChat(fields).body.response_format as JsonObject;
      assert.equal(format.type, 'json_schema');
      const inner = format.json_schema as JsonObject;
      assert.deepEqual(inner.schema, schema);
      assert.equal('strict' in inner, false);
      assert.match(stringOf(inner.name), /^[a-zA-Z0-9_-]+$/);
    }
  });

  it('#71 thinking becomes the nearest effort that the target accepts', () => {
    const effort = (fields: JsonObject, reasoningEfforts = ['low', 'medium', 'high']) =>
      toChat({ max_tokens: 64_000, ...fields }, { reasoningEfforts }).body.reasoning_effort;
    const adaptive = { type: 'adaptive' };
    assert.equal(effort({ thinking: adaptive, output_config: { effort: 'xhigh' } }), 'high');
    assert.equal(
      effort({ thinking: adaptive, output_config: { effort: 'xhigh' } }, ['low', 'xhigh']),
      'xhigh',
    );
    assert.equal(effort({ thinking: adaptive, output_config: { effort: 'minimal' } }), 'low');
    assert.equal(effort({ output_config: { effort: 'medium' } }), 'medium');
    assert.equal(effort({ thinking: { type: 'enabled', budget_tokens: 1024 } }), 'low');
    assert.equal(effort({ thinking: { type: 'enabled', budget_tokens: 31_999 } }), 'high');
    assert.equal(effort({}), undefined);
  });

  it('#72 input that is no object stays the JSON that it is, null is no arguments', () => {
    const argumentsOf = (input: JsonValue) => {
      const call = { type: 'tool_use', id: 'a', name: 'read', input };
      const [, assistant] = chatMessages({
        messages: [hello, { role: 'assistant', content: [call] }, hello],
      });
      const [only] = assistant?.tool_calls as { function: JsonObject }[];
      return only?.function.arguments;
    };
    assert.equal(argumentsOf('text'), '"text"');
    assert.equal(argumentsOf([1, 2]), '[1,2]');
    assert.equal(argumentsOf(null), '{}');
    assert.equal(argumentsOf({ a: 1 }), '{"a":1}');
  });

  it('#73 an assistant turn of calls alone has null content, an empty one is left out', () => {
    const call = { type: 'tool_use', id: 'a', name: 'read', input: {} };
    const messages = chatMessages({
      messages: [
        hello,
        { role: 'assistant', content: [call] },
        { role: 'user', content: [result({ content: 'R' })] },
      ],
    });
    assert.equal(messages[1]?.content ?? null, null);
    const empty = chatMessages({ messages: [hello, { role: 'assistant', content: [] }, hello] });
    for (const message of empty) assert.notEqual(message.content, null);
  });

  it('#74 tool names that OpenAI refuses are shortened in tools, history and choice, and found again', () => {
    const name = `mcp__server.with/odd@name__${'x'.repeat(60)}`;
    const fields = {
      tools: [{ ...readTool, name }],
      tool_choice: { type: 'tool', name },
      messages: [
        hello,
        { role: 'assistant', content: [{ type: 'tool_use', id: 'a', name, input: {} }] },
        { role: 'user', content: [result({ content: 'R' })] },
      ],
    };
    const { body } = toChat(fields);
    const [tool] = body.tools as { function: JsonObject }[];
    const short = stringOf(tool?.function.name);
    assert.match(short, /^[a-zA-Z0-9_-]{1,64}$/);
    assert.deepEqual(body.tool_choice, { type: 'function', function: { name: short } });
    const [, assistant] = body.messages as JsonObject[];
    const [call] = assistant?.tool_calls as { function: JsonObject }[];
    assert.equal(call?.function.name, short);
    assert.equal(toolNamesOf(messagesCodec.decodeRequest(fields)).fromUpstream(short), name);
  });

  it('#87 a tool choice without tools is dropped, both ways', () => {
    assert.equal('tool_choice' in toChat({ tool_choice: { type: 'auto' } }).body, false);
    const chat = chatCodec.decodeRequest({ model: 'm', messages: [hello], tools: [], tool_choice: 'auto' });
    assert.equal('tool_choice' in messagesCodec.encodeRequest(chat, encodeTarget()).body, false);
  });

  it('#88 developer messages are system text', () => {
    const chat = chatCodec.decodeRequest({
      model: 'm',
      messages: [{ role: 'developer', content: 'Be brief.' }, hello],
    });
    const { body } = messagesCodec.encodeRequest(chat, encodeTarget());
    assert.equal(body.system, 'Be brief.');
    assert.deepEqual(body.messages, [hello]);
  });

  it('#92 string content somewhere does not cost other blocks their cache_control', () => {
    const cached = { type: 'text', text: 'long', cache_control: { type: 'ephemeral' } };
    const request = messagesCodec.decodeRequest({
      model: 'm',
      system: [cached],
      messages: [hello, { role: 'assistant', content: 'Hi' }, { role: 'user', content: [cached] }],
    });
    const { body } = messagesCodec.encodeRequest(request, encodeTarget());
    assert.deepEqual(body.system, [cached]);
    assert.deepEqual((body.messages as JsonObject[])[2]?.content, [cached]);
  });

  it('sampling, user and stream carry over; what chat cannot say is reported', () => {
    const { body, dropped } = toChat(
      {
        temperature: 0.3,
        top_k: 40,
        stream: true,
        metadata: { user_id: 'u1' },
        context_management: { edits: [] },
      },
      { refusedParameters: ['top_k'] },
    );
    assert.deepEqual([body.model, body.temperature, body.stream, body.user], ['some-model', 0.3, true, 'u1']);
    assert.deepEqual([...dropped].sort(), ['context_management', 'top_k']);
  });

  it('reasoning of earlier turns does not reach a chat server as text', () => {
    const messages = chatMessages({
      messages: [
        hello,
        {
          role: 'assistant',
          content: [
            { type: 'thinking', thinking: 'secret thought', signature: 's' },
            { type: 'text', text: 'Hi' },
          ],
        },
        hello,
      ],
    });
    assert.equal(messages[1]?.content, 'Hi');
  });
});
