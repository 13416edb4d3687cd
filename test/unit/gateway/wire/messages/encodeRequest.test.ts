import assert from 'node:assert/strict';
import type { ChatRequest, NeutralMessage } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject, JsonValue } from '../../../../../src/gateway/wire/json.ts';
import { stringOf } from '../../../../helpers/stringOf.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';
import { user, encode, messagesOf, text, call, result } from '../../../../helpers/codecs/encodeMessages.ts';

describe('messages encodeRequest', () => {
  it('writes the plainest request, with the default limit', () => {
    assert.deepEqual(encode({}), {
      body: {
        model: 'some-model',
        max_tokens: 8192,
        messages: [{ role: 'user', content: 'Hello' }],
        stream: false,
      },
      dropped: [],
    });
  });

  it('moves system and developer messages to system in their order, later ones too', () => {
    const { body } = encode({
      messages: [
        text('system', 'One.'),
        text('developer', 'Two.'),
        user,
        text('system', 'Three.'),
        text('assistant', 'Hi'),
      ],
    });
    assert.deepEqual(body.system, [
      { type: 'text', text: 'One.' },
      { type: 'text', text: 'Two.' },
      { type: 'text', text: 'Three.' },
    ]);
    assert.deepEqual(body.messages, [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hi' },
    ]);
  });

  it('keeps later system messages in place for a client that wrote this format', () => {
    const { body } = encode({ format: 'messages', messages: [user, text('system', 'Now French.')] });
    assert.deepEqual(body.messages, [
      { role: 'user', content: 'Hello' },
      { role: 'system', content: 'Now French.' },
    ]);
  });

  it('asks with the system text when there is nothing else', () => {
    const { body } = encode({ messages: [text('system', 'Be brief.'), text('system', 'Say hi.')] });
    assert.equal(body.system, 'Be brief.');
    assert.deepEqual(body.messages, [{ role: 'user', content: 'Say hi.' }]);
  });

  it('opens with a user turn when the assistant speaks first', () => {
    assert.deepEqual(messagesOf(text('assistant', 'How can I help?'), user), [
      { role: 'user', content: '(conversation continues)' },
      { role: 'assistant', content: 'How can I help?' },
      { role: 'user', content: 'Hello' },
    ]);
  });

  it('merges consecutive turns of one side and leaves out blank texts', () => {
    assert.deepEqual(messagesOf(user, text('user', 'again'), text('assistant', ''), text('user', ' \n')), [
      {
        role: 'user',
        content: [
          { type: 'text', text: 'Hello' },
          { type: 'text', text: 'again' },
        ],
      },
    ]);
  });

  it('puts all results into the next user turn, first, in the order of the calls', () => {
    const turns = messagesOf(
      user,
      { role: 'assistant', content: [{ type: 'text', text: 'Reading.' }, call('a'), call('b', '{"x":1}')] },
      result('b', 'B'),
      text('user', 'also this'),
      result('a', 'A'),
    );
    assert.deepEqual(turns, [
      { role: 'user', content: 'Hello' },
      {
        role: 'assistant',
        content: [
          { type: 'text', text: 'Reading.' },
          { type: 'tool_use', id: 'a', name: 'read', input: {} },
          { type: 'tool_use', id: 'b', name: 'read', input: { x: 1 } },
        ],
      },
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a', content: 'A' },
          { type: 'tool_result', tool_use_id: 'b', content: 'B' },
          { type: 'text', text: 'also this' },
        ],
      },
    ]);
  });

  it('keeps the last of several results for one call, and results without a call', () => {
    const turns = messagesOf(
      user,
      { role: 'assistant', content: [call('a')] },
      result('a', 'old'),
      result('z', 'Z'),
      result('a', 'new'),
    );
    assert.deepEqual(Array.isArray(turns) && turns.at(-1), {
      role: 'user',
      content: [
        { type: 'tool_result', tool_use_id: 'a', content: 'new' },
        { type: 'tool_result', tool_use_id: 'z', content: 'Z' },
      ],
    });
  });

  it('marks failed results and writes empty ones without content', () => {
    const failed: NeutralMessage = {
      role: 'tool',
      content: [
        { type: 'toolResult', toolCallId: 'a', content: [], isError: false },
        { type: 'toolResult', toolCallId: 'b', content: [{ type: 'text', text: 'gone' }], isError: true },
      ],
    };
    assert.deepEqual(messagesOf(failed), [
      {
        role: 'user',
        content: [
          { type: 'tool_result', tool_use_id: 'a' },
          { type: 'tool_result', tool_use_id: 'b', content: 'gone', is_error: true },
        ],
      },
    ]);
  });

  it('does not end an answer’s beginning in white space', () => {
    assert.deepEqual(messagesOf(user, text('assistant', 'The answer is \n')), [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'The answer is' },
    ]);
    assert.deepEqual(messagesOf(user, text('assistant', ' \n')), [{ role: 'user', content: 'Hello' }]);
  });

  it('writes arguments: blank and null as {}, other JSON as it is', () => {
    const inputs = ['', '  ', 'null', '[1]', '"s"'].map((json) => {
      const turns = messagesOf(user, { role: 'assistant', content: [call('a', json)] });
      return (turns as { content: { input: JsonValue }[] }[])[1]?.content[0]?.input;
    });
    assert.deepEqual(inputs, [{}, {}, {}, [1], 's']);
  });

  it('refuses arguments that are no JSON, naming the call', () => {
    assert.throws(() => messagesOf(user, { role: 'assistant', content: [call('a', '{"path": "x')] }), {
      code: 'invalid_request',
      message: /messages\[1\]\.content\[0\]\.arguments: the arguments of the call to read are not valid JSON/,
    });
  });

  it('writes ids and names that Anthropic accepts, the same for call and result', () => {
    const { body } = encode({
      messages: [
        user,
        {
          role: 'assistant',
          content: [{ type: 'toolCall', id: 'fs.read:1', name: 'fs.read', argumentsJson: '' }],
        },
        result('fs.read:1', 'x'),
      ],
      tools: [{ type: 'function', name: 'fs.read' }],
      toolChoice: { type: 'tool', name: 'fs.read' },
    });
    const [, assistant, answer] = body.messages as { content: JsonObject[] }[];
    const [tool] = body.tools as JsonObject[];
    assert.match(stringOf(assistant?.content[0]?.id), /^[a-zA-Z0-9_-]+$/);
    assert.equal(assistant?.content[0]?.id, answer?.content[0]?.tool_use_id);
    assert.match(stringOf(tool?.name), /^fs_read_[0-9a-f]{8}$/);
    assert.equal(assistant?.content[0]?.name, tool?.name);
    assert.equal((body.tool_choice as JsonObject).name, tool?.name);
  });

  it('writes images by URL, from data URLs and base64', () => {
    const sources = [
      { kind: 'url', url: 'https://x/y.png' },
      { kind: 'url', url: 'data:image/jpg;base64,QUJD' },
      { kind: 'url', url: 'data:image/svg+xml,%3Csvg%2F%3E' },
      { kind: 'base64', mediaType: 'image/png', data: 'AAA' },
      { kind: 'file', fileId: 'f' },
    ] as const;
    const content = sources.map((source) => ({ type: 'image', source }) as const);
    const [turn] = encode({ messages: [{ role: 'user', content }] }).body.messages as {
      content: JsonObject[];
    }[];
    assert.deepEqual(
      turn?.content.map((block) => block.source),
      [
        { type: 'url', url: 'https://x/y.png' },
        { type: 'base64', media_type: 'image/jpeg', data: 'QUJD' },
        { type: 'base64', media_type: 'image/svg+xml', data: Buffer.from('<svg/>').toString('base64') },
        { type: 'base64', media_type: 'image/png', data: 'AAA' },
        { type: 'file', file_id: 'f' },
      ],
    );
  });

  it('writes PDF and text documents, and refuses others', () => {
    const document = (mediaType: string, data: string): Partial<ChatRequest> => ({
      messages: [
        { role: 'user', content: [{ type: 'document', source: { kind: 'base64', mediaType, data } }] },
      ],
    });
    const [pdf] = encode(document('application/pdf', 'JVBE')).body.messages as { content: JsonObject[] }[];
    assert.deepEqual(pdf?.content[0]?.source, {
      type: 'base64',
      media_type: 'application/pdf',
      data: 'JVBE',
    });
    const [plain] = encode(document('text/markdown', 'SGk=')).body.messages as { content: JsonObject[] }[];
    assert.deepEqual(plain?.content[0]?.source, { type: 'text', media_type: 'text/plain', data: 'Hi' });
    assert.throws(() => encode(document('application/zip', 'UEs=')), {
      code: 'invalid_request',
      message: /messages\[0\]\.content\[0\] is a document of type application\/zip/,
    });
  });

  it('refuses what it cannot leave out: audio, unknown parts of the question, several answers', () => {
    const content = (part: NeutralMessage['content'][number]) => ({
      messages: [{ role: 'user', content: [part] }] as const,
    });
    assert.throws(() => encode(content({ type: 'audio', data: 'AA', format: 'wav' })), /is audio/);
    const video = { type: 'opaque', format: 'chat', value: { type: 'video_url' } } as const;
    assert.throws(
      () => encode(content(video)),
      /messages\[0\]\.content\[0\] is a content part of type "video_url"/,
    );
    assert.throws(() => encode({ answerCount: 2 }), { code: 'invalid_request', message: /^n: / });
  });

  it('reports what it leaves out', () => {
    const { body, dropped } = encode({
      messages: [
        { ...user, name: 'Ann' },
        { role: 'assistant', content: [{ type: 'opaque', format: 'chat', value: { type: 'audio' } }] },
        {
          role: 'user',
          content: [{ type: 'image', source: { kind: 'url', url: 'https://x' }, detail: 'high' }],
        },
      ],
      tools: [{ type: 'opaque', format: 'chat', value: { type: 'custom', name: 'x' } }],
      toolChoice: { type: 'required' },
      seed: 1,
      frequencyPenalty: 0.5,
      presencePenalty: 0,
      logprobs: true,
      topLogprobs: 3,
      serviceTier: 'flex',
      stop: ['\n', 'END'],
      extras: { store: true, logit_bias: {} },
    });
    assert.deepEqual([...dropped].sort(), [
      'content.audio',
      'detail',
      'frequency_penalty',
      'logit_bias',
      'logprobs',
      'name',
      'seed',
      'service_tier',
      'stop',
      'store',
      'tools.custom',
      'top_logprobs',
    ]);
    assert.deepEqual(body.stop_sequences, ['END']);
    assert.equal('tool_choice' in body || 'tools' in body || 'store' in body, false);
  });

  it('leaves out the parameters that the target refuses, and says so', () => {
    const { body, dropped } = encode({ temperature: 0.2 }, { refusedParameters: ['temperature', 'top_k'] });
    assert.equal('temperature' in body, false);
    assert.deepEqual(dropped, ['temperature']);
  });

  it('keeps sampling within Anthropic’s limits', () => {
    const sampling = (fields: Partial<ChatRequest>) => {
      const { body, dropped } = encode(fields);
      return [body.temperature, body.top_p, body.top_k, dropped];
    };
    assert.deepEqual(sampling({ temperature: 0.3, topK: 5 }), [0.3, undefined, 5, []]);
    assert.deepEqual(sampling({ topP: 0.5 }), [undefined, 0.5, undefined, []]);
    assert.deepEqual(sampling({ temperature: 1.7 }), [1, undefined, undefined, ['temperature']]);
    assert.deepEqual(sampling({ temperature: 0.3, topP: 1 }), [0.3, undefined, undefined, []]);
    assert.deepEqual(sampling({ temperature: 0.3, topP: 0.5 }), [0.3, undefined, undefined, ['top_p']]);
    const thinking = { reasoning: { mode: 'on', budgetTokens: 2000 } } as const;
    assert.deepEqual(sampling({ ...thinking, temperature: 0.3, topP: 0.9, topK: 5 }), [
      undefined,
      undefined,
      undefined,
      ['temperature', 'top_p', 'top_k'],
    ]);
    assert.deepEqual(sampling({ ...thinking, temperature: 1 }), [1, undefined, undefined, []]);
    assert.deepEqual(sampling({ ...thinking, topP: 0.97 }), [undefined, 0.97, undefined, []]);
  });

  it('sends newer Claude models no sampling parameters, which they refuse', () => {
    const sampling = (model: string, fields: Partial<ChatRequest>) => {
      const { body, dropped } = encode(fields, { model });
      return [body.temperature, body.top_p, body.top_k, dropped];
    };
    const given = { temperature: 0, topP: 0.9, topK: 5 };
    const none = [undefined, undefined, undefined, ['temperature', 'top_p', 'top_k']];
    assert.deepEqual(sampling('claude-opus-4-7', given), none);
    assert.deepEqual(sampling('claude-sonnet-5-5', given), none);
    assert.deepEqual(sampling('claude-opus-5', { temperature: 1, topP: 1 }), [
      undefined,
      undefined,
      undefined,
      [],
    ]);
    assert.deepEqual(sampling('claude-sonnet-4.6', given), [0, undefined, 5, ['top_p']]);
    assert.deepEqual(sampling('claude-sonnet-4-5', given), [0, undefined, 5, ['top_p']]);
  });

  it('writes tools: schema always an object, strict and cache control forwarded', () => {
    const { body } = encode({
      tools: [
        { type: 'function', name: 'a' },
        { type: 'function', name: 'b', parameters: {}, description: 'B', strict: true },
        {
          type: 'function',
          name: 'c',
          parameters: { properties: { x: {} } },
          cacheControl: { type: 'ephemeral' },
        },
        { type: 'opaque', format: 'messages', value: { type: 'bash_20250124', name: 'bash' } },
      ],
    });
    assert.deepEqual(body.tools, [
      { name: 'a', input_schema: { type: 'object', properties: {} } },
      { name: 'b', description: 'B', input_schema: { type: 'object', properties: {} }, strict: true },
      {
        name: 'c',
        input_schema: { type: 'object', properties: { x: {} } },
        cache_control: { type: 'ephemeral' },
      },
      { type: 'bash_20250124', name: 'bash' },
    ]);
  });

  it('writes tool choice in all its forms with the parallel flag', () => {
    const choice = (toolChoice: ChatRequest['toolChoice'], parallelToolCalls?: boolean) =>
      encode({ tools: [{ type: 'function', name: 'a' }], toolChoice, parallelToolCalls }).body.tool_choice;
    assert.equal(choice(undefined), undefined);
    assert.equal(choice(undefined, true), undefined);
    assert.deepEqual(choice(undefined, false), { type: 'auto', disable_parallel_tool_use: true });
    assert.deepEqual(choice({ type: 'auto' }), { type: 'auto' });
    assert.deepEqual(choice({ type: 'required' }, false), { type: 'any', disable_parallel_tool_use: true });
    assert.deepEqual(choice({ type: 'none' }, false), { type: 'none' });
    assert.deepEqual(choice({ type: 'tool', name: 'a' }), { type: 'tool', name: 'a' });
  });

  it('keeps reasoning only for the provider that signed it', () => {
    const assistant: NeutralMessage = {
      role: 'assistant',
      content: [
        { type: 'reasoning', text: 'signed', signature: signatureOf('s') },
        { type: 'reasoning', text: '', signature: signatureOf('omitted') },
        { type: 'reasoning', text: '', redacted: true, signature: signatureOf('r') },
        { type: 'reasoning', text: 'unsigned' },
        { type: 'text', text: 'Hi' },
      ],
    };
    const turn = (keepsSignatures: boolean) => {
      const { body, dropped } = encode({ messages: [user, assistant, user] }, { keepsSignatures });
      return [(body.messages as JsonObject[])[1]?.content, dropped];
    };
    assert.deepEqual(turn(true), [
      [
        { type: 'thinking', thinking: 'signed', signature: 's' },
        { type: 'thinking', thinking: '', signature: 'omitted' },
        { type: 'redacted_thinking', data: 'r' },
        { type: 'text', text: 'Hi' },
      ],
      ['reasoning'],
    ]);
    assert.deepEqual(turn(false), ['Hi', ['reasoning']]);
  });

  it('asks for structured output, closing objects that do not say what else they may hold', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'object', properties: { b: { type: 'string' } } }, map: { type: 'object' } },
      additionalProperties: true,
    };
    const { body, dropped } = encode({
      responseFormat: { type: 'jsonSchema', name: 'n', strict: true, schema },
    });
    assert.deepEqual(body.output_config, {
      format: {
        type: 'json_schema',
        schema: {
          type: 'object',
          properties: {
            a: { type: 'object', properties: { b: { type: 'string' } }, additionalProperties: false },
            map: { type: 'object' },
          },
          additionalProperties: true,
        },
      },
    });
    assert.deepEqual(dropped, []);
  });

  it('asks for JSON mode in words, and reports that nothing enforces it', () => {
    const { body, dropped } = encode({ responseFormat: { type: 'json' } });
    assert.match(stringOf(body.system), /one JSON object and nothing else/);
    assert.deepEqual(dropped, ['response_format']);
    assert.equal(encode({ responseFormat: { type: 'text' } }).body.system, undefined);
  });

  it('writes user id and service tier', () => {
    const { body } = encode({ userId: 'u', serviceTier: 'default' });
    assert.deepEqual([body.metadata, body.service_tier], [{ user_id: 'u' }, 'standard_only']);
  });
});
