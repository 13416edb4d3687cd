import assert from 'node:assert/strict';
import { GatewayError } from '../../../../../src/gateway/errors.ts';
import { answerToEvents } from '../../../../../src/gateway/wire/answerToEvents.ts';
import type { NeutralAnswer } from '../../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { vscodeCodec } from '../../../../../src/gateway/wire/vscode/codec.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { collectAnswer } from '../../../../helpers/collectAnswer.ts';
import { encodeStream } from '../../../../helpers/convertStream.ts';

const text = (value: string): JsonObject => ({ type: 'text', value });

function decode(...messages: JsonObject[]) {
  return vscodeCodec.decodeRequest({ model: 'auto', messages }).messages;
}

describe('a request of VS Code’s chat', () => {
  it('has the instructions that its chat sends as a third role', () => {
    assert.deepEqual(decode({ role: 'system', content: [text('be brief')] }), [
      { role: 'system', content: [{ type: 'text', text: 'be brief' }] },
    ]);
  });

  it('leaves stop sequences that are no texts among the options that nobody knows', () => {
    const modelOptions = { stop: [{ toString: 'x' }] };
    const { stop, extras } = vscodeCodec.decodeRequest({ model: 'auto', messages: [], modelOptions });
    assert.deepEqual([stop, extras], [[], modelOptions]);
  });

  it('mixes results of tools with text, in order', () => {
    const result = { type: 'toolResult', callId: 'c1', content: [text('42')] };
    assert.deepEqual(decode({ role: 'user', content: [result, text('and now?')] }), [
      {
        role: 'tool',
        content: [
          { type: 'toolResult', toolCallId: 'c1', content: [{ type: 'text', text: '42' }], isError: false },
        ],
      },
      { role: 'user', content: [{ type: 'text', text: 'and now?' }] },
    ]);
  });

  it('carries images, texts and documents as data, and notes to itself that nobody else reads', () => {
    const data = (mimeType: string, bytes: string): JsonObject => ({
      type: 'data',
      mimeType,
      data: Buffer.from(bytes).toString('base64'),
    });
    const [message] = decode({
      role: 'user',
      content: [
        data('image/png', 'p'),
        data('application/json', '{"a":1}'),
        data('application/pdf', 'd'),
        data('stateful_marker', 'x'),
      ],
    });
    assert.deepEqual(message?.content, [
      { type: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'cA==' } },
      { type: 'text', text: '{"a":1}' },
      { type: 'document', source: { kind: 'base64', mediaType: 'application/pdf', data: 'ZA==' } },
    ]);
  });

  it('marks with a part what should be cached', () => {
    const mark = { type: 'data', mimeType: 'cache_control', data: 'ZXBoZW1lcmFs' };
    assert.deepEqual(decode({ role: 'user', content: [text('long'), mark] })[0]?.content, [
      { type: 'text', text: 'long', cacheControl: { type: 'ephemeral' } },
    ]);
  });

  it('demands a call, has schemas of tools, and options under OpenAI’s names', () => {
    const schema = { type: 'object', properties: { path: { type: 'string' } } };
    const request = vscodeCodec.decodeRequest({
      model: 'auto',
      messages: [],
      toolMode: 'required',
      tools: [{ name: 'read', description: 'reads', inputSchema: schema }],
      modelOptions: { temperature: 0.2, maxTokens: 99, stop: 'END', reasoning_effort: 'high', wild: 1 },
    });
    assert.deepEqual(request.toolChoice, { type: 'required' });
    assert.deepEqual(request.tools, [
      { type: 'function', name: 'read', description: 'reads', parameters: schema },
    ]);
    const { temperature, maxOutputTokens, stop, reasoning, extras } = request;
    assert.deepEqual(
      { temperature, maxOutputTokens, stop, reasoning, extras },
      {
        temperature: 0.2,
        maxOutputTokens: 99,
        stop: ['END'],
        reasoning: { mode: 'on', effort: 'high' },
        extras: { wild: 1 },
      },
    );
  });

  it('names the field that is of the wrong type', () => {
    assert.throws(
      () => decode({ role: 'user', content: [{ type: 'text', value: 7 }] }),
      (error) => error instanceof GatewayError && error.details['field'] === 'messages[0].content[0].value',
    );
  });
});

