import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { NeutralAnswer, StreamFailure } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { parseObject } from '../../../../../src/gateway/wire/json.ts';
import { responsesCodec } from '../../../../../src/gateway/wire/responses/codec.ts';
import { collectAnswer } from '../../../../helpers/collectAnswer.ts';
import { decodeStream } from '../../../../helpers/convertStream.ts';
import {
  hasRecordedAnswers,
  recordedStreams,
  recordedWholeAnswers,
} from '../../../../helpers/recordedAnswers.ts';

function read(...events: (JsonObject | string)[]): {
  answer: NeutralAnswer;
  failure: StreamFailure | undefined;
} {
  return collectAnswer(decodeStream(responsesCodec, events));
}

const created = {
  type: 'response.created',
  response: { id: 'resp_1', model: 'gpt-x', created_at: 5, status: 'in_progress', error: null, output: [] },
};
const completed = (response: JsonObject = {}): JsonObject => ({
  type: 'response.completed',
  response: { id: 'resp_1', status: 'completed', error: null, output: [], ...response },
});
const message = (text: string): JsonObject => ({
  id: 'msg_1',
  type: 'message',
  role: 'assistant',
  content: [{ type: 'output_text', text, annotations: [] }],
});
const added = (index: number, item: JsonObject): JsonObject => ({
  type: 'response.output_item.added',
  output_index: index,
  item,
});
const done = (index: number, item: JsonObject): JsonObject => ({
  type: 'response.output_item.done',
  output_index: index,
  item,
});
const at = (index: number, type: string, fields: JsonObject): JsonObject => ({
  type: `response.${type}`,
  output_index: index,
  item_id: 'x',
  ...fields,
});

