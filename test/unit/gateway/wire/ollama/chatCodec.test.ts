import assert from 'node:assert/strict';
import type {
  ChatRequest,
  NeutralAnswer,
  NeutralPart,
  StreamEvent,
} from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { ollamaChatCodec } from '../../../../../src/gateway/wire/ollama/chatCodec.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { collectAnswer } from '../../../../helpers/collectAnswer.ts';
import { decodeStream, encodeStream } from '../../../../helpers/convertStream.ts';
import { encodeTarget } from '../../../../helpers/encodeTarget.ts';

const decode = (body: JsonObject): ChatRequest => ollamaChatCodec.decodeRequest({ model: 'm', ...body });
const encode = (request: Partial<ChatRequest>, facts = {}) =>
  ollamaChatCodec.encodeRequest(
    {
      kind: 'chat',
      model: 'm',
      stream: true,
      includeUsage: true,
      messages: [],
      tools: [],
      stop: [],
      extras: {},
      ...request,
    },
    encodeTarget({ reasoningEfforts: [], ...facts }),
  );
const call = (name: string, given: JsonObject, more: JsonObject = {}): JsonObject => ({
  ...more,
  function: { name, arguments: given },
});
const partsOf = (request: ChatRequest): NeutralPart[] => request.messages.flatMap(({ content }) => content);
const text = (value: string) => ({ type: 'text', text: value }) as const;

describe('Ollama’s chat format: a client’s request', () => {
  it('streams unless it is told not to', () => {
    assert.equal(decode({}).stream, true);
    assert.equal(decode({ stream: false }).stream, false);
  });

  it('reads the options, and keeps those of Ollama alone by name', () => {
    const request = decode({
      keep_alive: '5m',
      options: {
        num_predict: 9,
        temperature: 0.5,
        top_p: 0.9,
        top_k: 5,
        seed: 1,
        stop: ['x'],
        num_ctx: 8192,
        min_p: 0.1,
      },
    });
    assert.deepEqual(
      [request.maxOutputTokens, request.temperature, request.topP, request.topK, request.seed, request.stop],
      [9, 0.5, 0.9, 5, 1, ['x']],
    );
    assert.deepEqual(request.extras, { keep_alive: '5m', 'options.num_ctx': 8192, 'options.min_p': 0.1 });
    assert.equal(decode({ options: { num_predict: -1 } }).maxOutputTokens, undefined, 'without end');
    assert.deepEqual(decode({ options: { stop: 'one' } }).stop, ['one']);
  });

  it('reads think as a switch or a level, and names what it must be', () => {
    assert.deepEqual(decode({ think: true }).reasoning, { mode: 'on' });
    assert.deepEqual(decode({ think: false }).reasoning, { mode: 'off' });
    assert.deepEqual(decode({ think: 'high' }).reasoning, { mode: 'on', effort: 'high' });
    assert.equal(decode({}).reasoning, undefined);
    assert.throws(() => decode({ think: 'much' }), /^GatewayError: think must be/);
  });

  it('reads format as json or a schema', () => {
    assert.deepEqual(decode({ format: 'json' }).responseFormat, { type: 'json' });
    assert.deepEqual(decode({ format: { type: 'object' } }).responseFormat, {
      type: 'jsonSchema',
      schema: { type: 'object' },
    });
    assert.equal(decode({ format: '' }).responseFormat, undefined);
    assert.throws(() => decode({ format: 'xml' }), /format must be/);
  });

  it('tells images by their first bytes', () => {
    const images = ['iVBORw0KGgoAA', '/9j/4AAQ', 'R0lGODlh', 'UklGRh', 'data:image/webp;base64,AAAA'];
    const types = partsOf(decode({ messages: [{ role: 'user', content: '', images }] })).map((part) =>
      part.type === 'image' && part.source.kind === 'base64' ? part.source.mediaType : part.type,
    );
    assert.deepEqual(types, ['image/png', 'image/jpeg', 'image/gif', 'image/webp', 'image/webp']);
  });

  it('#8 gives calls without ids the same ones in every turn, and finds the call of each result', () => {
    const messages = [
      { role: 'user', content: 'hi' },
      {
        role: 'assistant',
        content: '',
        tool_calls: [call('a', { x: 1 }), call('b', {}), call('a', { x: 2 })],
      },
      { role: 'tool', content: 'of b', tool_name: 'b' },
      { role: 'tool', content: 'of the first a', tool_name: 'a' },
      { role: 'tool', content: 'of the second a' },
    ];
    const parts = partsOf(decode({ messages }));
    const ids = parts.flatMap((part) => (part.type === 'toolCall' ? [part.id] : []));
    const answered = parts.flatMap((part) => (part.type === 'toolResult' ? [part.toolCallId] : []));
    assert.equal(new Set(ids).size, 3);
    assert.deepEqual(answered, [ids[1], ids[0], ids[2]]);
    assert.deepEqual(
      partsOf(decode({ messages: [...messages, { role: 'user', content: 'go on' }] })).slice(0, parts.length),
      parts,
    );
  });

  it('trusts ids where there are some', () => {
    const messages = [
      {
        role: 'assistant',
        content: '',
        tool_calls: [call('a', {}, { id: 'c1' }), call('a', {}, { id: 'c2' })],
      },
      { role: 'tool', content: 'x', tool_call_id: 'c2', tool_name: 'a' },
    ];
    const result = partsOf(decode({ messages })).at(-1);
    assert.equal(result?.type === 'toolResult' ? result.toolCallId : undefined, 'c2');
  });

  it('names the field that is wrong', () => {
    const wrong = (body: JsonObject): string => {
      try {
        decode(body);
        return '';
      } catch (error) {
        return String(error);
      }
    };
    assert.match(
      wrong({ messages: [{ role: 'user', content: [] }] }),
      /messages\[0\]\.content must be a string/,
    );
    assert.match(wrong({ messages: [{ role: 'robot', content: '' }] }), /messages\[0\]\.role must be/);
    assert.match(wrong({ messages: [{ role: 'tool', content: 'x' }] }), /messages\[0\]\.tool_name must be/);
    assert.match(wrong({ tools: [{ type: 'function' }] }), /tools\[0\]\.function must be an object/);
    const text = {
      role: 'assistant',
      content: '',
      tool_calls: [{ function: { name: 'a', arguments: '{}' } }],
    };
    assert.match(wrong({ messages: [text] }), /arguments must be an object/);
  });
});

