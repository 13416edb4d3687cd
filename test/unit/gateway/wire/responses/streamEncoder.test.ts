import assert from 'node:assert/strict';
import type { AnswerContext } from '../../../../../src/gateway/wire/codec.ts';
import type { StreamEvent } from '../../../../../src/gateway/wire/exchange.ts';
import { isObject, parseObject } from '../../../../../src/gateway/wire/json.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { responsesCodec } from '../../../../../src/gateway/wire/responses/codec.ts';
import { openSignature } from '../../../../../src/gateway/wire/sealedSignature.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { encodeStream } from '../../../../helpers/convertStream.ts';
import { stringOf } from '../../../../helpers/stringOf.ts';

const context = (request: JsonObject = {}): AnswerContext => answerContext({ id: 'resp_1', request });

/** The events of a stream, each checked for its name and its number. */
function eventsOf(text: string): JsonObject[] {
  const events = text
    .split('\n\n')
    .filter((block) => block.trim() !== '')
    .map((block) => {
      const [, name, data] = /^event: (.*)\ndata: (.*)$/.exec(block.trimStart()) ?? [];
      const event = parseObject(data ?? '') ?? {};
      assert.equal(event.type, name);
      return event;
    });
  assert.deepEqual(
    events.map(({ sequence_number: number }) => number),
    [...events.keys()],
  );
  return events;
}

function written(events: readonly StreamEvent[], request?: JsonObject): JsonObject[] {
  return eventsOf(encodeStream(responsesCodec, events, context(request)));
}

function finalResponse(events: readonly JsonObject[]): JsonObject {
  const response = events.at(-1)?.response;
  assert.ok(isObject(response));
  return response;
}

const typesOf = (events: readonly JsonObject[]): unknown[] => events.map(({ type }) => type);
const outputOf = (events: readonly JsonObject[]): JsonObject[] =>
  finalResponse(events).output as JsonObject[];

/** Items as Codex sends them back. */
const withoutIds = (items: readonly JsonObject[]): JsonObject[] =>
  items.map((item) => ({ ...item, id: undefined }));

const start: StreamEvent = { type: 'start', id: 'chatcmpl-7', model: 'gpt-x', createdAtS: 5 };
const begin = (
  block: number,
  content: Extract<StreamEvent, { type: 'blockStart' }>['content'],
): StreamEvent => ({
  type: 'blockStart',
  block,
  content,
});
const say = (block: number, text: string): StreamEvent => ({ type: 'textDelta', block, text });
const write = (block: number, json: string): StreamEvent => ({ type: 'argumentsDelta', block, json });
const over = (block: number): StreamEvent => ({ type: 'blockEnd', block });
const finish = (reason: Extract<StreamEvent, { type: 'finish' }>['reason']): StreamEvent[] => [
  { type: 'finish', reason },
  { type: 'end' },
];

