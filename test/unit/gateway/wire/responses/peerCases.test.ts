import assert from 'node:assert/strict';
import { chatCodec } from '../../../../../src/gateway/wire/chat/codec.ts';
import type { AnswerCodec } from '../../../../../src/gateway/wire/codec.ts';
import type { StreamEvent } from '../../../../../src/gateway/wire/exchange.ts';
import { asArray, isObject, type JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { messagesCodec } from '../../../../../src/gateway/wire/messages/codec.ts';
import { responsesCodec } from '../../../../../src/gateway/wire/responses/codec.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { chatChunk } from '../../../../helpers/chatChunks.ts';
import { collectAnswer } from '../../../../helpers/collectAnswer.ts';
import { decodeStream, encodeStream } from '../../../../helpers/convertStream.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';
import { dataOf, readSse } from '../../../../helpers/readers/readSse.ts';
import { readResponsesStream } from '../../../../helpers/readers/readResponsesStream.ts';

/** A chat provider's stream as a Responses client gets it. */
function fromChat(...chunks: (JsonObject | string)[]): string {
  return encodeStream(responsesCodec, decodeStream(chatCodec, [...chunks, '[DONE]']));
}

function callPiece(index: number, fields: JsonObject): JsonObject {
  return chatChunk({ tool_calls: [{ index, type: 'function', ...fields }] });
}

function outputOf(response: JsonObject): JsonObject[] {
  return asArray(response.output).filter(isObject);
}

/** A stream of a Responses provider, its events numbered. */
function decoded(...events: JsonObject[]): StreamEvent[] {
  return decodeStream(
    responsesCodec,
    events.map((event, index) => ({ sequence_number: index, ...event })),
  );
}

const created = {
  type: 'response.created',
  response: { id: 'resp_1', model: 'gpt-x', status: 'in_progress' },
};
const usage = {
  input_tokens: 172_000,
  input_tokens_details: { cached_tokens: 155_000 },
  output_tokens: 40,
  output_tokens_details: { reasoning_tokens: 9 },
  total_tokens: 172_040,
};

function ended(type: string, fields: JsonObject = {}): JsonObject {
  return { type, response: { id: 'resp_1', model: 'gpt-x', output: [], ...fields } };
}

function added(index: number, item: JsonObject): JsonObject {
  return { type: 'response.output_item.added', output_index: index, item };
}

function done(index: number, item: JsonObject): JsonObject {
  return { type: 'response.output_item.done', output_index: index, item };
}

const textPart = { type: 'output_text', text: 'hi', annotations: [] };
const message = { id: 'msg_1', type: 'message', role: 'assistant', status: 'completed', content: [textPart] };

function usageOf(codec: AnswerCodec, counted: JsonObject | undefined): JsonObject {
  const body = { id: 'resp_1', model: 'm', status: 'completed', output: [message], usage: counted };
  const { usage: written } = codec.encodeAnswer(responsesCodec.decodeAnswer(body), answerContext());
  assert.ok(isObject(written));
  return written;
}

describe('Responses streams, the cases that broke other gateways', () => {
  it('#43 the first event names the model, the last has it with all output and every count, also of none', () => {
    const stream = fromChat(chatChunk({ content: 'hi' }), chatChunk({}, 'stop'));
    const [first] = readSse(stream);
    assert.ok(first !== undefined);
    const { response } = dataOf(first);
    assert.ok(isObject(response) && response.model === 'gpt-x');
    const final = readResponsesStream(stream);
    assert.equal(final.model, 'gpt-x');
    assert.equal(outputOf(final).length, 1);
    const counts = final.usage as { input_tokens_details: JsonObject; output_tokens_details: JsonObject };
    assert.equal(counts.input_tokens_details.cached_tokens, 0);
    assert.equal(counts.output_tokens_details.reasoning_tokens, 0);
  });

  it('#44 a call without arguments is done with {}, and one with them does not get them twice', () => {
    const stream = fromChat(
      callPiece(0, { id: 'call_1', function: { name: 'now', arguments: '' } }),
      callPiece(1, { id: 'call_2', function: { name: 'read', arguments: '{"a":' } }),
      callPiece(1, { function: { arguments: '1}' } }),
      chatChunk({}, 'tool_calls'),
    );
    const output = outputOf(readResponsesStream(stream));
    assert.deepEqual(
      output.map((item) => item.arguments),
      ['{}', '{"a":1}'],
    );
  });

  it('#44 arguments that come only with the end of the call are used, those that were streamed are not repeated', () => {
    const call = { id: 'fc_1', type: 'function_call', call_id: 'call_1', name: 'read', arguments: '' };
    const place = { output_index: 0, item_id: 'fc_1' };
    const argumentsDone = { type: 'response.function_call_arguments.done', ...place, arguments: '{"a":1}' };
    const delta = { type: 'response.function_call_arguments.delta', ...place, delta: '{"a":1}' };
    for (const middle of [[argumentsDone], [delta, argumentsDone]]) {
      const whole = { ...call, arguments: '{"a":1}' };
      const events = decoded(created, added(0, call), ...middle, done(0, whole), ended('response.completed'));
      const [part] = collectAnswer(events).answer.content;
      assert.ok(part?.type === 'toolCall');
      assert.equal(part.argumentsJson, '{"a":1}');
    }
  });

  it('#45 text and calls have output indexes of their own', () => {
    const stream = fromChat(
      chatChunk({ reasoning_content: 'hm' }),
      chatChunk({ content: 'I look.' }),
      callPiece(0, { id: 'call_1', function: { name: 'a', arguments: '{}' } }),
      callPiece(1, { id: 'call_2', function: { name: 'b', arguments: '{}' } }),
      chatChunk({}, 'tool_calls'),
    );
    const addedIndexes = readSse(stream)
      .map(dataOf)
      .flatMap((body) => (body.type === 'response.output_item.added' ? [body.output_index] : []));
    assert.deepEqual(addedIndexes, [0, 1, 2, 3]);
    assert.equal(outputOf(readResponsesStream(stream)).length, 4);
  });

  it('#46 an answer that was cut is incomplete with its reason, and so is the call in it', () => {
    const stream = fromChat(
      callPiece(0, { id: 'call_1', function: { name: 'read', arguments: '{"a":' } }),
      chatChunk({}, 'length'),
    );
    const final = readResponsesStream(stream);
    assert.equal(final.status, 'incomplete');
    assert.deepEqual(final.incomplete_details, { reason: 'max_output_tokens' });
    assert.deepEqual(
      outputOf(final).map(({ status }) => status),
      ['incomplete'],
    );
    const filtered = readResponsesStream(
      fromChat(chatChunk({ content: 'x' }), chatChunk({}, 'content_filter')),
    );
    assert.deepEqual(
      [filtered.status, filtered.incomplete_details],
      ['incomplete', { reason: 'content_filter' }],
    );
  });

  it('#47 an incomplete response counts too, and one may count nothing', () => {
    const details = { incomplete_details: { reason: 'max_output_tokens' } };
    const incomplete = decoded(created, ended('response.incomplete', { ...details, usage }));
    assert.equal(collectAnswer(incomplete).answer.usage?.outputTokens, 40);
    assert.equal(collectAnswer(incomplete).answer.finishReason, 'length');
    const uncounted = decoded(created, added(0, message), done(0, message), ended('response.completed'));
    assert.equal(collectAnswer(uncounted).failure, undefined);
    assert.equal(collectAnswer(uncounted).answer.usage, undefined);
  });

  it('#48 item ids that change from event to event (Copilot) are told apart by their output index', () => {
    const delta = (id: string, index: number, text: string): JsonObject => ({
      type: 'response.output_text.delta',
      item_id: id,
      output_index: index,
      content_index: 0,
      delta: text,
    });
    const events = decoded(
      created,
      added(0, { ...message, id: 'a', content: [] }),
      delta('b', 0, 'h'),
      delta('c', 0, 'i'),
      done(0, { ...message, id: 'd' }),
      ended('response.completed', { usage }),
    );
    assert.deepEqual(collectAnswer(events).answer.content, [{ type: 'text', text: 'hi' }]);
  });

  it('#49 several summary parts are one thinking block, signed by what came last', () => {
    const item = { id: 'rs_1', type: 'reasoning', summary: [], encrypted_content: 'early' };
    const part = (index: number, text: string): JsonObject[] => [
      {
        type: 'response.reasoning_summary_part.added',
        item_id: 'rs_1',
        output_index: 0,
        summary_index: index,
        part: { type: 'summary_text', text: '' },
      },
      {
        type: 'response.reasoning_summary_text.delta',
        item_id: 'rs_1',
        output_index: 0,
        summary_index: index,
        delta: text,
      },
    ];
    const summary = ['first', 'second'].map((text) => ({ type: 'summary_text', text }));
    const events = decoded(
      created,
      added(0, item),
      ...part(0, 'first'),
      ...part(1, 'second'),
      done(0, { ...item, summary, encrypted_content: 'final' }),
      ended('response.completed', { usage }),
    );
    const [reasoning, ...more] = collectAnswer(events).answer.content;
    assert.ok(reasoning?.type === 'reasoning' && more.length === 0);
    assert.match(reasoning.text, /^first\s+second$/);
    assert.match(reasoning.signature?.data ?? '', /final/);
    assert.doesNotMatch(reasoning.signature?.data ?? '', /early/);
  });

  it('#50 reasoning without encrypted content is not sent to a provider that stores nothing', () => {
    const request = responsesCodec.decodeRequest({
      model: 'm',
      store: false,
      input: [
        { role: 'user', content: 'hi' },
        { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'hm' }] },
        { role: 'assistant', content: [{ type: 'output_text', text: 'hello' }] },
        { role: 'user', content: 'more' },
      ],
    });
    const { body } = responsesCodec.encodeRequest(request, encodeTarget());
    assert.doesNotMatch(JSON.stringify(body.input), /"reasoning"/);
  });

  it('#51 cached tokens are cache reads for an Anthropic client, and input counts without them', () => {
    const written = usageOf(messagesCodec, usage);
    assert.equal(written.cache_read_input_tokens, 155_000);
    assert.equal(written.input_tokens, 17_000);
    const uncached = { ...usage, input_tokens_details: undefined };
    assert.equal(usageOf(messagesCodec, uncached).input_tokens, 172_000);
    assert.ok(!usageOf(messagesCodec, uncached).cache_read_input_tokens);
  });

  it('#52 there are never more cached tokens than input tokens, and never fewer than none', () => {
    const counts = (cached: number): unknown => {
      const details = { input_tokens_details: { cached_tokens: cached } };
      const written = usageOf(responsesCodec, { ...usage, input_tokens: 10, ...details });
      return (written.input_tokens_details as JsonObject).cached_tokens;
    };
    assert.equal(counts(99), 10);
    assert.equal(counts(-5), 0);
  });

  it('#53 #95 a failure in the stream is an error event with its number, then response.failed with its code', () => {
    const failure = { type: 'overloaded_error', code: 'overloaded', message: 'too busy' };
    const events: StreamEvent[] = [
      ...decodeStream(chatCodec, [chatChunk({ content: 'hi' })]).slice(0, 2),
      { type: 'error', failure },
    ];
    const written = readSse(encodeStream(responsesCodec, events)).map(dataOf);
    const [error, failed] = written.slice(-2);
    assert.deepEqual(
      [error?.type, error?.code, error?.message, error?.error],
      ['error', 'overloaded', 'too busy', undefined],
    );
    assert.equal(error?.sequence_number, written.length - 2);
    assert.ok(isObject(failed?.response) && isObject(failed.response.error));
    assert.equal(failed.type, 'response.failed');
    assert.equal(failed.response.error.code, 'overloaded');
  });

  it('#54 items that only this format knows keep every field, and get none', () => {
    const search = {
      id: 'ws_1',
      type: 'web_search_call',
      status: 'completed',
      action: { type: 'search', query: 'q', sources: [{ type: 'api', name: 'oai-weather' }] },
    };
    const answer = responsesCodec.decodeAnswer({
      id: 'r',
      model: 'm',
      status: 'completed',
      output: [search, message],
    });
    const written = responsesCodec.encodeAnswer(answer, answerContext());
    assert.deepEqual(outputOf(written)[0], search);
    const computer = { type: 'computer' };
    const request = responsesCodec.decodeRequest({ model: 'm', input: 'hi', tools: [computer] });
    assert.deepEqual(responsesCodec.encodeRequest(request, encodeTarget()).body.tools, [computer]);
  });

  it('#55 images and texts of a tool’s output arrive at every provider', () => {
    const image = 'data:image/png;base64,iVBORw0KGgo=';
    const request = responsesCodec.decodeRequest({
      model: 'm',
      input: [
        { role: 'user', content: 'look' },
        { type: 'function_call', call_id: 'call_1', name: 'read', arguments: '{}' },
        {
          type: 'function_call_output',
          call_id: 'call_1',
          output: [
            { type: 'input_text', text: 'one picture' },
            { type: 'input_image', image_url: image },
          ],
        },
      ],
    });
    for (const codec of [responsesCodec, chatCodec, messagesCodec]) {
      const text = JSON.stringify(codec.encodeRequest(request, encodeTarget()).body);
      assert.match(text, /one picture/, codec.format);
      assert.match(text, /iVBORw0KGgo=/, codec.format);
    }
  });

  it('#56 the wrapper call multi_tool_use.parallel is the calls in it', () => {
    const uses = [
      { recipient_name: 'functions.read', parameters: { p: 1 } },
      { recipient_name: 'functions.now', parameters: {} },
    ];
    const call = {
      id: 'fc_1',
      type: 'function_call',
      call_id: 'call_1',
      name: 'multi_tool_use.parallel',
      arguments: JSON.stringify({ tool_uses: uses }),
    };
    const answer = responsesCodec.decodeAnswer({ id: 'r', model: 'm', status: 'completed', output: [call] });
    assert.deepEqual(
      answer.content.map((part) => part.type === 'toolCall' && [part.name, part.argumentsJson]),
      [
        ['read', '{"p":1}'],
        ['now', '{}'],
      ],
    );
    const streamed = collectAnswer(
      decoded(created, added(0, { ...call, arguments: '' }), done(0, call), ended('response.completed')),
    );
    assert.deepEqual(
      streamed.answer.content.map((part) => part.type === 'toolCall' && part.name),
      ['read', 'now'],
    );
  });
});
