import assert from 'node:assert/strict';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import type { JsonObject, JsonValue } from '../../../../../src/gateway/wire/json.ts';
import { hello, decode, messagesOf } from '../../../../helpers/codecs/decodeChat.ts';

describe('chat request decoder', () => {
  it('reads the smallest request', () => {
    assert.deepEqual(decode({}), {
      kind: 'chat',
      format: 'chat',
      model: 'm',
      stream: false,
      includeUsage: false,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
      tools: [],
      stop: [],
      extras: {},
    });
  });

  it('leaves it to others when the model is missing, empty or null', () => {
    assert.equal(decode({ model: null }).model, undefined);
    assert.equal(decode({ model: '' }).model, '');
  });

  it('#65 reads files as documents, their data bare, in a data URL or at a URL', () => {
    const sources = (file: JsonObject) =>
      messagesOf({ role: 'user', content: [{ type: 'file', file }] })[0]?.content.map((part) =>
        part.type === 'document' ? part.source : part,
      );
    const pdf = { kind: 'base64', mediaType: 'application/pdf', data: 'JVBERi0=' };
    assert.deepEqual(sources({ file_data: 'data:application/pdf;base64,JVBERi0=' }), [pdf]);
    assert.deepEqual(sources({ file_data: 'JVBERi0=', filename: 'a.pdf' }), [pdf]);
    assert.deepEqual(sources({ file_data: 'eA==', filename: 'a.md' }), [
      { kind: 'base64', mediaType: 'text/plain', data: 'eA==' },
    ]);
    assert.deepEqual(sources({ file_data: 'https://a.example/b.pdf' }), [
      { kind: 'url', url: 'https://a.example/b.pdf' },
    ]);
    assert.deepEqual(sources({ file_id: 'file-1' }), [{ kind: 'file', fileId: 'file-1' }]);
  });

  describe('tools', () => {
    it('reads functions, flat and legacy ones too, and keeps other types', () => {
      const described = { name: 'f', description: 'd', parameters: { type: 'object' }, strict: true };
      const { tools } = decode({
        tools: [
          { type: 'function', function: described },
          { type: 'function', name: 'g' },
          { type: 'custom', custom: { name: 'c' } },
        ],
        functions: [{ name: 'h' }],
      });
      assert.deepEqual(tools, [
        { type: 'function', ...described },
        { type: 'function', name: 'g' },
        { type: 'custom', name: 'c' },
        { type: 'function', name: 'h' },
      ]);
    });

    const choices: [choice: JsonValue, expected: unknown, staysExtra: boolean][] = [
      ['auto', { type: 'auto' }, false],
      ['none', { type: 'none' }, false],
      ['required', { type: 'required' }, false],
      ['any', { type: 'required' }, false],
      [{ type: 'function', function: { name: 'f' } }, { type: 'tool', name: 'f' }, false],
      [{ type: 'function', name: 'f' }, { type: 'tool', name: 'f' }, false],
      [
        {
          type: 'allowed_tools',
          allowed_tools: {
            mode: 'required',
            tools: [
              { type: 'function', function: { name: 'f' } },
              { type: 'custom', custom: { name: 'c' } },
            ],
          },
        },
        { type: 'required', allowed: ['f', 'c'] },
        false,
      ],
      [
        { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'f' }] },
        { type: 'auto', allowed: ['f'] },
        false,
      ],
      [{ type: 'custom', custom: { name: 'c' } }, { type: 'tool', name: 'c', custom: true }, false],
      [{ type: 'hosted' }, undefined, true],
    ];
    for (const [choice, expected, staysExtra] of choices) {
      it(`reads tool_choice ${JSON.stringify(choice)}`, () => {
        const request = decode({ tool_choice: choice });
        assert.deepEqual(request.toolChoice, expected);
        assert.deepEqual(request.extras, staysExtra ? { tool_choice: choice } : {});
      });
    }

    it('reads calls and results of custom tools, and their grammar', () => {
      const grammar = { syntax: 'lark', definition: 'start: /x/' };
      const { messages, tools } = decode({
        tools: [{ type: 'custom', custom: { name: 'sql', format: { type: 'grammar', grammar } } }],
        messages: [
          {
            role: 'assistant',
            tool_calls: [{ id: 'c', type: 'custom', custom: { name: 'sql', input: 'SELECT "1"' } }],
          },
          { role: 'tool', tool_call_id: 'c', content: 'r' },
        ],
      });
      assert.deepEqual(tools, [{ type: 'custom', name: 'sql', format: { type: 'grammar', ...grammar } }]);
      assert.deepEqual(
        messages.map(({ content }) => content),
        [
          [{ type: 'toolCall', id: 'c', name: 'sql', argumentsJson: 'SELECT "1"', custom: true }],
          [
            {
              type: 'toolResult',
              toolCallId: 'c',
              content: [{ type: 'text', text: 'r' }],
              isError: false,
              custom: true,
            },
          ],
        ],
      );
    });

    it('reads function_call as the choice', () => {
      assert.deepEqual(decode({ function_call: { name: 'f' } }).toolChoice, { type: 'tool', name: 'f' });
      assert.deepEqual(decode({ function_call: 'none' }).toolChoice, { type: 'none' });
    });
  });

  describe('parameters', () => {
    it('reads all that have a place, and keeps the rest', () => {
      const request = decode({
        stream: true,
        stream_options: { include_usage: true },
        max_tokens: 10,
        max_completion_tokens: 20,
        temperature: 0.5,
        top_p: 0.9,
        top_k: 40,
        seed: 1,
        frequency_penalty: 0.1,
        presence_penalty: 0.2,
        stop: 'END',
        n: 2,
        logprobs: true,
        top_logprobs: 3,
        user: 'u',
        service_tier: 'flex',
        parallel_tool_calls: false,
        store: true,
        metadata: { a: 'b' },
        min_p: 0.1,
      });
      const { messages, ...rest } = request;
      assert.equal(messages.length, 1);
      assert.deepEqual(rest, {
        kind: 'chat',
        format: 'chat',
        model: 'm',
        stream: true,
        includeUsage: true,
        tools: [],
        parallelToolCalls: false,
        maxOutputTokens: 20,
        temperature: 0.5,
        topP: 0.9,
        topK: 40,
        seed: 1,
        frequencyPenalty: 0.1,
        presencePenalty: 0.2,
        stop: ['END'],
        logprobs: true,
        topLogprobs: 3,
        answerCount: 2,
        userId: 'u',
        serviceTier: 'flex',
        extras: { store: true, metadata: { a: 'b' }, min_p: 0.1 },
      });
    });

    it('takes a negative token limit as none', () => {
      assert.equal(decode({ max_tokens: -1 }).maxOutputTokens, undefined);
    });

    const reasonings: [fields: JsonObject, expected: unknown][] = [
      [{}, undefined],
      [{ reasoning_effort: 'high' }, { mode: 'on', effort: 'high' }],
      [{ reasoning_effort: 'none' }, { mode: 'off' }],
      [{ reasoning: { effort: 'low', exclude: true } }, { mode: 'on', effort: 'low', display: 'omitted' }],
      [{ reasoning: { max_tokens: 2000 } }, { mode: 'on', budgetTokens: 2000 }],
      [{ reasoning: { enabled: false } }, { mode: 'off' }],
      [{ thinking: { type: 'enabled' } }, { mode: 'on' }],
      [{ thinking: { type: 'adaptive' } }, { mode: 'adaptive' }],
      [{ thinking: { type: 'disabled' } }, { mode: 'off' }],
    ];
    for (const [fields, expected] of reasonings) {
      it(`reads ${JSON.stringify(fields)}`, () => assert.deepEqual(decode(fields).reasoning, expected));
    }

    it('reads every response_format, and keeps one that it does not know', () => {
      assert.deepEqual(decode({ response_format: { type: 'text' } }).responseFormat, { type: 'text' });
      assert.deepEqual(decode({ response_format: { type: 'json_object' } }).responseFormat, { type: 'json' });
      const schema = { type: 'object' };
      assert.deepEqual(
        decode({ response_format: { type: 'json_schema', json_schema: { name: 'x', schema, strict: true } } })
          .responseFormat,
        { type: 'jsonSchema', name: 'x', schema, strict: true },
      );
      const grammar = { type: 'grammar', grammar: 'x' };
      assert.deepEqual(decode({ response_format: grammar }).extras, { response_format: grammar });
    });
  });

  const refusals: [name: string, body: JsonObject, field: string, message: RegExp][] = [
    ['missing messages', {}, 'messages', /must be a list of at least one message, but is missing/],
    ['empty messages', { messages: [] }, 'messages', /is an empty list/],
    ['a message that is no object', { messages: ['x'] }, 'messages[0]', /an object/],
    ['a role that is no string', { messages: [{ role: 1 }] }, 'messages[0].role', /a string, but is 1/],
    ['an unknown role', { messages: [{ role: 'bot' }] }, 'messages[0].role', /"system", "developer"/],
    [
      'content of a wrong type',
      { messages: [{ role: 'user', content: 5 }] },
      'messages[0].content',
      /string or a list/,
    ],
    [
      'a part without type',
      { messages: [hello, { role: 'user', content: [{ text: 'x' }] }] },
      'messages[1].content[0].type',
      /missing/,
    ],
    [
      'an image without URL',
      { messages: [{ role: 'user', content: [{ type: 'image_url', image_url: {} }] }] },
      'messages[0].content[0].image_url.url',
      /missing/,
    ],
    [
      'a result without call id',
      { messages: [{ role: 'tool', content: '' }] },
      'messages[0].tool_call_id',
      /missing/,
    ],
    [
      'a call without name',
      { messages: [{ role: 'assistant', tool_calls: [{ id: 'a', function: {} }] }] },
      'messages[0].tool_calls[0].function.name',
      /missing/,
    ],
    ['a tool without name', { messages: [hello], tools: [{ type: 'function' }] }, 'tools[0].name', /missing/],
    ['a wrong tool choice', { messages: [hello], tool_choice: 'sometimes' }, 'tool_choice', /"auto"/],
    ['a wrong stop', { messages: [hello], stop: 5 }, 'stop', /string or a list/],
    ['a wrong number', { messages: [hello], temperature: '1' }, 'temperature', /a number, but is "1"/],
    ['a wrong model', { messages: [hello], model: 5 }, 'model', /a string/],
    ['a wrong stream', { messages: [hello], stream: 'yes' }, 'stream', /true or false/],
    [
      'a schema format without schema',
      { messages: [hello], response_format: { type: 'json_schema', json_schema: { name: 'x' } } },
      'response_format.json_schema.schema',
      /JSON schema/,
    ],
  ];
  for (const [name, body, field, message] of refusals) {
    it(`refuses ${name}, naming ${field}`, () => {
      assert.throws(
        () => chatCodec.decodeRequest(body),
        (error) =>
          error instanceof GatewayError &&
          error.code === 'invalid_request' &&
          error.details.field === field &&
          message.test(error.message),
      );
    });
  }
});
