import assert from 'node:assert/strict';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { signatureOf } from '../../../../helpers/signatureOf.ts';
import { messagesOf, partsOf } from '../../../../helpers/codecs/decodeChat.ts';

describe('chat request decoder: messages', () => {
  it('keeps every role in place, with name', () => {
    const roles = ['system', 'developer', 'user', 'assistant'];
    const messages = messagesOf(...roles.map((role) => ({ role, content: 'x', name: 'n' })));
    assert.deepEqual(
      messages,
      roles.map((role) => ({ role, content: [{ type: 'text', text: 'x' }], name: 'n' })),
    );
  });

  it('takes null, missing and empty content as none', () => {
    for (const content of [null, undefined, '', [], [{ type: 'text', text: '' }]])
      assert.deepEqual(messagesOf({ role: 'assistant', content })[0]?.content, []);
  });

  it('reads images by URL and data URL, audio, files and refusals', () => {
    assert.deepEqual(
      partsOf([
        { type: 'text', text: 'a' },
        { type: 'image_url', image_url: { url: 'https://x/y.png', detail: 'low' } },
        { type: 'image_url', image_url: { url: 'data:image/png;base64,iVBORw==' } },
        { type: 'image_url', image_url: 'https://x/z.png' },
        { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } },
        { type: 'file', file: { filename: 'a.pdf', file_data: 'data:application/pdf;base64,JVBE' } },
        { type: 'file', file: { file_id: 'file-1' } },
        { type: 'refusal', refusal: 'No' },
        { type: 'video_url', video_url: { url: 'https://x' } },
      ]),
      [
        { type: 'text', text: 'a' },
        { type: 'image', source: { kind: 'url', url: 'https://x/y.png' }, detail: 'low' },
        { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'iVBORw==' } },
        { type: 'image', source: { kind: 'url', url: 'https://x/z.png' } },
        { type: 'audio', data: 'AAAA', format: 'wav' },
        {
          type: 'document',
          source: { kind: 'base64', mediaType: 'application/pdf', data: 'JVBE' },
          title: 'a.pdf',
        },
        { type: 'document', source: { kind: 'file', fileId: 'file-1' } },
        { type: 'refusal', text: 'No' },
        {
          type: 'opaque',
          format: 'chat',
          value: { type: 'video_url', video_url: { url: 'https://x' } },
        },
      ],
    );
  });

  it('reads calls and results, string or parts', () => {
    const messages = messagesOf(
      {
        role: 'assistant',
        content: null,
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'read', arguments: '{"p":1}' } },
          { id: 'b', type: 'function', function: { name: 'list', arguments: '' } },
        ],
      },
      { role: 'tool', tool_call_id: 'a', content: 'one' },
      { role: 'tool', tool_call_id: 'b', content: [{ type: 'text', text: 'two' }] },
    );
    assert.deepEqual(messages, [
      {
        role: 'assistant',
        content: [
          { type: 'toolCall', id: 'a', name: 'read', argumentsJson: '{"p":1}' },
          { type: 'toolCall', id: 'b', name: 'list', argumentsJson: '{}' },
        ],
      },
      {
        role: 'tool',
        content: [
          { type: 'toolResult', toolCallId: 'a', content: [{ type: 'text', text: 'one' }], isError: false },
        ],
      },
      {
        role: 'tool',
        content: [
          { type: 'toolResult', toolCallId: 'b', content: [{ type: 'text', text: 'two' }], isError: false },
        ],
      },
    ]);
  });

  it('matches legacy functions to the newest call of their name', () => {
    const call = { role: 'assistant', content: null, function_call: { name: 'f', arguments: '{}' } };
    const result = { role: 'function', name: 'f', content: 'x' };
    const ids = messagesOf(call, result, call, result).map(({ content: [part] }) =>
      part?.type === 'toolCall' ? part.id : part?.type === 'toolResult' ? part.toolCallId : undefined,
    );
    assert.deepEqual(ids, ['function_f_1', 'function_f_1', 'function_f_2', 'function_f_2']);
  });

  const reasoned: [name: string, fields: JsonObject, expected: unknown[]][] = [
    ['reasoning_content', { reasoning_content: 'hm' }, [{ type: 'reasoning', text: 'hm' }]],
    ['reasoning', { reasoning: 'hm' }, [{ type: 'reasoning', text: 'hm' }]],
    [
      'thinking_blocks, the text once',
      {
        reasoning_content: 'hm',
        thinking_blocks: [
          { type: 'thinking', thinking: 'hm', signature: 's' },
          { type: 'redacted_thinking', data: 'd' },
        ],
      },
      [
        { type: 'reasoning', text: 'hm', signature: signatureOf('s') },
        { type: 'reasoning', text: '', redacted: true, signature: signatureOf('d') },
      ],
    ],
    [
      'OpenRouter’s reasoning_details',
      {
        reasoning: 'hm',
        reasoning_details: [
          { type: 'reasoning.text', text: 'hm', signature: 's' },
          { type: 'reasoning.encrypted', data: 'd', format: 'anthropic-claude-v1' },
          { type: 'reasoning.encrypted', data: 'e', format: 'openai-responses-v1' },
          { type: 'reasoning.encrypted', format: 'openai-responses-v1' },
        ],
      },
      [
        { type: 'reasoning', text: 'hm', signature: signatureOf('s') },
        { type: 'reasoning', text: '', redacted: true, signature: signatureOf('d') },
        {
          type: 'reasoning',
          text: '',
          redacted: true,
          signature: signatureOf(
            '{"type":"reasoning.encrypted","data":"e","format":"openai-responses-v1"}',
            'chat',
          ),
        },
      ],
    ],
  ];
  for (const [name, fields, expected] of reasoned) {
    it(`reads ${name} before the text`, () => {
      const [message] = messagesOf({ role: 'assistant', content: 'Hi', ...fields });
      assert.deepEqual(message, {
        role: 'assistant',
        content: [...expected, { type: 'text', text: 'Hi' }],
      });
    });
  }

  it('tolerates what SDKs echo, and keeps other fields with the message', () => {
    const [message] = messagesOf({
      role: 'assistant',
      content: 'Hi',
      refusal: null,
      parsed: null,
      audio: null,
      annotations: [],
      function_call: null,
      prefix: true,
      tool_calls: [
        {
          id: 'a',
          index: 0,
          type: 'function',
          function: { name: 'f', arguments: '{}', parsed_arguments: {} },
        },
      ],
    });
    assert.deepEqual(message?.extras, { prefix: true });
    assert.deepEqual(message.content[1], { type: 'toolCall', id: 'a', name: 'f', argumentsJson: '{}' });
  });

  it('keeps cache_control of parts and beside a string', () => {
    const mark = { type: 'ephemeral' };
    const expected = [{ type: 'text', text: 'x', cacheControl: mark }];
    assert.deepEqual(partsOf([{ type: 'text', text: 'x', cache_control: mark }]), expected);
    assert.deepEqual(messagesOf({ role: 'system', content: 'x', cache_control: mark })[0]?.content, expected);
  });
});