describe('a Responses provider’s stream', () => {
  it('is read from its deltas, once', () => {
    const { answer, failure } = read(
      created,
      added(0, { type: 'message', content: [] }),
      at(0, 'content_part.added', { content_index: 0, part: { type: 'output_text', text: '' } }),
      at(0, 'output_text.delta', {
        content_index: 0,
        delta: 'Hel',
        logprobs: [{ token: 'Hel', logprob: -1 }],
      }),
      at(0, 'output_text.delta', { content_index: 0, delta: 'lo' }),
      at(0, 'output_text.annotation.added', {
        content_index: 0,
        annotation: { type: 'url_citation', url: 'u' },
      }),
      at(0, 'output_text.done', { content_index: 0, text: 'Hello' }),
      done(0, {
        ...message('Hello'),
        content: [{ type: 'output_text', text: 'Hello', annotations: [{ type: 'url_citation', url: 'u' }] }],
      }),
      completed({
        output: [message('Hello')],
        usage: { input_tokens: 9, input_tokens_details: { cached_tokens: 4 }, output_tokens: 2 },
      }),
    );
    assert.equal(failure, undefined);
    assert.deepEqual(answer, {
      id: 'resp_1',
      model: 'gpt-x',
      createdAtS: 5,
      content: [
        {
          type: 'text',
          text: 'Hello',
          citations: [
            { url: 'u', original: { format: 'responses', value: { type: 'url_citation', url: 'u' } } },
          ],
        },
      ],
      finishReason: 'stop',
      usage: { inputTokens: 9, outputTokens: 2, cachedInputTokens: 4 },
      logprobs: { content: [{ token: 'Hel', logprob: -1 }] },
    });
  });

  it('is read from whole items, or from the response alone, where no deltas come', () => {
    const call = { type: 'function_call', id: 'fc', call_id: 'c', name: 'f', arguments: '{"a":1}' };
    const text = { type: 'text', text: 'Hi' };
    const called = { type: 'toolCall', id: 'c', name: 'f', argumentsJson: '{"a":1}' };
    assert.deepEqual(read(created, done(0, message('Hi')), done(1, call), completed()).answer.content, [
      text,
      called,
    ]);
    assert.deepEqual(read(completed({ output: [message('Hi'), call] })).answer.content, [text, called]);
    const unnumbered = [
      { type: 'response.output_item.done', item: message('Hi') },
      { type: 'response.output_item.done', item: call },
    ];
    assert.deepEqual(read(created, ...unnumbered, completed()).answer.content, [text, called]);
  });

  it('has parallel calls, their fragments by item, no double arguments, `{}` for none', () => {
    const call = (id: string, name: string): JsonObject => ({
      type: 'function_call',
      call_id: id,
      name,
      arguments: '',
    });
    const { answer } = read(
      created,
      added(0, call('a', 'read')),
      added(1, call('b', 'list')),
      added(2, call('c', 'late')),
      at(1, 'function_call_arguments.done', { arguments: '' }),
      at(0, 'function_call_arguments.delta', { delta: '{"p"' }),
      at(0, 'function_call_arguments.delta', { delta: ':1}' }),
      at(0, 'function_call_arguments.done', { arguments: '{"p":1}' }),
      at(2, 'function_call_arguments.done', { arguments: '{"only":"done"}' }),
      done(1, call('b', 'list')),
      done(0, { ...call('a', 'read'), arguments: '{"p":1}' }),
      completed(),
    );
    assert.deepEqual(
      answer.content.map((part) => part.type === 'toolCall' && [part.id, part.name, part.argumentsJson]),
      [
        ['a', 'read', '{"p":1}'],
        ['b', 'list', '{}'],
        ['c', 'late', '{"only":"done"}'],
      ],
    );
    assert.equal(answer.finishReason, 'toolCalls');
  });

  it('#49 has the parts of one reasoning item as one text, signed by its final encrypted content', () => {
    const { answer } = read(
      created,
      added(0, { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'first' }),
      at(0, 'reasoning_summary_text.delta', { summary_index: 0, delta: 'one' }),
      at(0, 'reasoning_summary_text.done', { summary_index: 0, text: 'one' }),
      at(0, 'reasoning_summary_text.delta', { summary_index: 1, delta: 'two' }),
      done(0, {
        type: 'reasoning',
        id: 'rs_1',
        summary: [{ type: 'summary_text', text: 'one' }],
        encrypted_content: 'last',
      }),
      completed(),
    );
    assert.deepEqual(answer.content, [
      {
        type: 'reasoning',
        text: 'one\n\ntwo',
        id: 'rs_1',
        signature: { format: 'responses', data: 'rs_1:last' },
      },
    ]);
  });

  it('leaves out reasoning that shows nothing and cannot be sent back', () => {
    const item = { type: 'reasoning', id: 'rs_1', summary: [] };
    assert.deepEqual(read(created, added(0, item), done(0, item), completed()).answer.content, []);
  });

  it('#48 is read by the items’ places where no id stays the same, as Copilot’s are', () => {
    const call = { type: 'function_call', call_id: 'c', name: 'f' };
    const { answer, failure } = read(
      created,
      added(0, { type: 'message', id: 'a1', content: [] }),
      at(0, 'output_text.delta', { item_id: 'a2', content_index: 0, delta: 'Hel' }),
      added(1, { ...call, id: 'b1', arguments: '' }),
      at(1, 'function_call_arguments.delta', { item_id: 'b2', delta: '{"a"' }),
      at(0, 'output_text.delta', { item_id: 'a3', content_index: 0, delta: 'lo' }),
      at(1, 'function_call_arguments.delta', { item_id: 'b3', delta: ':1}' }),
      done(0, { ...message('Hello'), id: 'a4' }),
      done(1, { ...call, id: 'b4', arguments: '{"a":1}' }),
      completed({
        output: [
          { ...message('Hello'), id: 'a5' },
          { ...call, id: 'b5', arguments: '{"a":1}' },
        ],
      }),
    );
    assert.equal(failure, undefined);
    assert.deepEqual(answer.content, [
      { type: 'text', text: 'Hello' },
      { type: 'toolCall', id: 'c', name: 'f', argumentsJson: '{"a":1}' },
    ]);
  });

  it('#56 expands the wrapper of parallel calls', () => {
    const uses = [
      { recipient_name: 'functions.read', parameters: { p: 1 } },
      { recipient_name: 'functions.list', parameters: {} },
    ];
    const item = {
      type: 'function_call',
      call_id: 'c',
      name: 'multi_tool_use.parallel',
      arguments: JSON.stringify({ tool_uses: uses }),
    };
    const { answer } = read(
      created,
      added(0, { ...item, arguments: '' }),
      at(0, 'function_call_arguments.delta', { delta: item.arguments }),
      done(0, item),
      completed(),
    );
    assert.deepEqual(
      answer.content.map((part) => part.type === 'toolCall' && [part.id, part.name, part.argumentsJson]),
      [
        ['c_0', 'read', '{"p":1}'],
        ['c_1', 'list', '{}'],
      ],
    );
  });

  it('has refusals, and items that only this format knows', () => {
    const search = { type: 'web_search_call', id: 'ws', status: 'completed' };
    const { answer } = read(
      created,
      added(0, search),
      at(0, 'web_search_call.searching', {}),
      done(0, search),
      added(1, { type: 'message', content: [] }),
      at(1, 'refusal.delta', { content_index: 0, delta: 'No' }),
      at(1, 'refusal.done', { content_index: 0, refusal: 'No.' }),
      completed(),
    );
    assert.deepEqual(answer.content, [
      { type: 'opaque', format: 'responses', value: search },
      { type: 'refusal', text: 'No.' },
    ]);
    assert.equal(answer.finishReason, 'refusal');
  });

  it('ends by length or filter when the response is incomplete', () => {
    const reasonOf = (reason: string): string =>
      read(created, {
        type: 'response.incomplete',
        response: { status: 'incomplete', error: null, incomplete_details: { reason }, output: [] },
      }).answer.finishReason;
    assert.equal(reasonOf('max_output_tokens'), 'length');
    assert.equal(reasonOf('content_filter'), 'contentFilter');
  });

  it('reports what the provider says went wrong, in every form in which it does', () => {
    const quota = { type: 'insufficient_quota', code: 'insufficient_quota', message: 'Pay.' };
    const expected = { type: 'insufficient_quota', message: 'Pay.', code: 'insufficient_quota' };
    assert.deepEqual(read(created, { type: 'error', error: quota }).failure, expected);
    assert.deepEqual(read(created, { error: quota }).failure, expected);
    const failed = { status: 'failed', error: { code: 'server_error', message: 'Oops.' } };
    assert.deepEqual(read(created, { type: 'response.failed', response: failed }).failure, {
      type: 'api_error',
      message: 'Oops.',
      code: 'server_error',
    });
    assert.deepEqual(read({ type: 'error', code: 'x', message: 'Flat.', param: null }).failure, {
      type: 'api_error',
      message: 'Flat.',
      code: 'x',
    });
    assert.match(read({ type: 'response.failed' }).failure?.message ?? '', /failed/);
  });

  it('#98 is broken when it ends before the response, though whole items came', () => {
    assert.equal(read(created, done(0, message('Hi'))).failure?.type, 'truncated_stream');
    assert.equal(read(created, done(0, message('Hi')), '[DONE]').failure?.type, 'truncated_stream');
    assert.equal(read().failure?.type, 'truncated_stream');
  });

  it('#99 skips what is no JSON and what it does not know, and reads the rest', () => {
    const { answer, failure } = read(
      'nonsense',
      created,
      { type: 'response.something_new', delta: 'x' },
      { type: 'keepalive' },
      at(0, 'output_text.delta', { delta: 'never announced' }),
      completed(),
    );
    assert.equal(failure, undefined);
    assert.deepEqual(answer.content, [{ type: 'text', text: 'never announced' }]);
  });

  it('decodes whole answers alike', () => {
    const body = {
      id: 'resp_1',
      status: 'incomplete',
      incomplete_details: { reason: 'max_output_tokens' },
      error: null,
      output: [
        { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'gAAA' },
        message('Hi'),
        { type: 'custom_tool_call', call_id: 'c', name: 'patch', input: '***', namespace: 'n' },
      ],
    };
    const answer = responsesCodec.decodeAnswer(body);
    assert.deepEqual(answer.content, [
      { type: 'reasoning', text: '', signature: { format: 'responses', data: 'rs_1:gAAA' }, id: 'rs_1' },
      { type: 'text', text: 'Hi' },
      { type: 'toolCall', id: 'c', name: 'patch', namespace: 'n', custom: true, argumentsJson: '***' },
    ]);
    assert.equal(answer.finishReason, 'length');
    assert.throws(() => responsesCodec.decodeAnswer({ status: 'failed', error: { message: 'Oops.' } }), {
      code: 'provider_error',
      message: 'Oops.',
    });
    assert.throws(() => responsesCodec.decodeAnswer({ choices: [] }), { code: 'provider_error' });
  });
});

