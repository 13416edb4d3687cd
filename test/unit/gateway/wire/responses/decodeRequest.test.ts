import assert from 'node:assert/strict';
import type { NeutralMessage } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject, JsonValue } from '../../../../../src/gateway/wire/json.ts';
import { checkConvertible } from '../../../../../src/gateway/wire/responses/checkConvertible.ts';
import { decodeRequest } from '../../../../../src/gateway/wire/responses/decodeRequest.ts';
import { writeMarked } from '../../../../../src/gateway/wire/responses/reasoningSignature.ts';
import { sealSignature } from '../../../../../src/gateway/wire/sealedSignature.ts';

/** The messages of an input, without the fields that are undefined. */
function messagesOf(input: JsonValue, body: JsonObject = {}): NeutralMessage[] {
  const { messages } = decodeRequest({ model: 'm', input, ...body });
  return JSON.parse(JSON.stringify(messages)) as NeutralMessage[];
}

describe('a Responses request', () => {
  it('is a user’s words when its input is a string, behind the instructions', () => {
    assert.deepEqual(messagesOf('hi', { instructions: 'Be brief.' }), [
      { role: 'system', content: [{ type: 'text', text: 'Be brief.' }] },
      { role: 'user', content: [{ type: 'text', text: 'hi' }] },
    ]);
  });

  it('#40 has items without type or id, the answers of earlier turns among them', () => {
    const input = [
      { role: 'developer', content: 'Rules.' },
      { role: 'user', content: [{ type: 'input_text', text: 'hi' }] },
      { role: 'assistant', content: [{ type: 'output_text', text: 'hello' }] },
      { role: 'user', content: 'more' },
    ];
    assert.deepEqual(
      messagesOf(input).map(({ role, content }) => [role, content]),
      [
        ['developer', [{ type: 'text', text: 'Rules.' }]],
        ['user', [{ type: 'text', text: 'hi' }]],
        ['assistant', [{ type: 'text', text: 'hello' }]],
        ['user', [{ type: 'text', text: 'more' }]],
      ],
    );
  });

  it('#42 has parallel calls and the text between them in one assistant message, results behind it', () => {
    const messages = messagesOf([
      { type: 'message', role: 'user', content: 'go' },
      { type: 'function_call', call_id: 'a', name: 'read', arguments: '' },
      { type: 'function_call', call_id: 'b', name: 'read', arguments: '{"p":1}' },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'both' }] },
      { type: 'function_call_output', call_id: 'a', output: 'A' },
      { type: 'function_call_output', call_id: 'b', output: 'B' },
    ]);
    assert.deepEqual(
      messages.map(({ role }) => role),
      ['user', 'assistant', 'tool', 'tool'],
    );
    assert.deepEqual(messages[1]?.content, [
      { type: 'toolCall', id: 'a', name: 'read', argumentsJson: '{}' },
      { type: 'toolCall', id: 'b', name: 'read', argumentsJson: '{"p":1}' },
      { type: 'text', text: 'both' },
    ]);
  });

  it('#41 has no message for an assistant that only called a tool', () => {
    const messages = messagesOf([
      { role: 'user', content: 'go' },
      { role: 'assistant', content: [] },
      { type: 'function_call', call_id: 'a', name: 'read', arguments: '{}' },
      { type: 'function_call_output', call_id: 'a', output: 'A' },
    ]);
    assert.deepEqual(
      messages.map(({ role, content }) => [role, content.length]),
      [
        ['user', 1],
        ['assistant', 1],
        ['tool', 1],
      ],
    );
  });

  it('has images, files and images in tool outputs', () => {
    const messages = messagesOf([
      {
        role: 'user',
        content: [
          { type: 'input_image', image_url: 'data:image/png;base64,AAAA', detail: 'low' },
          { type: 'input_image', file_id: 'file-1' },
          { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,BBBB' },
          { type: 'input_file', file_data: 'CCCC' },
          { type: 'input_file', file_url: 'https://x/y.pdf' },
        ],
      },
      { type: 'function_call', call_id: 'a', name: 'shot', arguments: '{}' },
      {
        type: 'function_call_output',
        call_id: 'a',
        output: [
          { type: 'input_text', text: 'see' },
          { type: 'input_image', image_url: 'https://x/i.png' },
        ],
      },
    ]);
    assert.deepEqual(messages[0]?.content, [
      { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'AAAA' }, detail: 'low' },
      { type: 'image', source: { kind: 'file', fileId: 'file-1' } },
      {
        type: 'document',
        source: { kind: 'base64', mediaType: 'application/pdf', data: 'BBBB' },
        title: 'a.pdf',
      },
      { type: 'document', source: { kind: 'base64', mediaType: 'application/pdf', data: 'CCCC' } },
      { type: 'document', source: { kind: 'url', url: 'https://x/y.pdf' } },
    ]);
    assert.deepEqual(messages[2]?.content, [
      {
        type: 'toolResult',
        toolCallId: 'a',
        isError: false,
        content: [
          { type: 'text', text: 'see' },
          { type: 'image', source: { kind: 'url', url: 'https://x/i.png' } },
        ],
      },
    ]);
  });

  it('says of a call without output that there is none, and keeps an output without call as words', () => {
    const messages = messagesOf([
      { type: 'function_call_output', call_id: 'gone', output: 'old' },
      { type: 'custom_tool_call', call_id: 'c', name: 'apply_patch', input: '*** Begin' },
      { role: 'user', content: 'stop' },
    ]);
    assert.deepEqual(
      messages.map(({ role }) => role),
      ['user', 'assistant', 'tool', 'user'],
    );
    assert.deepEqual(messages[0]?.content, [
      { type: 'text', text: '<tool_output call_id="gone">\nold\n</tool_output>' },
    ]);
    const [result] = messages[2]?.content ?? [];
    assert.ok(result?.type === 'toolResult' && result.custom === true && result.toolCallId === 'c');
  });

  it('has custom tools, namespaces, and tools that stand in the input (Codex)', () => {
    const read = { type: 'function', name: 'read', parameters: { type: 'object' }, strict: false };
    const patch = { type: 'custom', name: 'apply_patch', description: 'd', format: { type: 'text' } };
    const { tools } = decodeRequest({
      tools: [
        read,
        { type: 'web_search' },
        { type: 'namespace', name: 'agents', description: 'g', tools: [read] },
      ],
      input: [
        { type: 'additional_tools', role: 'developer', tools: [patch, read] },
        { role: 'user', content: 'x' },
      ],
    });
    assert.deepEqual(
      tools.map((tool) =>
        tool.type === 'opaque' ? tool.value.type : [tool.namespace, tool.name, tool.type],
      ),
      [
        [undefined, 'read', 'function'],
        'web_search',
        ['agents', 'read', 'function'],
        [undefined, 'apply_patch', 'custom'],
      ],
    );
  });

  it('has a tool search of the client as a function, and the tools that it found', () => {
    const request = decodeRequest({
      tools: [{ type: 'tool_search', execution: 'client', description: 'd', parameters: { type: 'object' } }],
      input: [
        { role: 'user', content: 'x' },
        { type: 'tool_search_call', call_id: 's', execution: 'client', arguments: { query: 'q' } },
        {
          type: 'tool_search_output',
          call_id: 's',
          execution: 'client',
          tools: [{ type: 'function', name: 'found', parameters: { type: 'object' }, strict: false }],
        },
      ],
    });
    assert.deepEqual(
      request.tools.map((tool) => (tool.type === 'opaque' ? '' : tool.name)),
      ['tool_search', 'found'],
    );
    const [call] = request.messages[1]?.content ?? [];
    assert.ok(call?.type === 'toolCall' && call.argumentsJson === '{"query":"q"}');
    const [result] = request.messages[2]?.content ?? [];
    assert.ok(result?.type === 'toolResult');
    assert.deepEqual(result.content, [{ type: 'text', text: 'Now available: found' }]);
  });

  it('has reasoning with its signature, OpenAI’s with the id of its item, another’s opened', () => {
    const [message] = messagesOf([
      {
        type: 'reasoning',
        id: 'rs_1',
        summary: [
          { type: 'summary_text', text: 'one' },
          { type: 'summary_text', text: 'two' },
        ],
        encrypted_content: 'gAAA',
      },
      {
        type: 'reasoning',
        id: 'rs_mux_1',
        summary: [{ type: 'summary_text', text: 'claude' }],
        encrypted_content: sealSignature({ format: 'messages', data: 'sig' }),
      },
      {
        type: 'reasoning',
        summary: [],
        encrypted_content: writeMarked('redacted', { format: 'messages', data: 'hidden' }),
      },
      { type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text: 'raw' }] },
    ]);
    assert.deepEqual(message?.content, [
      {
        type: 'reasoning',
        text: 'one\n\ntwo',
        signature: { format: 'responses', data: 'rs_1:gAAA' },
        id: 'rs_1',
      },
      { type: 'reasoning', text: 'claude', signature: { format: 'messages', data: 'sig' }, id: 'rs_mux_1' },
      {
        type: 'reasoning',
        text: '',
        signature: { format: 'messages', data: 'hidden' },
        redacted: true,
      },
      { type: 'reasoning', text: 'raw' },
    ]);
  });

  it('gives the signature that an item of its own carries to the call before it', () => {
    const [message] = messagesOf([
      { type: 'function_call', call_id: 'a', name: 'read', arguments: '{}' },
      {
        type: 'reasoning',
        summary: [],
        encrypted_content: writeMarked('carrier', { format: 'gemini', data: 'thought' }),
      },
      { type: 'function_call_output', call_id: 'a', output: '' },
    ]);
    assert.deepEqual(message?.content, [
      {
        type: 'toolCall',
        id: 'a',
        name: 'read',
        argumentsJson: '{}',
        signature: { format: 'gemini', data: 'thought' },
      },
    ]);
  });

  it('has its parameters, and keeps what only its own format knows', () => {
    const request = decodeRequest({
      model: 'm',
      input: 'x',
      max_output_tokens: 100,
      temperature: 0.5,
      top_p: 0.9,
      stream: true,
      parallel_tool_calls: false,
      user: 'u',
      service_tier: 'flex',
      reasoning: { effort: 'high', summary: 'auto', context: 'c' },
      text: {
        verbosity: 'low',
        format: { type: 'json_schema', name: 'n', schema: { type: 'object' }, strict: true },
      },
      include: ['reasoning.encrypted_content', 'message.output_text.logprobs', 'file_search_call.results'],
      top_logprobs: 3,
      store: true,
      truncation: 'disabled',
      background: false,
      previous_response_id: 'resp_1',
      prompt_cache_key: 'k',
    });
    assert.equal(request.maxOutputTokens, 100);
    assert.equal(request.stream, true);
    assert.deepEqual(request.reasoning, { mode: 'on', effort: 'high', display: 'summarized' });
    assert.equal(request.responseFormat?.type, 'jsonSchema');
    assert.deepEqual([request.logprobs, request.topLogprobs], [true, 3]);
    assert.deepEqual(request.extras, {
      previous_response_id: 'resp_1',
      prompt_cache_key: 'k',
      text: { verbosity: 'low' },
      reasoning: { context: 'c' },
      include: ['file_search_call.results'],
    });
  });

  it('#36 has every form of tool_choice', () => {
    const choiceOf = (choice: JsonValue) => decodeRequest({ input: 'x', tool_choice: choice }).toolChoice;
    assert.deepEqual(choiceOf('required'), { type: 'required' });
    assert.deepEqual(choiceOf({ type: 'function', name: 'f' }), { type: 'tool', name: 'f' });
    assert.deepEqual(choiceOf({ type: 'custom', name: 'f' }), { type: 'tool', name: 'f', custom: true });
    assert.deepEqual(
      choiceOf({ type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'f' }] }),
      { type: 'auto', allowed: ['f'] },
    );
    assert.equal(choiceOf({ type: 'web_search_preview' }), undefined);
  });

  it('names the field that is wrong', () => {
    const fieldOf = (body: JsonObject): unknown => {
      try {
        decodeRequest(body);
      } catch (error) {
        return (error as { details?: { field?: unknown } }).details?.field;
      }
      return undefined;
    };
    assert.equal(fieldOf({ input: 3 }), 'input');
    assert.equal(fieldOf({}), 'input');
    assert.equal(fieldOf({ input: [] }), 'input');
    assert.equal(fieldOf({ previous_response_id: 'resp_1' }), undefined);
    assert.equal(fieldOf({ input: [{ role: 'boss', content: 'x' }] }), 'input[0].role');
    assert.equal(fieldOf({ input: [{ type: 'function_call', name: 'f' }] }), 'input[0].call_id');
    assert.equal(fieldOf({ input: 'x', tools: [{ type: 'function' }] }), 'tools[0].name');
    assert.equal(fieldOf({ input: 'x', tool_choice: 'maybe' }), 'tool_choice');
  });

  for (const [what, body, field] of [
    ['a run in the background', { background: true }, 'background'],
    ['a conversation that the provider keeps', { conversation: 'conv_1' }, 'conversation'],
    ['a prompt template', { prompt: { id: 'pmpt_1' } }, 'prompt'],
    ['a tool of OpenAI’s own that must be called', { tool_choice: { type: 'web_search' } }, 'tool_choice'],
    ['an item that only its id names', { input: [{ type: 'item_reference', id: 'msg_1' }] }, 'input'],
  ] as const) {
    it(`cannot be answered by another format with ${what}`, () => {
      assert.throws(
        () => {
          checkConvertible(decodeRequest({ input: 'x', ...structuredClone(body) } as JsonObject));
        },
        { code: 'invalid_request', details: { field } },
      );
    });
  }
});
