import assert from 'node:assert/strict';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import type { EncodeTarget } from '../../../../../src/gateway/wire/codec.ts';
import type { ChatRequest, NeutralMessage, NeutralPart } from '../../../../../src/gateway/wire/exchange.ts';
import type { ReasoningRequest } from '../../../../../src/gateway/wire/requestParameters.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { chatRequest } from '../../../../helpers/chatRequest.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';
import { stringOf } from '../../../../helpers/stringOf.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';

function said(role: NeutralMessage['role'], ...content: NeutralPart[]): NeutralMessage {
  return { role, content };
}

function encode(fields: Partial<ChatRequest>, target: Partial<EncodeTarget> = {}) {
  return chatCodec.encodeRequest(chatRequest(fields), encodeTarget(target));
}

function written(...messages: NeutralMessage[]): JsonObject[] {
  return encode({ messages }).body.messages as JsonObject[];
}

const text = (value: string): NeutralPart => ({ type: 'text', text: value });
const call = (id: string): NeutralPart => ({ type: 'toolCall', id, name: 'read', argumentsJson: '{}' });
const result = (toolCallId: string, ...content: NeutralPart[]): NeutralPart => ({
  type: 'toolResult',
  toolCallId,
  content,
  isError: false,
});
const tool = { type: 'function', name: 'read', parameters: { type: 'object' } } as const;

