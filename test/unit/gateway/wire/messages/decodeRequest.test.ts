import assert from 'node:assert/strict';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import type { ChatRequest } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';

const hello = [{ role: 'user', content: 'Hello' }];

/** The decoded request without its undefined fields. */
function decode(fields: JsonObject): ChatRequest {
  const request = messagesCodec.decodeRequest({ model: 'm', max_tokens: 10, messages: hello, ...fields });
  return JSON.parse(JSON.stringify(request)) as ChatRequest;
}

function decodeBlocks(role: string, ...content: JsonObject[]): ChatRequest['messages'] {
  return decode({ messages: [{ role, content }] }).messages;
}

describe('messages decodeRequest', () => {
  it('reads the plainest request', () => {
    assert.deepEqual(decode({}), {
      kind: 'chat',
      format: 'messages',
      model: 'm',
      stream: false,
      includeUsage: true,
      messages: [{ role: 'user', content: [{ type: 'text', text: 'Hello' }] }],
      tools: [],
      maxOutputTokens: 10,
      stop: [],
      extras: {},
    });
  });

  it('reads sampling parameters, metadata and service tier, and keeps fields that it does not know', () => {
    const request = decode({
      stream: true,
      temperature: 0.5,
      top_p: 0.9,
      top_k: 40,
      stop_sequences: ['END'],
      metadata: { user_id: 'u1', tag: 'x' },
      service_tier: 'standard_only',
      context_management: { edits: [] },
      container: null,
    });
    assert.equal(request.stream, true);
    assert.deepEqual(
      [request.temperature, request.topP, request.topK, request.stop, request.userId, request.serviceTier],
      [0.5, 0.9, 40, ['END'], 'u1', 'standard_only'],
    );
    assert.deepEqual(request.extras, {
      context_management: { edits: [] },
      container: null,
      metadata: { tag: 'x' },
    });
  });

  it('takes a missing model and max_tokens: routing and the encoder decide them', () => {
    const request = messagesCodec.decodeRequest({ messages: hello });
    assert.equal(request.model, undefined);
    assert.equal(request.maxOutputTokens, undefined);
  });

  it('reads system text as a string, and as blocks with their cache control', () => {
    assert.deepEqual(decode({ system: 'Be brief.' }).messages[0], {
      role: 'system',
      content: [{ type: 'text', text: 'Be brief.' }],
    });
    const blocks = [
      { type: 'text', text: 'One.' },
      { type: 'text', text: 'Two.', cache_control: { type: 'ephemeral', ttl: '1h' } },
    ];
    assert.deepEqual(decode({ system: blocks }).messages[0]?.content, [
      { type: 'text', text: 'One.' },
      { type: 'text', text: 'Two.', cacheControl: { type: 'ephemeral', ttl: '1h' } },
    ]);
  });

  it('leaves role "system" inside messages where it stands, with its own output_config', () => {
    const messages = [
      ...hello,
      {
        role: 'system',
        content: [{ type: 'text', text: 'Now in French.' }],
        output_config: { effort: 'low' },
      },
      { role: 'system', content: 'And short.' },
    ];
    assert.deepEqual(decode({ system: 'Top.', messages }).messages, [
      { role: 'system', content: [{ type: 'text', text: 'Top.' }] },
      { role: 'user', content: [{ type: 'text', text: 'Hello' }] },
      {
        role: 'system',
        content: [{ type: 'text', text: 'Now in French.' }],
        extras: { output_config: { effort: 'low' } },
      },
      { role: 'system', content: [{ type: 'text', text: 'And short.' }] },
    ]);
  });

  it('reads images and documents from every kind of source, with what they carry', () => {
    const content = decodeBlocks(
      'user',
      { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAA' } },
      {
        type: 'image',
        source: { type: 'url', url: 'https://x/y.png' },
        cache_control: { type: 'ephemeral' },
      },
      { type: 'image', source: { type: 'file', file_id: 'f1' } },
      {
        type: 'document',
        source: { type: 'base64', media_type: 'application/pdf', data: 'BBB' },
        title: 'T',
        citations: { enabled: true },
      },
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'plain' } },
      { type: 'document', source: { type: 'content', content: [{ type: 'text', text: 'inner' }] } },
    )[0]?.content;
    assert.deepEqual(content, [
      { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'AAA' } },
      { type: 'image', source: { kind: 'url', url: 'https://x/y.png' }, cacheControl: { type: 'ephemeral' } },
      { type: 'image', source: { kind: 'file', fileId: 'f1' } },
      {
        type: 'document',
        source: { kind: 'base64', mediaType: 'application/pdf', data: 'BBB' },
        title: 'T',
        extras: { citations: { enabled: true } },
      },
      { type: 'document', source: { kind: 'text', text: 'plain' } },
      { type: 'document', source: { kind: 'text', text: 'inner' } },
    ]);
  });

  it('reads an assistant turn: thinking, redacted thinking, text with citations, calls', () => {
    const citation = { type: 'char_location', cited_text: 'c' };
    const content = decodeBlocks(
      'assistant',
      { type: 'thinking', thinking: 'hm', signature: 'sig' },
      { type: 'thinking', thinking: 'unsigned', signature: '' },
      { type: 'redacted_thinking', data: 'xyz' },
      { type: 'text', text: 'Hi', citations: [citation] },
      { type: 'tool_use', id: 't1', name: 'read', input: { path: 'a' }, caller: { type: 'direct' } },
    )[0]?.content;
    assert.deepEqual(content, [
      { type: 'reasoning', text: 'hm', signature: signatureOf('sig') },
      { type: 'reasoning', text: 'unsigned' },
      { type: 'reasoning', text: '', redacted: true, signature: signatureOf('xyz') },
      {
        type: 'text',
        text: 'Hi',
        citations: [{ citedText: 'c', original: { format: 'messages', value: citation } }],
      },
      {
        type: 'toolCall',
        id: 't1',
        name: 'read',
        argumentsJson: '{"path":"a"}',
        extras: { caller: { type: 'direct' } },
      },
    ]);
  });

  it('reads results with string, list, missing and failed content, nested images included', () => {
    const content = decodeBlocks(
      'user',
      { type: 'tool_result', tool_use_id: 'a', content: 'text' },
      {
        type: 'tool_result',
        tool_use_id: 'b',
        content: [
          { type: 'text', text: 'see' },
          { type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAA' } },
          { type: 'tool_reference', tool_name: 'WebSearch' },
        ],
        cache_control: { type: 'ephemeral' },
      },
      { type: 'tool_result', tool_use_id: 'c' },
      { type: 'tool_result', tool_use_id: 'd', content: 'no such file', is_error: true },
    );
    assert.equal(content.length, 1);
    assert.equal(content[0]?.role, 'tool');
    assert.deepEqual(content[0].content, [
      { type: 'toolResult', toolCallId: 'a', content: [{ type: 'text', text: 'text' }], isError: false },
      {
        type: 'toolResult',
        toolCallId: 'b',
        content: [
          { type: 'text', text: 'see' },
          { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'AAA' } },
          { type: 'opaque', format: 'messages', value: { type: 'tool_reference', tool_name: 'WebSearch' } },
        ],
        isError: false,
        cacheControl: { type: 'ephemeral' },
      },
      { type: 'toolResult', toolCallId: 'c', content: [], isError: false },
      {
        type: 'toolResult',
        toolCallId: 'd',
        content: [{ type: 'text', text: 'no such file' }],
        isError: true,
      },
    ]);
  });

  it('keeps blocks and tools that only Anthropic knows as they came', () => {
    const search = { type: 'search_result', source: 's', title: 't', content: [] };
    assert.deepEqual(decodeBlocks('user', search)[0]?.content, [
      { type: 'opaque', format: 'messages', value: search },
    ]);
    const tools = [
      { type: 'web_search_20250305', name: 'web_search', max_uses: 8 },
      { name: 'read', description: 'd', input_schema: { type: 'object' }, defer_loading: true, strict: true },
      { type: 'custom', name: 'bare', cache_control: { type: 'ephemeral' } },
    ];
    assert.deepEqual(decode({ tools }).tools, [
      { type: 'opaque', format: 'messages', value: tools[0] },
      {
        type: 'function',
        name: 'read',
        description: 'd',
        parameters: { type: 'object' },
        strict: true,
        extras: { defer_loading: true },
      },
      { type: 'function', name: 'bare', cacheControl: { type: 'ephemeral' } },
    ]);
  });

  it('reads every form of thinking and effort', () => {
    const reasoning = (fields: JsonObject) => decode(fields).reasoning;
    assert.deepEqual(reasoning({ thinking: { type: 'enabled', budget_tokens: 2000 } }), {
      mode: 'on',
      budgetTokens: 2000,
    });
    assert.deepEqual(reasoning({ thinking: { type: 'disabled' } }), { mode: 'off' });
    assert.deepEqual(
      reasoning({ thinking: { type: 'adaptive', display: 'omitted' }, output_config: { effort: 'xhigh' } }),
      { mode: 'adaptive', effort: 'xhigh', display: 'omitted' },
    );
    assert.deepEqual(reasoning({ output_config: { effort: 'low' } }), { mode: 'adaptive', effort: 'low' });
    const unknown = decode({ thinking: { type: 'between_tools' } });
    assert.equal(unknown.reasoning, undefined);
    assert.deepEqual(unknown.extras, { thinking: { type: 'between_tools' } });
  });

  it('reads structured output under both names', () => {
    const format = { type: 'json_schema', schema: { type: 'object' } };
    const expected = { type: 'jsonSchema', schema: { type: 'object' } };
    assert.deepEqual(decode({ output_config: { format } }).responseFormat, expected);
    assert.deepEqual(decode({ output_format: format }).responseFormat, expected);
    assert.deepEqual(decode({ output_config: { format: { type: 'grammar' } } }).extras, {
      output_config: { format: { type: 'grammar' } },
    });
  });

  it('gives results their own message, before the text of the same turn', () => {
    const content = [
      { type: 'text', text: 'and now?' },
      { type: 'tool_result', tool_use_id: 'a', content: 'x' },
    ];
    assert.deepEqual(
      decode({ messages: [{ role: 'user', content }] }).messages.map((message) => message.role),
      ['tool', 'user'],
    );
  });

  const wrong: [field: string, body: JsonObject, text: RegExp][] = [
    ['messages', { messages: undefined }, /messages must be a list of at least one message, but is missing/],
    ['messages', { messages: [] }, /but is an empty list/],
    ['messages', { messages: 'hi' }, /but is "hi"/],
    ['messages[0]', { messages: ['hi'] }, /must be an object/],
    ['messages[0].role', { messages: [{ content: 'x' }] }, /must be a string, but is missing/],
    [
      'messages[0].role',
      { messages: [{ role: 'tool', content: 'x' }] },
      /"user", "assistant" or "system", but is "tool"/,
    ],
    [
      'messages[0].content',
      { messages: [{ role: 'user', content: 7 }] },
      /a string or a list of content blocks, but is 7/,
    ],
    ['messages[0].content', { messages: [{ role: 'user' }] }, /but is missing/],
    [
      'messages[0].content[0].type',
      { messages: [{ role: 'user', content: [{ text: 'x' }] }] },
      /must be a string/,
    ],
    [
      'messages[0].content[0].text',
      { messages: [{ role: 'user', content: [{ type: 'text' }] }] },
      /must be a string/,
    ],
    [
      'messages[0].content[0].type',
      { messages: [{ role: 'user', content: [{ type: 'tool_use', id: 'a', name: 'b', input: {} }] }] },
      /tool_use belongs in assistant content/,
    ],
    [
      'messages[0].content[0].content[0].type',
      {
        messages: [
          {
            role: 'user',
            content: [{ type: 'tool_result', tool_use_id: 'a', content: [{ type: 'tool_result' }] }],
          },
        ],
      },
      /tool_result belongs in user content/,
    ],
    [
      'messages[0].content[0].source.type',
      { messages: [{ role: 'user', content: [{ type: 'image', source: { type: 'ftp' } }] }] },
      /one of base64, url, file, text, but is "ftp"/,
    ],
    [
      'messages[0].content[0].id',
      { messages: [{ role: 'assistant', content: [{ type: 'tool_use', id: '' }] }] },
      /not empty/,
    ],
    ['model', { model: 4 }, /model must be a string, but is 4/],
    ['stream', { stream: 'yes' }, /true or false/],
    ['max_tokens', { max_tokens: '10' }, /must be a number, but is "10"/],
    ['stop_sequences[1]', { stop_sequences: ['a', 1] }, /must be a string/],
    ['system', { system: 5 }, /a string or a list/],
    ['tools', { tools: {} }, /must be a list, but is an object/],
    ['tools[0].name', { tools: [{ input_schema: {} }] }, /must be a string, but is missing/],
    ['tool_choice', { tool_choice: 'auto' }, /must be an object/],
    ['tool_choice.type', { tool_choice: { type: 'any-of' } }, /one of auto, any, tool, none/],
    ['tool_choice.name', { tool_choice: { type: 'tool' } }, /must be a string/],
    ['thinking', { thinking: true }, /must be an object, but is true/],
    ['thinking.budget_tokens', { thinking: { type: 'enabled', budget_tokens: 'many' } }, /must be a number/],
    ['output_config.format', { output_config: { format: 'json' } }, /must be an object/],
  ];
  for (const [field, body, text] of wrong) {
    it(`names ${field} when it is wrong: ${JSON.stringify(body)}`, () => {
      assert.throws(() => messagesCodec.decodeRequest({ model: 'm', messages: hello, ...body }), {
        code: 'invalid_request',
        details: { field },
        message: text,
      });
    });
  }
});