describe('what providers of Responses send', () => {
  const fixtures: Record<string, Partial<NeutralAnswer>> = {
    copilot: {
      content: [
        { type: 'reasoning', text: '**Looking at the file**', id: 'id-3' },
        { type: 'text', text: 'It has 7 lines.' },
      ],
      finishReason: 'stop',
      usage: { inputTokens: 12, outputTokens: 9, cachedInputTokens: 4, reasoningTokens: 5 },
    },
    lmstudio: {
      content: [
        { type: 'reasoning', text: 'They ask for the weather.', id: 'rs_1' },
        { type: 'text', text: 'I will look.' },
        { type: 'toolCall', id: 'call_7', name: 'weather', argumentsJson: '{"location":"Oslo"}' },
      ],
      finishReason: 'toolCalls',
      usage: { inputTokens: 20, outputTokens: 14, cachedInputTokens: 0, reasoningTokens: 6 },
    },
  };
  for (const [name, expected] of Object.entries(fixtures)) {
    it(`is read as ${name} sends it`, () => {
      const file = new URL(`../../../../fixtures/wire/responses/${name}.chunks.txt`, import.meta.url);
      const { answer, failure } = read(...readFileSync(file, 'utf8').trim().split('\n'));
      assert.equal(failure, undefined);
      for (const [field, value] of Object.entries(expected))
        assert.deepEqual(answer[field as keyof NeutralAnswer], value, field);
    });
  }
});