describe('chat request encoder', () => {
  it('writes the smallest request', () => {
    assert.deepEqual(encode({}), {
      body: { model: 'some-model', messages: [{ role: 'user', content: 'Hello' }], stream: false },
      dropped: [],
    });
  });

  it('asks for usage when it streams, unless that is refused', () => {
    assert.deepEqual(encode({ stream: true }).body.stream_options, { include_usage: true });
    const refused = encode({ stream: true }, { refusedParameters: ['stream_options'] });
    assert.equal(refused.body.stream_options, undefined);
  });

  it('writes the token limit under the target’s name and leaves refused parameters out', () => {
    const { body, dropped } = encode(
      { maxOutputTokens: 64, temperature: 0.5, topP: 0.9, topK: 40, stop: ['a'] },
      { maxTokensField: 'max_completion_tokens', refusedParameters: ['temperature', 'top_p', 'top_k'] },
    );
    assert.equal(body.max_completion_tokens, 64);
    assert.equal(body.max_tokens, undefined);
    assert.deepEqual(body.stop, ['a']);
    assert.deepEqual(dropped, ['temperature', 'top_p', 'top_k']);
    assert.equal(encode({ topK: 40 }).body.top_k, 40);
  });

  it('writes its own extras again, and reports those of another format', () => {
    const extras = { store: true };
    assert.equal(encode({ format: 'chat', extras }).body.store, true);
    const other = encode({ format: 'messages', extras });
    assert.deepEqual([other.body.store, other.dropped], [undefined, ['store']]);
  });

  it('keeps other vendors’ session ids and tiers to themselves', () => {
    const { body, dropped } = encode({ userId: 'u'.repeat(65), serviceTier: 'standard_only' });
    assert.deepEqual([body.user, body.service_tier], [undefined, undefined]);
    assert.deepEqual(dropped, ['service_tier', 'user']);
    assert.equal(encode({ userId: 'u' }).body.user, 'u');
  });

  describe('messages', () => {
    it('joins system text, keeps it where it stood, and writes developer as system', () => {
      assert.deepEqual(
        written(said('system', text('a'), text('b')), said('user', text('c')), said('developer', text('d'))),
        [
          { role: 'system', content: 'a\n\nb' },
          { role: 'user', content: 'c' },
          { role: 'system', content: 'd' },
        ],
      );
    });

    it('puts results directly behind their calls, whatever stood between', () => {
      assert.deepEqual(
        written(
          said('assistant', text('x'), text('y'), call('a'), call('b')),
          said('system', text('reminder')),
          said('tool', result('a', text('1'), text('2')), result('b')),
          said('user', text('go on')),
        ).map((message) => [message.role, message.content]),
        [
          ['assistant', 'xy'],
          ['tool', '1\n2'],
          ['tool', ''],
          ['system', 'reminder'],
          ['user', 'go on'],
        ],
      );
    });

    it('writes one result a call, the last', () => {
      const messages = written(
        said('assistant', call('a')),
        said('tool', result('a', text('old'))),
        said('tool', result('a', text('new'))),
      );
      assert.deepEqual(
        messages.slice(1).map(({ content }) => content),
        ['new'],
      );
    });

    it('shows blocks of another format as text where the model needs them', () => {
      const reference: NeutralPart = {
        type: 'opaque',
        format: 'messages',
        value: { type: 'tool_reference', tool_name: 'grep' },
      };
      const [, second] = written(said('assistant', call('a')), said('tool', result('a', reference)));
      assert.equal(second?.content, '{"type":"tool_reference","tool_name":"grep"}');
    });

    it('leaves out server tools in an answer’s history, and reports them', () => {
      const block: NeutralPart = { type: 'opaque', format: 'messages', value: { type: 'server_tool_use' } };
      const { body, dropped } = encode({ messages: [said('assistant', text('x'), block)] });
      assert.deepEqual(body.messages, [{ role: 'assistant', content: 'x' }]);
      assert.deepEqual(dropped, ['content.server_tool_use']);
    });

    it('shortens ids that chat servers refuse, alike in call and result', () => {
      const id = 'x'.repeat(50);
      const [assistant, answer] = written(said('assistant', call(id)), said('tool', result(id)));
      const [first] = assistant?.tool_calls as JsonObject[];
      assert.match(stringOf(first?.id), /^call_[0-9a-f]{32}$/);
      assert.equal(answer?.tool_call_id, first?.id);
    });

    it('writes images, documents and audio in the forms of chat', () => {
      const [message] = written(
        said(
          'user',
          { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'AA' }, detail: 'low' },
          { type: 'document', source: { kind: 'base64', mediaType: 'application/pdf', data: 'BB' } },
          { type: 'document', source: { kind: 'text', text: 'plain' }, title: 'notes' },
          { type: 'document', source: { kind: 'url', url: 'https://x/a.pdf' } },
          { type: 'document', source: { kind: 'file', fileId: 'f' } },
          { type: 'audio', data: 'CC', format: 'wav' },
        ),
      );
      assert.deepEqual(message?.content, [
        { type: 'image_url', image_url: { url: 'data:image/png;base64,AA', detail: 'low' } },
        { type: 'file', file: { filename: 'document.pdf', file_data: 'data:application/pdf;base64,BB' } },
        { type: 'text', text: 'notes\n\nplain' },
        { type: 'file', file: { file_data: 'https://x/a.pdf' } },
        { type: 'file', file: { file_id: 'f' } },
        { type: 'input_audio', input_audio: { data: 'CC', format: 'wav' } },
      ]);
    });

    it('refuses an image by file id, which it cannot leave out', () => {
      const image: NeutralPart = { type: 'image', source: { kind: 'file', fileId: 'f' } };
      assert.throws(
        () => written(said('user', image)),
        (error) => error instanceof GatewayError && error.details.field === 'messages[0].content[0]',
      );
    });
  });

  describe('reasoning of earlier turns', () => {
    const thought: NeutralPart = { type: 'reasoning', text: 'hm' };
    const loop = [
      said('user', text('q')),
      said('assistant', thought, call('old')),
      said('tool', result('old')),
      said('assistant', thought, text('old')),
      said('user', text('q2')),
      said('assistant', thought, text('Let me see.')),
      said('assistant', thought, call('a')),
      said('tool', result('a')),
      said('user', text('<reminder>')),
    ];

    it('goes back with tool calls and within the running turn, where servers demand it', () => {
      const assistants = written(...loop).filter(({ role }) => role === 'assistant');
      assert.deepEqual(
        assistants.map(({ reasoning_content: reasoning }) => reasoning),
        ['hm', undefined, 'hm', 'hm'],
      );
    });

    it('stays away from targets that refuse the field', () => {
      const { body } = encode({ messages: loop }, { refusedParameters: ['reasoning_content'] });
      assert.doesNotMatch(JSON.stringify(body), /reasoning_content/);
    });

    const signed = said(
      'assistant',
      { type: 'reasoning', text: 'hm', signature: signatureOf('s') },
      { type: 'reasoning', text: '', redacted: true, signature: signatureOf('d') },
      text('x'),
    );

    it('goes with its signature to the provider that signed it', () => {
      const [message] = encode({ messages: [signed] }, { keepsSignatures: true }).body
        .messages as JsonObject[];
      assert.deepEqual(message?.thinking_blocks, [
        { type: 'thinking', thinking: 'hm', signature: 's' },
        { type: 'redacted_thinking', data: 'd' },
      ]);
    });

    it('goes back as OpenRouter gave it, but to servers that know no reasoning', () => {
      const detail = { type: 'reasoning.encrypted', data: 'e', format: 'google-gemini-v1' };
      const [reasoning] = chatCodec.decodeAnswer({
        choices: [{ message: { content: 'x', reasoning_details: [detail] } }],
      }).content;
      assert.ok(reasoning !== undefined);
      const messages = [said('assistant', reasoning, text('x'))];
      assert.deepEqual(encode({ messages }).body.messages, [
        { role: 'assistant', content: 'x', reasoning_details: [detail] },
      ]);
      const refusing = encode({ messages }, { refusedParameters: ['reasoning_content'] });
      assert.deepEqual(refusing.body.messages, [{ role: 'assistant', content: 'x' }]);
      assert.deepEqual(refusing.dropped, ['reasoning']);
    });

    it('is dropped and reported when another provider signed it', () => {
      const { body, dropped } = encode({ messages: [signed] }, { keepsSignatures: false });
      assert.deepEqual(body.messages, [{ role: 'assistant', content: 'x' }]);
      assert.deepEqual(dropped, ['reasoning']);
    });
  });

  describe('tools', () => {
    it('have a schema always, as servers demand one', () => {
      const { body } = encode({ tools: [{ type: 'function', name: 'now' }] });
      assert.deepEqual(body.tools, [
        { type: 'function', function: { name: 'now', parameters: { type: 'object', properties: {} } } },
      ]);
    });

    it('of another format are left out and reported, and the choice with them', () => {
      const search = { type: 'opaque', format: 'messages', value: { type: 'web_search_20250305' } } as const;
      const { body, dropped } = encode({
        tools: [search],
        toolChoice: { type: 'required' },
        parallelToolCalls: false,
      });
      assert.deepEqual(
        [body.tools, body.tool_choice, body.parallel_tool_calls],
        [undefined, undefined, undefined],
      );
      assert.deepEqual(dropped, ['tools.web_search_20250305']);
    });

    it('are chosen in every form', () => {
      for (const type of ['auto', 'none', 'required'] as const)
        assert.equal(encode({ tools: [tool], toolChoice: { type } }).body.tool_choice, type);
      assert.deepEqual(
        encode({ tools: [tool], toolChoice: { type: 'tool', name: 'read' } }).body.tool_choice,
        {
          type: 'function',
          function: { name: 'read' },
        },
      );
    });

    it('keep a choice that only chat can say', () => {
      const choice = { type: 'allowed_tools', allowed_tools: { mode: 'auto', tools: [] } };
      const { body } = encode({
        format: 'chat',
        tools: [tool],
        toolChoice: { type: 'auto' },
        extras: { tool_choice: choice },
      });
      assert.deepEqual(body.tool_choice, choice);
    });
  });

  describe('reasoning effort', () => {
    const cases: [reasoning: ReasoningRequest, accepted: string[], expected: string | undefined][] = [
      [{ mode: 'on', effort: 'medium' }, ['low', 'medium', 'high'], 'medium'],
      [{ mode: 'on', effort: 'xhigh' }, ['low', 'medium', 'high'], 'high'],
      [{ mode: 'on', effort: 'xhigh' }, ['low', 'high', 'xhigh'], 'xhigh'],
      [{ mode: 'on', effort: 'minimal' }, ['none', 'low', 'high'], 'low'],
      [{ mode: 'on', budgetTokens: 2000 }, ['low', 'medium', 'high'], 'low'],
      [{ mode: 'on', budgetTokens: 31_999 }, ['low', 'medium', 'high'], 'high'],
      [{ mode: 'adaptive', effort: 'low' }, ['low', 'medium'], 'low'],
      [{ mode: 'adaptive' }, ['low', 'medium'], undefined],
      [{ mode: 'on' }, ['low', 'medium'], undefined],
      [{ mode: 'off' }, ['none', 'low'], 'none'],
      [{ mode: 'off' }, ['minimal', 'low'], 'minimal'],
    ];
    for (const [reasoning, accepted, expected] of cases) {
      it(`${JSON.stringify(reasoning)} for a target with ${accepted.join(', ')} is ${expected ?? 'left out'}`, () => {
        const { body, dropped } = encode({ reasoning }, { reasoningEfforts: accepted });
        assert.equal(body.reasoning_effort, expected);
        assert.deepEqual(dropped, []);
      });
    }

    it('is reported as dropped for a target without efforts', () => {
      const { body, dropped } = encode(
        { reasoning: { mode: 'on', effort: 'high' } },
        { reasoningEfforts: [] },
      );
      assert.deepEqual([body.reasoning_effort, dropped], [undefined, ['reasoning_effort']]);
    });
  });

  it('writes every response format, a name where the schema has none', () => {
    const format = (responseFormat: ChatRequest['responseFormat']) =>
      encode({ responseFormat }).body.response_format;
    assert.deepEqual(format({ type: 'text' }), { type: 'text' });
    assert.deepEqual(format({ type: 'json' }), { type: 'json_object' });
    assert.deepEqual(format({ type: 'jsonSchema', schema: { type: 'object' } }), {
      type: 'json_schema',
      json_schema: { name: 'answer', schema: { type: 'object' } },
    });
  });

  it('writes a decoded chat request as it was', () => {
    const body: JsonObject = {
      model: 'some-model',
      messages: [
        { role: 'system', content: [{ type: 'text', text: 'S', cache_control: { type: 'ephemeral' } }] },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'a' },
            { type: 'video_url', video_url: { url: 'x' } },
          ],
          name: 'n',
        },
        {
          role: 'assistant',
          content: null,
          tool_calls: [
            { id: 'a', type: 'function', function: { name: 'read', arguments: '{}' } },
            { id: 'c', type: 'custom', custom: { name: 'sql', input: 'x' } },
          ],
        },
        { role: 'tool', tool_call_id: 'a', content: 'r' },
      ],
      tools: [
        { type: 'function', function: { name: 'read', parameters: { type: 'object' }, strict: true } },
        {
          type: 'custom',
          custom: {
            name: 'sql',
            description: 'd',
            format: { type: 'grammar', grammar: { syntax: 'lark', definition: 'x' } },
          },
        },
      ],
      tool_choice: {
        type: 'allowed_tools',
        allowed_tools: {
          mode: 'auto',
          tools: [
            { type: 'function', function: { name: 'read' } },
            { type: 'custom', custom: { name: 'sql' } },
          ],
        },
      },
      max_tokens: 5,
      n: 2,
      logprobs: true,
      top_logprobs: 1,
      reasoning_effort: 'low',
      service_tier: 'other',
      stream: true,
      stream_options: { include_usage: true },
      min_p: 0.1,
    };
    const { body: again, dropped } = chatCodec.encodeRequest(
      chatCodec.decodeRequest(body),
      encodeTarget({ customTools: true }),
    );
    assert.deepEqual(JSON.parse(JSON.stringify(again)), body);
    assert.deepEqual(dropped, []);
  });
});
