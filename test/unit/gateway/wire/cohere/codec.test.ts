import assert from 'node:assert/strict';
import { cohereCodec } from '../../../../../src/gateway/wire/cohere/codec.ts';
import type { ChatRequest, NeutralMessage, StreamEvent } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { toolNamesOf } from '../../../../../src/gateway/wire/toolNames.ts';
import { chatRequest } from '../../../../helpers/chatRequest.ts';
import { collectAnswer } from '../../../../helpers/collectAnswer.ts';
import { decodeStream } from '../../../../helpers/convertStream.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';
import {
  hasRecordedAnswers,
  recordedStreams,
  recordedWholeAnswers,
} from '../../../../helpers/recordedAnswers.ts';

function encode(facts: Partial<ChatRequest>, reasoningEfforts: readonly string[] = []) {
  return cohereCodec.encodeRequest(
    chatRequest({ includeUsage: true, messages: [], ...facts }),
    encodeTarget({ model: 'command-a', reasoningEfforts }),
  );
}

function messagesOf(...messages: NeutralMessage[]) {
  return encode({ messages }).body.messages;
}

const text = (value: string) => ({ type: 'text', text: value }) as const;
const tool = {
  type: 'function',
  name: 'get_weather',
  parameters: { type: 'object', properties: {} },
} as const;
const call = { type: 'toolCall', id: 'c1', name: 'get_weather', argumentsJson: '{"a":1}' } as const;

describe('Cohere’s chat format: requests', () => {
  it('names the parameters as Cohere does', () => {
    const { body, dropped } = encode({
      maxOutputTokens: 9,
      temperature: 0.5,
      topP: 0.9,
      topK: 5,
      seed: 1,
      stop: ['x'],
      logprobs: true,
      frequencyPenalty: 0.1,
      presencePenalty: 0.2,
      stream: true,
    });
    assert.deepEqual(body, {
      model: 'command-a',
      messages: [],
      max_tokens: 9,
      temperature: 0.5,
      p: 0.9,
      k: 5,
      seed: 1,
      frequency_penalty: 0.1,
      presence_penalty: 0.2,
      stop_sequences: ['x'],
      logprobs: true,
      stream: true,
    });
    assert.deepEqual(dropped, []);
  });

  it('names everything that Cohere has no word for', () => {
    const { dropped } = encode({
      userId: 'u',
      serviceTier: 'flex',
      topLogprobs: 3,
      reasoning: { mode: 'on' },
      extras: { documents: [] },
    });
    assert.deepEqual([...dropped].toSorted(), [
      'documents',
      'service_tier',
      'thinking',
      'top_logprobs',
      'user',
    ]);
  });

  it('refuses several answers, as the client would get one', () => {
    assert.throws(() => encode({ answerCount: 2 }), /give one answer/);
  });

  it('text before calls is their plan, and thoughts stand in the content', () => {
    const content = [{ type: 'reasoning', text: 'hm' } as const, text('I will look.'), call];
    assert.deepEqual(messagesOf({ role: 'assistant', content }), [
      {
        role: 'assistant',
        tool_plan: 'I will look.',
        content: [{ type: 'thinking', thinking: 'hm' }],
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'get_weather', arguments: '{"a":1}' } }],
      },
    ]);
  });

  it('#63 #79 of two results for one call the last wins, and an image of a result follows in a user message', () => {
    const image = { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'AA' } } as const;
    const result = (content: readonly ({ type: 'text'; text: string } | typeof image)[], isError = false) =>
      ({
        role: 'tool',
        content: [{ type: 'toolResult', toolCallId: 'c1', content, isError }],
      }) as const;
    assert.deepEqual(
      messagesOf(
        { role: 'assistant', content: [call] },
        result([text('old')]),
        result([text('bad'), image], true),
        { role: 'user', content: [text('go on')] },
      )?.valueOf(),
      [
        {
          role: 'assistant',
          tool_calls: [
            { id: 'c1', type: 'function', function: { name: 'get_weather', arguments: '{"a":1}' } },
          ],
        },
        { role: 'tool', tool_call_id: 'c1', content: 'Error: bad\n[1 image(s): see the next user message]' },
        {
          role: 'user',
          content: [
            { type: 'text', text: 'Attached to the result of tool call c1:' },
            { type: 'image_url', image_url: { url: 'data:image/png;base64,AA' } },
          ],
        },
        { role: 'user', content: 'go on' },
      ],
    );
  });

  it('a result without content is an empty object, and an assistant that says nothing is left out', () => {
    const empty = { type: 'toolResult', toolCallId: 'c1', content: [], isError: false } as const;
    assert.deepEqual(
      messagesOf({ role: 'tool', content: [empty] }, { role: 'assistant', content: [text('')] }),
      [{ role: 'tool', tool_call_id: 'c1', content: '{}' }],
    );
  });

  it('forces a certain tool by leaving out the others', () => {
    const other = { ...tool, name: 'other' };
    const { body } = encode({ tools: [tool, other], toolChoice: { type: 'tool', name: 'other' } });
    assert.equal(body.tool_choice, 'REQUIRED');
    assert.equal((body.tools as JsonObject[]).length, 1);
    assert.equal(encode({ tools: [tool], toolChoice: { type: 'none' } }).body.tool_choice, 'NONE');
    assert.equal(encode({ tools: [tool], toolChoice: { type: 'auto' } }).body.tool_choice, undefined);
    assert.equal(encode({ toolChoice: { type: 'required' } }).body.tool_choice, undefined, 'case 87');
  });

  it('#74 writes names of tools without dashes, and leads them back', () => {
    const request = chatRequest({
      includeUsage: true,
      tools: [
        { ...tool, name: 'mcp-fs/read.file' },
        { ...tool, name: '1st' },
      ],
    });
    const { body } = cohereCodec.encodeRequest(request, encodeTarget());
    const names = (body.tools as { function: { name: string } }[]).map((one) => one.function.name);
    for (const name of names) assert.match(name, /^[a-zA-Z_][a-zA-Z0-9_]*$/);
    const restored = names.map((name) => toolNamesOf(request).fromUpstream(name));
    assert.deepEqual(restored, ['mcp-fs/read.file', '1st']);
  });

  it('is strict with all tools or none', () => {
    const strict = { ...tool, name: 'b', strict: true };
    assert.equal(encode({ tools: [strict] }).body.strict_tools, true);
    const mixed = encode({ tools: [tool, strict] });
    assert.equal(mixed.body.strict_tools, undefined);
    assert.deepEqual(mixed.dropped, ['tools.strict']);
  });

  it('asks for a schema, but not beside tools', () => {
    const responseFormat = { type: 'jsonSchema', name: 'n', schema: { type: 'object' } } as const;
    assert.deepEqual(encode({ responseFormat }).body.response_format, {
      type: 'json_object',
      json_schema: { type: 'object' },
    });
    const beside = encode({ responseFormat, tools: [tool] });
    assert.equal(beside.body.response_format, undefined);
    assert.deepEqual(beside.dropped, ['response_format']);
  });

  it('thinks within a budget, where the model is known to think', () => {
    const efforts = ['low', 'high'];
    assert.deepEqual(encode({ reasoning: { mode: 'on', budgetTokens: 2000 } }, efforts).body.thinking, {
      type: 'enabled',
      token_budget: 2000,
    });
    assert.deepEqual(encode({ reasoning: { mode: 'off' } }, efforts).body.thinking, { type: 'disabled' });
    assert.deepEqual(encode({ reasoning: { mode: 'off' } }).dropped, []);
  });
});