describe('Ollama’s chat format: a provider’s request', () => {
  it('is the client’s own again where the client wrote this format', () => {
    const body = {
      model: 'some-model',
      messages: [
        { role: 'system', content: 'Be brief.' },
        { role: 'user', content: 'look', images: ['iVBORw0KGgoAA'] },
        {
          role: 'assistant',
          content: '',
          thinking: 'hm',
          tool_calls: [{ id: 'c1', function: { index: 0, name: 'a', arguments: { x: 1 } } }],
        },
        { role: 'tool', content: 'ok', tool_name: 'a', tool_call_id: 'c1' },
      ],
      tools: [
        { type: 'function', function: { name: 'a', description: 'd', parameters: { type: 'object' } } },
      ],
      format: { type: 'object' },
      options: { num_predict: 9, temperature: 0.5, num_ctx: 8192 },
      keep_alive: 0,
      stream: false,
    };
    const { body: again, dropped } = encode(ollamaChatCodec.decodeRequest(body));
    assert.deepEqual(again, body);
    assert.deepEqual(dropped, []);
  });

  it('always says whether to stream, as Ollama streams when it is not told', () => {
    assert.equal(encode({ stream: false }).body.stream, false);
  });

  it('thinks only where the model is known to, and takes "off" always', () => {
    assert.equal(encode({ reasoning: { mode: 'off' } }).body.think, false);
    const unknown = encode({ reasoning: { mode: 'on', effort: 'high' } });
    assert.deepEqual([unknown.body.think, unknown.dropped], [undefined, ['think']]);
    assert.equal(encode({ reasoning: { mode: 'on' } }, { reasons: true }).body.think, true);
    const budget = { mode: 'on', budgetTokens: 5000 } as const;
    assert.equal(encode({ reasoning: budget }, { reasoningEfforts: ['low', 'high'] }).body.think, 'low');
    const most = { mode: 'on', effort: 'xhigh' } as const;
    const levels = { reasoningEfforts: ['none', 'low', 'medium', 'high'] };
    assert.equal(encode({ reasoning: most }, levels).body.think, 'high', 'case 71');
    assert.equal(encode({ reasoning: most }, { reasons: true }).body.think, true, 'no levels are known');
  });

  it('#57 offers a forced tool alone, none where none may be called, and says what it could not', () => {
    const tools = ['a', 'b'].map((name) => ({ type: 'function', name }) as const);
    const forced = encode({ tools, toolChoice: { type: 'tool', name: 'b' }, parallelToolCalls: false });
    assert.deepEqual(
      (forced.body.tools as { function: { name: string } }[]).map((tool) => tool.function.name),
      ['b'],
    );
    assert.deepEqual(forced.dropped, ['tool_choice', 'parallel_tool_calls']);
    assert.equal(encode({ tools, toolChoice: { type: 'none' } }).body.tools, undefined);
    assert.deepEqual(encode({ tools, toolChoice: { type: 'auto' } }).dropped, []);
  });

  it('writes out what a schema refers to, and says where it was cut', () => {
    const parameters = {
      type: 'object',
      properties: { at: { $ref: '#/$defs/Node' } },
      $defs: { Node: { properties: { next: { $ref: '#/$defs/Node' } } } },
    };
    const { body, dropped } = encode({ tools: [{ type: 'function', name: 'a', parameters }] });
    assert.ok(!JSON.stringify(body).includes('$ref'));
    assert.deepEqual(dropped, ['tools.$ref']);
  });

  it('#62 marks a failed result, and gives it the name of its tool', () => {
    const toolCall = { type: 'toolCall', id: 'c1', name: 'a', argumentsJson: '' } as const;
    const result = { type: 'toolResult', toolCallId: 'c1', content: [text('boom')], isError: true } as const;
    const { body } = encode({
      messages: [
        { role: 'assistant', content: [toolCall] },
        { role: 'tool', content: [result] },
      ],
    });
    assert.deepEqual(body.messages, [
      {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: 'c1', function: { index: 0, name: 'a', arguments: {} } }],
      },
      { role: 'tool', content: 'Error: boom', tool_name: 'a', tool_call_id: 'c1' },
    ]);
  });

  it('#64 #78 refuses what Ollama cannot read, and says why', () => {
    const user = (part: NeutralPart) => () => encode({ messages: [{ role: 'user', content: [part] }] });
    assert.throws(user({ type: 'image', source: { kind: 'url', url: 'https://x.y/z.png' } }), /cannot fetch/);
    assert.throws(() => encode({ answerCount: 2 }), /give one answer/);
    assert.throws(user({ type: 'audio', data: 'AA', format: 'wav' }), /audio/);
    const pdf = { kind: 'base64', mediaType: 'application/pdf', data: 'AA' } as const;
    assert.throws(user({ type: 'document', source: pdf }), /document that is no text/);
    const broken = { type: 'toolCall', id: 'c', name: 'a', argumentsJson: '{"x":' } as const;
    const history = () => encode({ messages: [{ role: 'assistant', content: [broken] }] });
    assert.throws(history, /arguments of the call to a are no JSON object/);
  });

  it('#73 leaves out an assistant that says nothing, and names extras of other formats', () => {
    const { body, dropped } = encode({
      messages: [{ role: 'assistant', content: [text('')] }],
      format: 'chat',
      extras: { logit_bias: {} },
      userId: 'u',
    });
    assert.deepEqual(body.messages, []);
    assert.deepEqual([...dropped].toSorted(), ['logit_bias', 'user']);
  });
});