describe('a stream for a Responses client', () => {
  it('has every event of a text, the response first and last', () => {
    const events = written([
      start,
      begin(0, { type: 'text' }),
      say(0, 'Hel'),
      say(0, 'lo'),
      over(0),
      ...finish('stop'),
    ]);
    assert.deepEqual(typesOf(events), [
      'response.created',
      'response.in_progress',
      'response.output_item.added',
      'response.content_part.added',
      'response.output_text.delta',
      'response.output_text.delta',
      'response.output_text.done',
      'response.content_part.done',
      'response.output_item.done',
      'response.completed',
    ]);
    const [id] = outputOf(events).map((item) => item.id);
    for (const event of events.slice(3, 8)) {
      assert.deepEqual([event.item_id, event.output_index, event.content_index], [id, 0, 0]);
    }
    assert.equal(events[6]?.text, 'Hello');
    const text = { type: 'output_text', annotations: [], logprobs: [], text: 'Hello' };
    const message = { id, type: 'message', status: 'completed', role: 'assistant', content: [text] };
    assert.deepEqual(events[8]?.item, message);
    assert.deepEqual(outputOf(events), [message]);
  });

  it('#43 says usage with its details and the model, whatever the provider left out', () => {
    const events = written([start, begin(0, { type: 'text' }), say(0, 'four'), over(0), ...finish('stop')]);
    const response = finalResponse(events);
    assert.equal(response.model, 'gpt-x');
    assert.equal(response.status, 'completed');
    assert.deepEqual(response.usage, {
      input_tokens: 77,
      input_tokens_details: { cached_tokens: 0, cache_write_tokens: 0 },
      output_tokens: 1,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 78,
    });
    const begun = events[0]?.response;
    assert.ok(isObject(begun));
    assert.deepEqual(
      [begun.id, begun.model, begun.status, begun.usage],
      ['resp_1', 'gpt-x', 'in_progress', null],
    );
  });

  it('#52 never counts more cached or reasoning tokens than tokens', () => {
    const usage = { inputTokens: 5, cachedInputTokens: 9, outputTokens: 3, reasoningTokens: 4 };
    const { usage: said } = finalResponse(written([start, { type: 'usage', usage }, ...finish('stop')]));
    assert.ok(isObject(said));
    assert.deepEqual(said.input_tokens_details, { cached_tokens: 5, cache_write_tokens: 0 });
    assert.deepEqual(said.output_tokens_details, { reasoning_tokens: 3 });
  });

  it('repeats what the request said', () => {
    const request = {
      instructions: 'Be brief.',
      tools: [{ type: 'function', name: 'f', parameters: {}, strict: false }],
      tool_choice: 'required',
      metadata: { a: 'b' },
      temperature: 0.5,
      store: false,
      reasoning: { effort: 'low' },
      text: { verbosity: 'low' },
      truncation: 'auto',
    };
    const response = finalResponse(written([start, ...finish('stop')], request));
    const { reasoning, text, ...plain } = request;
    for (const [field, value] of Object.entries(plain)) assert.deepEqual(response[field], value);
    assert.deepEqual(response.reasoning, { effort: reasoning.effort, summary: null });
    assert.deepEqual(response.text, { format: { type: 'text' }, ...text });
    assert.equal(response.parallel_tool_calls, true);
    assert.deepEqual(
      Object.keys(response).filter((field) => response[field] === undefined),
      [],
    );
  });

  it('#44 #45 has calls with numbers of their own, their arguments whole at the end, `{}` for none', () => {
    const events = written([
      start,
      begin(0, { type: 'text' }),
      say(0, 'x'),
      over(0),
      begin(1, { type: 'toolCall', id: 'call_a', name: 'read', namespace: 'fs' }),
      begin(2, { type: 'toolCall', id: 'call_b', name: 'list' }),
      write(1, '{"p":'),
      write(1, '1}'),
      over(1),
      over(2),
      ...finish('toolCalls'),
    ]);
    assert.deepEqual(
      events
        .filter(({ type }) => stringOf(type).includes('arguments'))
        .map(({ type, output_index: index, delta, arguments: whole }) => [type, index, delta ?? whole]),
      [
        ['response.function_call_arguments.delta', 1, '{"p":'],
        ['response.function_call_arguments.delta', 1, '1}'],
        ['response.function_call_arguments.done', 1, '{"p":1}'],
        ['response.function_call_arguments.delta', 2, '{}'],
        ['response.function_call_arguments.done', 2, '{}'],
      ],
    );
    const [, first, second] = outputOf(events);
    assert.deepEqual(
      { ...first, id: '' },
      {
        id: '',
        type: 'function_call',
        status: 'completed',
        call_id: 'call_a',
        name: 'read',
        namespace: 'fs',
        arguments: '{"p":1}',
      },
    );
    assert.equal(second?.arguments, '{}');
    assert.equal(new Set(outputOf(events).map(({ id }) => id)).size, 3);
  });

  it('#38 has the raw input of a custom tool', () => {
    const events = written([
      start,
      begin(0, { type: 'toolCall', id: 'c', name: 'apply_patch', custom: true }),
      write(0, '*** Begin "'),
      write(0, 'x"'),
      over(0),
      ...finish('toolCalls'),
    ]);
    assert.deepEqual(typesOf(events).slice(2, -1), [
      'response.output_item.added',
      'response.custom_tool_call_input.delta',
      'response.custom_tool_call_input.delta',
      'response.custom_tool_call_input.done',
      'response.output_item.done',
    ]);
    const [call] = outputOf(events);
    assert.deepEqual([call?.type, call?.input], ['custom_tool_call', '*** Begin "x"']);
    assert.match(stringOf(call?.id), /^ctc_/);
  });

  it('has the call of the client’s tool search as an item of its own kind', () => {
    const call = [
      start,
      begin(0, { type: 'toolCall', id: 's', name: 'tool_search' }),
      write(0, '{"q":1}'),
      over(0),
    ];
    const request = { tools: [{ type: 'tool_search', execution: 'client' }] };
    const [item] = outputOf(written([...call, ...finish('toolCalls')], request));
    assert.deepEqual(
      { ...item, id: '' },
      {
        id: '',
        type: 'tool_search_call',
        status: 'completed',
        execution: 'client',
        call_id: 's',
        arguments: { q: 1 },
      },
    );
    assert.equal(outputOf(written([...call, ...finish('toolCalls')]))[0]?.type, 'function_call');
  });

  it('has reasoning as a summary, and its signature as encrypted content that comes back', () => {
    const signature = { format: 'messages', data: 'sig' } as const;
    const events = written([
      start,
      begin(0, { type: 'reasoning' }),
      { type: 'reasoningDelta', block: 0, text: 'hm' },
      { type: 'reasoningDelta', block: 0, text: '…' },
      { type: 'signature', block: 0, signature },
      over(0),
      begin(1, { type: 'redactedReasoning', signature }),
      over(1),
      begin(2, { type: 'text' }),
      say(2, 'x'),
      over(2),
      ...finish('stop'),
    ]);
    assert.deepEqual(typesOf(events).slice(2, 8), [
      'response.output_item.added',
      'response.reasoning_summary_part.added',
      'response.reasoning_summary_text.delta',
      'response.reasoning_summary_text.delta',
      'response.reasoning_summary_text.done',
      'response.reasoning_summary_part.done',
    ]);
    const [shown, redacted] = outputOf(events);
    assert.deepEqual(shown?.summary, [{ type: 'summary_text', text: 'hm…' }]);
    assert.deepEqual(openSignature(stringOf(shown.encrypted_content), 'responses'), signature);
    const { messages } = responsesCodec.decodeRequest({ input: withoutIds([shown, redacted ?? {}]) });
    assert.deepEqual(
      messages[0]?.content.map(
        (part) => part.type === 'reasoning' && [part.text, part.signature, part.redacted],
      ),
      [
        ['hm…', signature, undefined],
        ['', signature, true],
      ],
    );
  });

  it('carries the signature of a call in an item behind it, and finds it again', () => {
    const signature = { format: 'gemini', data: 'thought' } as const;
    const output = outputOf(
      written([
        start,
        begin(0, { type: 'toolCall', id: 'a', name: 'f' }),
        { type: 'signature', block: 0, signature },
        write(0, '{}'),
        over(0),
        begin(1, { type: 'toolCall', id: 'b', name: 'f' }),
        over(1),
        ...finish('toolCalls'),
      ]),
    );
    assert.deepEqual(
      output.map(({ type }) => type),
      ['function_call', 'reasoning', 'function_call'],
    );
    const [message] = responsesCodec.decodeRequest({ input: withoutIds(output) }).messages;
    assert.deepEqual(
      message?.content.map((part) => part.type === 'toolCall' && part.signature),
      [signature, undefined],
    );
  });

  it('has refusals, log probabilities and sources in their places', () => {
    const entry = { token: 'x', logprob: -1, bytes: [120], top_logprobs: [] };
    const events = written([
      start,
      begin(0, { type: 'text' }),
      { type: 'textDelta', block: 0, text: 'x', logprobs: { content: [entry] } },
      { type: 'citation', block: 0, citation: { url: 'https://x', title: 'X' } },
      { type: 'citation', block: 0, citation: { citedText: 'no url' } },
      over(0),
      begin(1, { type: 'refusal' }),
      say(1, 'No.'),
      over(1),
      ...finish('refusal'),
    ]);
    const annotation = { type: 'url_citation', start_index: 0, end_index: 1, url: 'https://x', title: 'X' };
    const [message] = outputOf(events);
    assert.deepEqual(message?.content, [
      { type: 'output_text', annotations: [annotation], logprobs: [entry], text: 'x' },
      { type: 'refusal', refusal: 'No.' },
    ]);
    assert.deepEqual(events.find(({ type }) => type === 'response.output_text.delta')?.logprobs, [entry]);
    const added = events.filter(({ type }) => type === 'response.output_text.annotation.added');
    assert.deepEqual(
      added.map(({ annotation: one, annotation_index: index }) => [one, index]),
      [[annotation, 0]],
    );
    assert.ok(typesOf(events).includes('response.refusal.done'));
    assert.equal(finalResponse(events).status, 'completed');
  });

  for (const [reason, why] of [
    ['length', 'max_output_tokens'],
    ['contentFilter', 'content_filter'],
    ['refusal', 'content_filter'],
  ] as const) {
    it(`#46 #47 is incomplete by ${reason}, with usage, and so is the call that was cut off`, () => {
      const events = written([
        start,
        begin(0, { type: 'toolCall', id: 'a', name: 'f' }),
        write(0, '{}'),
        over(0),
        begin(1, { type: 'toolCall', id: 'b', name: 'f' }),
        write(1, '{"a'),
        over(1),
        ...finish(reason),
      ]);
      const response = finalResponse(events);
      assert.equal(events.at(-1)?.type, 'response.incomplete');
      assert.deepEqual([response.status, response.incomplete_details], ['incomplete', { reason: why }]);
      assert.ok(isObject(response.usage));
      assert.deepEqual(
        outputOf(events).map(({ status }) => status),
        ['completed', 'incomplete'],
      );
    });
  }

  it('#53 #95 fails with an error event and response.failed, numbered on, and says no more', () => {
    const encoder = responsesCodec.createStreamEncoder(context());
    const text = [start, begin(0, { type: 'text' }), say(0, 'half')]
      .map((event) => encoder.encode(event))
      .join('');
    const failure = encoder.fail?.({
      status: 429,
      type: 'rate_limit_error',
      code: 'slow_down',
      message: 'Slow down.',
      details: {},
      requestId: 'r',
    });
    const events = eventsOf(text + (failure ?? ''));
    const [error, failed] = events.slice(-2);
    assert.deepEqual(
      { ...error, sequence_number: 0 },
      { type: 'error', code: 'slow_down', message: 'Slow down.', param: null, sequence_number: 0 },
    );
    assert.equal(failed?.type, 'response.failed');
    const response = finalResponse(events);
    assert.deepEqual(response.error, { code: 'rate_limit_exceeded', message: 'Slow down.' });
    assert.deepEqual([response.id, response.status], ['resp_1', 'failed']);
    assert.equal(encoder.encode({ type: 'end' }), '');
  });

  it('begins with response.created though the provider said nothing of itself, and keeps alive by blank lines', () => {
    const encoder = responsesCodec.createStreamEncoder(context());
    assert.equal(encoder.encode({ type: 'ping' }), '\n');
    const [first] = eventsOf(encoder.encode(begin(0, { type: 'text' })));
    assert.equal(first?.type, 'response.created');
  });

  it('keeps the id of a response that a provider of this format made, and its own items', () => {
    const item = {
      type: 'web_search_call',
      id: 'ws_1',
      status: 'completed',
      action: { type: 'search', query: 'q' },
    };
    const events = written([
      { ...start, id: 'resp_theirs' },
      begin(0, { type: 'reasoning', id: 'rs_theirs' }),
      { type: 'signature', block: 0, signature: { format: 'responses', data: 'rs_theirs:gAAA' } },
      over(0),
      begin(1, { type: 'opaque', format: 'responses', value: item }),
      over(1),
      begin(2, { type: 'opaque', format: 'messages', value: { type: 'server_tool_use' } }),
      over(2),
      ...finish('stop'),
    ]);
    assert.equal(finalResponse(events).id, 'resp_theirs');
    assert.deepEqual(outputOf(events), [
      { id: 'rs_theirs', type: 'reasoning', summary: [], encrypted_content: 'gAAA' },
      item,
    ]);
  });
});