describe('an answer for VS Code’s chat', () => {
  const signature = { format: 'messages', data: 'sealed-by-anthropic' } as const;
  const answer: NeutralAnswer = {
    content: [
      { type: 'reasoning', text: 'hm', signature },
      { type: 'text', text: 'first' },
      { type: 'toolCall', id: 'a', name: 'read', argumentsJson: '{"path":"x"}' },
      { type: 'toolCall', id: 'b', name: 'read', argumentsJson: '' },
    ],
    finishReason: 'toolCalls',
  };
  const lines = (of: NeutralAnswer): JsonObject[] =>
    encodeStream(vscodeCodec, answerToEvents(of), answerContext())
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as JsonObject);

  it('has thoughts as they come, their signature behind them, calls whole, and an end', () => {
    assert.deepEqual(lines(answer), [
      { type: 'thinking', value: 'hm' },
      {
        type: 'thinking',
        value: '',
        metadata: {
          signature: 'muxgate-sealed:messages:sealed-by-anthropic',
          _completeThinking: 'hm',
        },
      },
      { type: 'thinking', value: '', metadata: { vscode_reasoning_done: true } },
      { type: 'text', value: 'first' },
      { type: 'toolCall', callId: 'a', name: 'read', input: { path: 'x' } },
      { type: 'toolCall', callId: 'b', name: 'read', input: {} },
      { type: 'end', finishReason: 'toolCalls' },
    ]);
  });

  it('comes back in the next request with the signature of its thoughts', () => {
    const thoughts = lines(answer).slice(0, 2);
    assert.deepEqual(decode({ role: 'assistant', content: thoughts })[0]?.content, [
      { type: 'reasoning', text: 'hm', signature },
    ]);
  });

  it('keeps the signature of a call in its id, and finds it again', () => {
    const call = { type: 'toolCall', id: 'g', name: 'read', argumentsJson: '{}', signature } as const;
    const [written] = lines({ content: [call], finishReason: 'toolCalls' });
    assert.ok(written);
    assert.deepEqual(decode({ role: 'assistant', content: [written] })[0]?.content, [call]);
    const result = { type: 'toolResult', callId: written['callId'], content: [] };
    const [message] = decode({ role: 'user', content: [result] });
    assert.deepEqual(message?.content, [
      { type: 'toolResult', toolCallId: 'g', content: [], isError: false },
    ]);
  });

  it('is an error where a model calls a tool with what is no JSON', () => {
    const call = { type: 'toolCall', id: 'g', name: 'read', argumentsJson: '{"a":' } as const;
    assert.throws(() => lines({ content: [call], finishReason: 'toolCalls' }), /read/);
  });
});

describe('an answer of a model of VS Code’s', () => {
  const read = (...parts: JsonObject[]) => {
    const decoder = vscodeCodec.createStreamDecoder();
    const events = parts.flatMap((part) => decoder.push({ data: JSON.stringify(part) }));
    return [...events, ...decoder.end()];
  };

  it('is read with several calls at once', () => {
    const events = read(
      text('let me '),
      text('look'),
      { type: 'toolCall', callId: 'a', name: 'read', input: { n: 1 } },
      { type: 'toolCall', callId: 'b', name: 'read', input: { n: 2 } },
      { type: 'end' },
    );
    const { content, finishReason } = collectAnswer(events).answer;
    assert.equal(finishReason, 'toolCalls');
    assert.deepEqual(content, [
      { type: 'text', text: 'let me look' },
      { type: 'toolCall', id: 'a', name: 'read', argumentsJson: '{"n":1}' },
      { type: 'toolCall', id: 'b', name: 'read', argumentsJson: '{"n":2}' },
    ]);
  });

  it('is no whole answer when it breaks off', () => {
    assert.deepEqual(read(text('let')).at(-1), {
      type: 'error',
      failure: { type: 'truncated_stream', message: 'The provider’s stream broke off before its end.' },
    });
  });

  it('may fail in the middle, with its reason', () => {
    const error = { code: 'blocked', type: 'rate_limit_error', message: 'no requests are left' };
    assert.deepEqual(read(text('let'), { type: 'error', error }).at(-1), { type: 'error', failure: error });
  });
});