describe('Ollama’s chat format: answers', () => {
  const line = (message: JsonObject, more: JsonObject = {}): JsonObject => ({
    model: 'm',
    created_at: '2026-01-02T03:04:05.6Z',
    message: { role: 'assistant', content: '', ...message },
    done: false,
    ...more,
  });
  const last = line({}, { done: true, done_reason: 'stop', prompt_eval_count: 8, eval_count: 2 });

  it('#8 #17 a line with thoughts and text becomes two blocks, a call without an id gets one', () => {
    const { answer, failure } = collectAnswer(
      decodeStream(ollamaChatCodec, [
        line({ thinking: 'hm', content: 'a' }),
        line({ content: 'b' }),
        line({ tool_calls: [call('f', { x: 1 }), call('f', {})] }),
        last,
      ]),
    );
    assert.equal(failure, undefined);
    assert.deepEqual(
      answer.content.map((part) => (part.type === 'toolCall' ? `${part.name} ${part.argumentsJson}` : part)),
      [{ type: 'reasoning', text: 'hm' }, text('ab'), 'f {"x":1}', 'f {}'],
    );
    const ids = answer.content.flatMap((part) => (part.type === 'toolCall' ? [part.id] : []));
    assert.equal(new Set(ids).size, 2);
    assert.equal(answer.finishReason, 'toolCalls');
    assert.deepEqual(answer.usage, { inputTokens: 8, outputTokens: 2 });
  });

  it('#98 a body that ends before its last line is broken', () => {
    assert.equal(
      collectAnswer(decodeStream(ollamaChatCodec, [line({ content: 'a' })])).failure?.type,
      'truncated_stream',
    );
    const failed = decodeStream(ollamaChatCodec, [line({ content: 'a' }), { error: 'no memory' }, last]);
    assert.equal(collectAnswer(failed).failure?.message, 'no memory');
  });

  it('reads and writes log probabilities', () => {
    const logprobs = [{ token: 'a', logprob: -0.5, top_logprobs: [{ token: 'b', logprob: -1 }] }];
    const answer = ollamaChatCodec.decodeAnswer(line({ content: 'a' }, { done: true, logprobs }));
    assert.deepEqual(ollamaChatCodec.encodeAnswer(answer, answerContext()).logprobs, logprobs);
  });

  const events = (
    parts: readonly StreamEvent[],
    reason: 'stop' | 'length' | 'toolCalls' = 'stop',
  ): StreamEvent[] => [
    { type: 'start', id: 'i', model: 'm', createdAtS: 1_760_000_000 },
    ...parts,
    { type: 'usage', usage: { inputTokens: 8, outputTokens: 2 } },
    { type: 'finish', reason },
    { type: 'end' },
  ];
  const callEvents = (json: string): StreamEvent[] => [
    { type: 'blockStart', block: 0, content: { type: 'toolCall', id: 'c', name: 'f' } },
    { type: 'argumentsDelta', block: 0, json: json.slice(0, 2) },
    { type: 'argumentsDelta', block: 0, json: json.slice(2) },
    { type: 'blockEnd', block: 0 },
  ];
  const linesOf = (list: readonly StreamEvent[]): JsonObject[] =>
    encodeStream(ollamaChatCodec, list)
      .split('\n')
      .filter((one) => one !== '')
      .map((one) => JSON.parse(one) as JsonObject);

  it('writes a call when it is whole, its arguments an object, and every line with its time', () => {
    const [first, second, ...others] = linesOf(events(callEvents('{"x":1}'), 'toolCalls'));
    assert.deepEqual(first, {
      model: 'm',
      created_at: '2025-10-09T08:53:20.000000000Z',
      message: {
        role: 'assistant',
        content: '',
        tool_calls: [{ id: 'c', function: { index: 0, name: 'f', arguments: { x: 1 } } }],
      },
      done: false,
    });
    assert.deepEqual(
      [second?.done, second?.done_reason, second?.prompt_eval_count, second?.eval_count],
      [true, 'stop', 8, 2],
    );
    assert.deepEqual(others, []);
  });

  it('#6 #25 a call without arguments has an empty object', () => {
    const [first] = linesOf(events(callEvents('')));
    assert.ok(JSON.stringify(first).includes('"arguments":{}'));
  });

  it('a call that the limit cut off is left out, one that is nonsense is an error', () => {
    const cut = linesOf(events(callEvents('{"x":'), 'length'));
    assert.deepEqual(
      cut.map(({ done_reason: reason }) => reason),
      ['length'],
    );
    const [nonsense] = linesOf(events(callEvents('no json'), 'toolCalls'));
    assert.match(JSON.stringify(nonsense), /f with arguments that are no JSON object/);
    const answer: NeutralAnswer = {
      content: [{ type: 'toolCall', id: 'c', name: 'f', argumentsJson: '[1]' }],
      finishReason: 'toolCalls',
    };
    assert.throws(() => ollamaChatCodec.encodeAnswer(answer, answerContext()), /no JSON object/);
  });

  it('writes nothing for a ping: an empty line is no JSON', () => {
    assert.equal(encodeStream(ollamaChatCodec, [{ type: 'ping' }]), '');
  });

  it('says how long it took, from the request on', () => {
    const times = [10, 25];
    const context = answerContext({ elapsedMs: () => times.shift() ?? 25 });
    const list = events([
      { type: 'blockStart', block: 0, content: { type: 'text' } },
      { type: 'textDelta', block: 0, text: 'a' },
      { type: 'blockEnd', block: 0 },
    ]);
    const end = JSON.parse(
      encodeStream(ollamaChatCodec, list, context).trim().split('\n').at(-1) ?? '',
    ) as JsonObject;
    assert.deepEqual(
      [end.total_duration, end.prompt_eval_duration, end.eval_duration],
      [25_000_000, 10_000_000, 15_000_000],
    );
  });

  it('#94 ends with the error alone after a failure', () => {
    const list: StreamEvent[] = [
      { type: 'start' },
      { type: 'error', failure: { type: 'api_error', message: 'boom' } },
      { type: 'end' },
    ];
    assert.equal(encodeStream(ollamaChatCodec, list), '{"error":"boom"}\n');
  });
});
