import assert from 'node:assert/strict';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import type { EncodedRequest } from '../../../../../src/gateway/wire/codec.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import { responsesCodec } from '../../../../../src/gateway/wire/responses/codec.ts';
import { sealSignature } from '../../../../../src/gateway/wire/sealedSignature.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';
import { stringOf } from '../../../../helpers/stringOf.ts';

const fromChat = (body: JsonObject, target = {}): EncodedRequest =>
  responsesCodec.encodeRequest(
    chatCodec.decodeRequest({ model: 'm', messages: [{ role: 'user', content: 'x' }], ...body }),
    encodeTarget(target),
  );
const fromMessages = (body: JsonObject, target = {}): EncodedRequest =>
  responsesCodec.encodeRequest(
    messagesCodec.decodeRequest({
      model: 'm',
      max_tokens: 100,
      messages: [{ role: 'user', content: 'x' }],
      ...body,
    }),
    encodeTarget(target),
  );
const again = (body: JsonObject, target = {}): EncodedRequest =>
  responsesCodec.encodeRequest(responsesCodec.decodeRequest(body), encodeTarget(target));

describe('a request for a Responses provider', () => {
  it('stores nothing there and asks for reasoning that can be sent back', () => {
    const { body, dropped } = fromChat({
      messages: [
        { role: 'system', content: 'S' },
        { role: 'user', content: 'x' },
      ],
    });
    assert.deepEqual(body, {
      model: 'some-model',
      instructions: 'S',
      input: [{ type: 'message', role: 'user', content: 'x' }],
      include: ['reasoning.encrypted_content'],
      store: false,
      stream: false,
    });
    assert.deepEqual(dropped, []);
  });

  it('does not ask a model that does not reason for encrypted reasoning, which would be a 400', () => {
    const { body, dropped } = fromChat({ reasoning_effort: 'high' }, { reasoningEfforts: [] });
    assert.equal(body.include, undefined);
    assert.equal(body.reasoning, undefined);
    assert.deepEqual(dropped, ['reasoning_effort']);
  });

  it('keeps system text among the items where a JSON object is wanted', () => {
    const { body } = fromChat({
      messages: [
        { role: 'system', content: 'Answer in JSON.' },
        { role: 'user', content: 'x' },
      ],
      response_format: { type: 'json_object' },
    });
    assert.equal(body.instructions, undefined);
    assert.match(JSON.stringify(body.input), /JSON/);
    assert.deepEqual(body.text, { format: { type: 'json_object' } });
  });

  it('has functions that are not strict unless the client said so', () => {
    const parameters = { type: 'object', properties: {} };
    const { body } = fromChat({
      tools: [
        { type: 'function', function: { name: 'a', parameters } },
        { type: 'function', function: { name: 'b.c', parameters, strict: true } },
      ],
      tool_choice: { type: 'function', function: { name: 'b.c' } },
      parallel_tool_calls: false,
    });
    const [first, second] = body.tools as JsonObject[];
    assert.deepEqual(first, { type: 'function', name: 'a', parameters, strict: false });
    assert.equal(second?.strict, true);
    assert.deepEqual(body.tool_choice, { type: 'function', name: second.name });
    assert.match(stringOf(second.name), /^[\w-]{1,64}$/);
    assert.equal(body.parallel_tool_calls, false);
  });

  it('#37 #70 has the schema flat, and strict only where the client said so', () => {
    const schema = { type: 'object', properties: {} };
    const { body } = fromMessages({ output_config: { format: { type: 'json_schema', schema } } });
    assert.deepEqual(body.text, { format: { type: 'json_schema', name: 'answer', schema, strict: false } });
  });

  it('has calls and results by their ids, images in results, and errors in words', () => {
    const { body } = fromMessages({
      messages: [
        { role: 'user', content: 'x' },
        {
          role: 'assistant',
          content: [
            { type: 'text', text: 'Look.' },
            { type: 'tool_use', id: 'toolu_1', name: 'shot', input: { a: 1 } },
            { type: 'tool_use', id: 'toolu_2', name: 'shot', input: {} },
          ],
        },
        {
          role: 'user',
          content: [
            {
              type: 'tool_result',
              tool_use_id: 'toolu_1',
              content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'AAAA' } }],
            },
            { type: 'tool_result', tool_use_id: 'toolu_2', content: 'no', is_error: true },
            { type: 'text', text: 'and?' },
          ],
        },
      ],
    });
    assert.deepEqual(body.input, [
      { type: 'message', role: 'user', content: 'x' },
      { type: 'message', role: 'assistant', content: 'Look.' },
      { type: 'function_call', call_id: 'toolu_1', name: 'shot', arguments: '{"a":1}' },
      { type: 'function_call', call_id: 'toolu_2', name: 'shot', arguments: '{}' },
      {
        type: 'function_call_output',
        call_id: 'toolu_1',
        output: [{ type: 'input_image', detail: 'auto', image_url: 'data:image/png;base64,AAAA' }],
      },
      { type: 'function_call_output', call_id: 'toolu_2', output: 'Error: no' },
      { type: 'message', role: 'user', content: 'and?' },
    ]);
  });

  it('#79 has one output for every call: of several the last, of none a word that there is none', () => {
    const call = (id: string): JsonObject => ({
      id,
      type: 'function',
      function: { name: 'read', arguments: '{}' },
    });
    const { body } = fromChat({
      messages: [
        { role: 'user', content: 'x' },
        { role: 'assistant', content: null, tool_calls: [call('a'), call('b')] },
        { role: 'tool', tool_call_id: 'a', content: 'old' },
        { role: 'tool', tool_call_id: 'a', content: 'new' },
        { role: 'tool', tool_call_id: 'gone', content: 'orphan' },
        { role: 'user', content: 'y' },
      ],
    });
    const items = body.input as JsonObject[];
    const outputs = items.filter(({ type }) => type === 'function_call_output');
    assert.deepEqual(
      outputs.map(({ call_id: id, output }) => [id, output]),
      [
        ['b', 'Error: [The output of this call is not in the conversation.]'],
        ['a', 'new'],
      ],
    );
    assert.match(JSON.stringify(items), /tool_output call_id=.*gone.*orphan/);
  });

  it('#65 has PDFs with a name, URLs and texts in their own ways', () => {
    const document = (source: JsonObject): JsonObject => ({ type: 'document', source });
    const { body } = fromMessages({
      messages: [
        {
          role: 'user',
          content: [
            document({ type: 'base64', media_type: 'application/pdf', data: 'AAAA' }),
            document({ type: 'url', url: 'https://x/y.pdf' }),
            document({ type: 'text', media_type: 'text/plain', data: 'words' }),
          ],
        },
      ],
    });
    assert.deepEqual((body.input as JsonObject[])[0]?.content, [
      { type: 'input_file', filename: 'document.pdf', file_data: 'data:application/pdf;base64,AAAA' },
      { type: 'input_file', file_url: 'https://x/y.pdf' },
      { type: 'input_text', text: 'words' },
    ]);
  });

  it('sends encrypted reasoning back with its item’s id, and no other provider’s', () => {
    const thinking = (signature: string): JsonObject => ({ type: 'thinking', thinking: 't', signature });
    const { body } = fromMessages({
      messages: [
        { role: 'user', content: 'x' },
        {
          role: 'assistant',
          content: [
            thinking('anthropic’s own'),
            thinking(sealSignature({ format: 'responses', data: 'rs_7:gAAA' })),
            { type: 'text', text: 'done' },
          ],
        },
        { role: 'user', content: 'y' },
        { role: 'assistant', content: [thinking(sealSignature({ format: 'responses', data: 'rs_8:gBBB' }))] },
        { role: 'user', content: 'z' },
      ],
    });
    const items = body.input as JsonObject[];
    assert.deepEqual(items[1], {
      type: 'reasoning',
      id: 'rs_7',
      summary: [{ type: 'summary_text', text: 't' }],
      encrypted_content: 'gAAA',
    });
    // OpenAI refuses reasoning that nothing follows.
    assert.deepEqual(
      items.map(({ type }) => type),
      ['message', 'reasoning', 'message', 'message', 'message'],
    );
  });

  it('has the effort that the model takes, and a summary for clients that show thoughts', () => {
    const thinking = { type: 'enabled', budget_tokens: 30_000 };
    assert.deepEqual(fromMessages({ thinking }).body.reasoning, { effort: 'high', summary: 'auto' });
    assert.deepEqual(fromMessages({ thinking: { ...thinking, display: 'omitted' } }).body.reasoning, {
      effort: 'high',
    });
    assert.deepEqual(fromChat({ reasoning_effort: 'minimal' }).body.reasoning, { effort: 'low' });
    const efforts = { reasoningEfforts: ['none', 'low'] };
    assert.deepEqual(fromMessages({ thinking: { type: 'disabled' } }, efforts).body.reasoning, {
      effort: 'none',
    });
  });

  it('reports what it has no word for, and keeps what chat calls the same', () => {
    const { body, dropped } = fromChat({
      stop: 'x',
      seed: 1,
      frequency_penalty: 1,
      presence_penalty: 0,
      top_k: 3,
      max_tokens: 5,
      logit_bias: {},
      metadata: { a: 'b' },
      prompt_cache_key: 'k',
      verbosity: 'low',
      logprobs: true,
      top_logprobs: 2,
    });
    assert.deepEqual(dropped, [
      'max_output_tokens',
      'stop',
      'top_k',
      'seed',
      'frequency_penalty',
      'logit_bias',
    ]);
    assert.equal(body.max_output_tokens, 16);
    assert.deepEqual(body.metadata, { a: 'b' });
    assert.equal(body.prompt_cache_key, 'k');
    assert.deepEqual(body.text, { verbosity: 'low' });
    assert.equal(body.top_logprobs, 2);
    assert.deepEqual(body.include, ['reasoning.encrypted_content', 'message.output_text.logprobs']);
  });

  it('refuses several answers and sound', () => {
    assert.throws(() => fromChat({ n: 2 }), { code: 'invalid_request' });
    const audio = { type: 'input_audio', input_audio: { data: 'AAAA', format: 'wav' } };
    assert.throws(() => fromChat({ messages: [{ role: 'user', content: [audio] }] }), {
      code: 'invalid_request',
    });
  });

  it('has custom tools, groups, the client’s tool search and opaque items as the client wrote them', () => {
    const read = { type: 'function', name: 'read', parameters: { type: 'object' }, strict: false };
    const patch = { type: 'custom', name: 'apply_patch', format: { type: 'text' }, defer_loading: true };
    const search = {
      type: 'tool_search',
      execution: 'client',
      description: 'd',
      parameters: { type: 'object' },
    };
    const body = {
      model: 'm',
      tools: [
        patch,
        { type: 'web_search' },
        { type: 'namespace', name: 'agents', description: 'g', tools: [read, patch] },
        search,
      ],
      tool_choice: {
        type: 'allowed_tools',
        mode: 'required',
        tools: [{ type: 'custom', name: 'apply_patch' }],
      },
      input: [
        { type: 'message', role: 'user', content: 'x', internal_metadata: { turn: 1 } },
        { type: 'function_call', call_id: 'f', name: 'read', caller: { type: 'direct' }, arguments: '{}' },
        { type: 'function_call_output', call_id: 'f', output: 'ok' },
        { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'q' } },
        { type: 'custom_tool_call', call_id: 'c', name: 'apply_patch', namespace: 'agents', input: '***' },
        { type: 'custom_tool_call_output', call_id: 'c', output: 'ok' },
        {
          type: 'tool_search_call',
          call_id: 's',
          execution: 'client',
          status: 'completed',
          arguments: { q: 1 },
        },
        { type: 'tool_search_output', call_id: 's', execution: 'client', status: 'completed', tools: [] },
        { type: 'mcp_approval_response', approval_request_id: 'a', approve: true },
        { type: 'message', role: 'assistant', content: 'ok', phase: 'final_answer' },
      ],
    };
    const encoded = again(body);
    assert.deepEqual(encoded.body.tools, body.tools);
    assert.deepEqual(encoded.body.tool_choice, body.tool_choice);
    assert.deepEqual(encoded.body.input, body.input);
    assert.deepEqual(encoded.dropped, []);
  });

  it('is written anew for a provider of its own format when the history holds another’s reasoning', () => {
    const seal = sealSignature({ format: 'messages', data: 'sig' });
    const theirs = { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'gAAA' };
    const ours = { type: 'reasoning', id: 'rs_mux_1', summary: [], encrypted_content: seal };
    const unsigned = { type: 'reasoning', id: 'rs_mux_2', summary: [{ type: 'summary_text', text: 't' }] };
    const mustReencode = (...input: JsonObject[]): boolean | undefined =>
      responsesCodec.mustReencode?.({ input }, () => 'm');
    assert.equal(mustReencode(theirs), false);
    assert.equal(mustReencode(theirs, ours), true);
    assert.equal(mustReencode(unsigned), true);
    const { body } = again({
      input: [theirs, ours, unsigned, { role: 'assistant', content: 'a' }, { role: 'user', content: 'x' }],
    });
    assert.deepEqual(body.input, [
      theirs,
      { type: 'message', role: 'assistant', content: 'a' },
      { type: 'message', role: 'user', content: 'x' },
    ]);
  });
});