describe('Cohere’s chat format: answers', () => {
  const event = (type: string, fields: JsonObject = {}): JsonObject => ({ type, ...fields });
  const delta = (type: string, message: JsonObject, index = 0): JsonObject =>
    event(type, { index, delta: { message } });
  const end = (finish: string, more: JsonObject = {}): JsonObject =>
    event('message-end', { delta: { finish_reason: finish, ...more } });

  it('counts what the model read, not what is billed', () => {
    const usage = {
      billed_units: { input_tokens: 1, output_tokens: 2 },
      tokens: { input_tokens: 10, output_tokens: 20 },
      cached_tokens: 30,
    };
    const answer = cohereCodec.decodeAnswer({ message: { content: [] }, finish_reason: 'COMPLETE', usage });
    assert.deepEqual(answer.usage, { inputTokens: 10, outputTokens: 20, cachedInputTokens: 10 });
  });

  it('reads citations with their places in UTF-16, and keeps them as they came', () => {
    const value = {
      start: 2,
      end: 5,
      text: 'one',
      sources: [{ type: 'document', id: 'd', document: { title: 'T', url: 'https://x.y', snippet: 's' } }],
      content_index: 0,
      type: 'TEXT_CONTENT',
    };
    const expected = {
      url: 'https://x.y',
      title: 'T',
      citedText: 's',
      start: 3,
      end: 6,
      original: { format: 'cohere-chat', value },
    };
    const whole = cohereCodec.decodeAnswer({
      message: {
        content: [{ type: 'text', text: '😀 one' }],
        citations: [value, { ...value, type: 'PLAN' }],
      },
      finish_reason: 'COMPLETE',
    });
    assert.deepEqual(whole.content, [{ type: 'text', text: '😀 one', citations: [expected] }]);
    const { answer } = collectAnswer(
      decodeStream(cohereCodec, [
        event('message-start', { id: 'i' }),
        delta('content-start', { content: { type: 'text', text: '' } }),
        delta('content-delta', { content: { text: '😀 one' } }),
        event('content-end', { index: 0 }),
        delta('citation-start', { citations: value }),
        event('citation-end', { index: 0 }),
        end('COMPLETE'),
      ]),
    );
    assert.deepEqual(answer.content, [{ type: 'text', text: '😀 one', citations: [expected] }]);
  });

  it('#3 #5 reads thoughts, a plan and calls as blocks that follow one another', () => {
    const types = decodeStream(cohereCodec, [
      event('message-start', { id: 'i' }),
      delta('content-start', { content: { type: 'thinking', thinking: '' } }),
      delta('content-delta', { content: { thinking: 'hm' } }),
      event('content-end', { index: 0 }),
      delta('tool-plan-delta', { tool_plan: 'I will' }),
      delta('tool-call-start', { tool_calls: { id: 'a', function: { name: 'f', arguments: '' } } }),
      delta('tool-call-delta', { tool_calls: { function: { arguments: '{}' } } }),
      event('tool-call-end', { index: 0 }),
      delta('tool-call-start', { tool_calls: { id: 'b', function: { name: 'g', arguments: '' } } }, 1),
      event('tool-call-end', { index: 1 }),
      end('TOOL_CALL'),
    ]).map((one: StreamEvent) => ('block' in one ? `${one.type} ${one.block}` : one.type));
    assert.deepEqual(types, [
      'start',
      'blockStart 0',
      'reasoningDelta 0',
      'blockEnd 0',
      'blockStart 1',
      'textDelta 1',
      'blockEnd 1',
      'blockStart 2',
      'argumentsDelta 2',
      'blockEnd 2',
      'blockStart 3',
      'blockEnd 3',
      'finish',
      'end',
    ]);
  });

  it('#94 knows the reasons, and takes ERROR for the failure that it is', () => {
    const reason = (finish: string) =>
      cohereCodec.decodeAnswer({ message: { content: [] }, finish_reason: finish }).finishReason;
    assert.deepEqual(['COMPLETE', 'STOP_SEQUENCE', 'MAX_TOKENS', 'NEW'].map(reason), [
      'stop',
      'stopSequence',
      'length',
      'stop',
    ]);
    assert.throws(() => reason('ERROR'), /ended its answer with ERROR/);
    const { failure } = collectAnswer(
      decodeStream(cohereCodec, [event('message-start'), end('ERROR', { error: 'no memory' })]),
    );
    assert.equal(failure?.message, 'no memory');
  });

  it('#98 #99 a stream without its end is broken, events of unknown types are not', () => {
    const events = decodeStream(cohereCodec, [
      event('message-start'),
      event('debug', { prompt: 'p' }),
      '{"ty',
    ]);
    assert.equal(collectAnswer(events).failure?.type, 'truncated_stream');
  });

  it('reads log probabilities', () => {
    const answer = cohereCodec.decodeAnswer({
      message: { content: [{ type: 'text', text: 'ab' }] },
      finish_reason: 'COMPLETE',
      logprobs: [{ text: 'ab', token_ids: [1, 2], logprobs: [-0.25, -0.5] }],
    });
    assert.deepEqual(answer.logprobs, {
      content: [{ token: 'ab', logprob: -0.75, bytes: null, top_logprobs: [] }],
      refusal: null,
    });
  });
});

describe('Recorded answers of Cohere', () => {
  before(function () {
    if (!hasRecordedAnswers()) this.skip();
  });

  it('streams decode to what the whole answers say', () => {
    for (const { name, text: lines } of recordedStreams('cohere')) {
      const { answer, failure } = collectAnswer(decodeStream(cohereCodec, lines.split('\n')));
      assert.equal(failure, undefined, name);
      assert.ok(answer.content.length > 0, name);
      assert.equal(answer.finishReason, name.includes('tool-call') ? 'toolCalls' : 'stop');
      assert.ok((answer.usage?.cachedInputTokens ?? 0) > 0);
    }
  });

  it('whole answers decode', () => {
    for (const { name, text: json } of recordedWholeAnswers('cohere')) {
      const answer = cohereCodec.decodeAnswer(JSON.parse(json) as JsonObject);
      const types = answer.content.map(({ type }) => type);
      assert.deepEqual(types, name.includes('tool-call') ? ['text', 'toolCall', 'toolCall'] : ['text']);
    }
  });
});