describe('recorded Responses answers', () => {
  before(function () {
    if (!hasRecordedAnswers()) this.skip();
  });

  const streamNamed = (provider: string, part: string): JsonObject[] =>
    (recordedStreams(provider).find(({ name }) => name.includes(part))?.text ?? '')
      .split('\n')
      .map((line) => parseObject(line))
      .filter((event) => event !== undefined);
  const wholeNamed = (provider: string, part: string): JsonObject =>
    parseObject(recordedWholeAnswers(provider).find(({ name }) => name.includes(part))?.text ?? '') ?? {};

  it('Copilot’s stream, in which no id stays the same', () => {
    const { answer, failure } = read(...streamNamed('openai', 'id-rotation'));
    assert.equal(failure, undefined);
    assert.deepEqual(
      answer.content.map(({ type }) => type),
      ['reasoning', 'text'],
    );
    const [reasoning, text] = answer.content;
    assert.ok(reasoning?.type === 'reasoning' && text?.type === 'text');
    assert.equal(reasoning.text, '**Counting character occurrences**');
    assert.match(text.text, /^There are \*\*3\*\* letter/);
  });

  it('a custom tool’s call, streamed and whole', () => {
    const input = 'SELECT * FROM users WHERE age > 25';
    const streamed = read(...streamNamed('openai', 'custom-tool')).answer;
    const whole = responsesCodec.decodeAnswer(wholeNamed('openai', 'custom-tool'));
    for (const { content, finishReason } of [streamed, whole]) {
      assert.deepEqual(content, [
        {
          type: 'toolCall',
          id: 'call_custom_sql_001',
          name: 'write_sql',
          custom: true,
          argumentsJson: input,
        },
      ]);
      assert.equal(finishReason, 'toolCalls');
    }
  });

  it('LM Studio’s reasoning and call, streamed and whole', () => {
    const streamed = read(...streamNamed('open-responses', 'lmstudio')).answer;
    const whole = responsesCodec.decodeAnswer(wholeNamed('open-responses', 'lmstudio'));
    for (const { content, usage } of [streamed, whole]) {
      const call = content.find((part) => part.type === 'toolCall');
      assert.ok(call?.type === 'toolCall');
      assert.equal(call.name, 'weather');
      assert.ok((usage?.outputTokens ?? 0) > 0);
    }
    assert.ok(streamed.content.some((part) => part.type === 'reasoning' && part.text.startsWith('The user')));
  });

  it('an exhausted quota inside a stream', () => {
    const { failure } = read(...streamNamed('openai', 'openai-error'));
    assert.equal(failure?.code, 'insufficient_quota');
    assert.match(failure.message, /exceeded your current quota/);
  });
});
