import assert from 'node:assert/strict';
import type { StreamEvent } from '../../../../../src/gateway/wire/exchange.ts';
import { geminiCodec } from '../../../../../src/gateway/wire/gemini/codec.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { decodeStream } from '../../../../helpers/convertStream.ts';

const decode = (...chunks: (JsonObject | string)[]): StreamEvent[] => decodeStream(geminiCodec, chunks);
const chunk = (parts: JsonObject[], more: JsonObject = {}): JsonObject => ({
  candidates: [{ content: { parts, role: 'model' }, index: 0, ...more }],
  modelVersion: 'gemini-x',
  responseId: 'r1',
});
const stop = chunk([{ text: '' }], { finishReason: 'STOP' });
const head: StreamEvent = { type: 'start', id: 'r1', model: 'gemini-x', createdAtS: undefined };
const signature = { format: 'gemini', data: 'c2ln' } as const;

/** Ids are made anew where Gemini gives none. */
function withoutIds(events: readonly StreamEvent[]): unknown[] {
  return events.map((event) =>
    event.type === 'blockStart' && event.content.type === 'toolCall'
      ? { ...event, content: { ...event.content, id: 'id' } }
      : event,
  );
}
const callStart = (block: number, name: string): unknown => ({
  type: 'blockStart',
  block,
  content: { type: 'toolCall', id: 'id', name },
});

describe('gemini stream decoder', () => {
  it('reads thoughts, text, the signature behind them, usage and the end', () => {
    const usageMetadata = {
      promptTokenCount: 9,
      candidatesTokenCount: 5,
      thoughtsTokenCount: 185,
      toolUsePromptTokenCount: 2,
      cachedContentTokenCount: 4,
      totalTokenCount: 201,
    };
    assert.deepEqual(
      decode(chunk([{ text: 'hm', thought: true }]), chunk([{ text: 'Hel' }]), chunk([{ text: 'lo' }]), {
        ...chunk([{ text: '', thoughtSignature: 'c2ln' }], { finishReason: 'STOP' }),
        usageMetadata,
      }),
      [
        head,
        { type: 'blockStart', block: 0, content: { type: 'reasoning' } },
        { type: 'reasoningDelta', block: 0, text: 'hm' },
        { type: 'blockEnd', block: 0 },
        { type: 'blockStart', block: 1, content: { type: 'text' } },
        { type: 'textDelta', block: 1, text: 'Hel' },
        { type: 'textDelta', block: 1, text: 'lo' },
        { type: 'signature', block: 1, signature },
        { type: 'blockEnd', block: 1 },
        {
          type: 'usage',
          usage: { inputTokens: 11, outputTokens: 190, cachedInputTokens: 4, reasoningTokens: 185 },
        },
        { type: 'finish', reason: 'stop' },
        { type: 'end' },
      ],
    );
  });

  it('never joins a signed text with another', () => {
    const texts = decode(chunk([{ text: 'a', thoughtSignature: 'c2ln' }]), chunk([{ text: 'b' }]), stop);
    assert.deepEqual(
      texts
        .filter(({ type }) => type === 'blockStart' || type === 'signature')
        .map((event) => 'block' in event && event.block),
      [0, 0, 1],
    );
  });

  it('#84 a call in one chunk and STOP in a later one is a turn of tool calls', () => {
    const events = decode(
      chunk([{ functionCall: { name: 'f', args: { a: [1, { b: 'ü' }] } }, thoughtSignature: 'c2ln' }]),
      stop,
    );
    assert.deepEqual(withoutIds(events), [
      head,
      callStart(0, 'f'),
      { type: 'signature', block: 0, signature },
      { type: 'argumentsDelta', block: 0, json: '{"a":[1,{"b":"ü"}]}' },
      { type: 'blockEnd', block: 0 },
      { type: 'finish', reason: 'toolCalls' },
      { type: 'end' },
    ]);
  });

  it('gives parallel calls blocks and ids of their own, arguments or not', () => {
    const events = decode(
      chunk([
        { functionCall: { id: 'given', name: 'f' } },
        { functionCall: { name: 'f' } },
        { functionCall: { name: 'f' } },
      ]),
      stop,
    );
    const ids = events.flatMap((event) =>
      event.type === 'blockStart' && event.content.type === 'toolCall' ? [event.content.id] : [],
    );
    assert.equal(ids[0], 'given');
    assert.equal(new Set(ids).size, 3);
    assert.ok(ids.every((id) => /^[a-zA-Z0-9_-]+$/.test(id)));
    assert.deepEqual(
      events.flatMap((event) => (event.type === 'argumentsDelta' ? [event.json] : [])),
      ['{}', '{}', '{}'],
    );
  });

  it('puts arguments together that come in pieces, nested ones too', () => {
    const piece = (functionCall: JsonObject): JsonObject => chunk([{ functionCall }]);
    const events = decode(
      piece({ name: 'f', willContinue: true }),
      piece({
        partialArgs: [{ jsonPath: '$.text', stringValue: 'Hel', willContinue: true }],
        willContinue: true,
      }),
      piece({ partialArgs: [{ jsonPath: '$.text', stringValue: 'lo' }], willContinue: true }),
      piece({ partialArgs: [{ jsonPath: '$.list[1].n', numberValue: 3 }], willContinue: true }),
      piece({ partialArgs: [{ jsonPath: "$['odd key']", boolValue: false }], willContinue: true }),
      piece({ partialArgs: [{ jsonPath: '$.none', nullValue: 'NULL_VALUE' }], willContinue: true }),
      piece({ partialArgs: [{ jsonPath: '$.__proto__.x', numberValue: 1 }], willContinue: true }),
      piece({}),
      stop,
    );
    const json = events.flatMap((event) => (event.type === 'argumentsDelta' ? [event.json] : []));
    assert.deepEqual(json, ['{"text":"Hello","list":[null,{"n":3}],"odd key":false,"none":null}']);
    assert.equal(Object.hasOwn(Object.prototype, 'x'), false);
  });

  it('#86 reads the text of the chunk that says MAX_TOKENS, and survives empty parts', () => {
    assert.deepEqual(decode(chunk([{}, { text: 'cut' }], { finishReason: 'MAX_TOKENS' })), [
      head,
      { type: 'blockStart', block: 0, content: { type: 'text' } },
      { type: 'textDelta', block: 0, text: 'cut' },
      { type: 'blockEnd', block: 0 },
      { type: 'finish', reason: 'length' },
      { type: 'end' },
    ]);
  });

  for (const reason of [
    'SAFETY',
    'RECITATION',
    'PROHIBITED_CONTENT',
    'BLOCKLIST',
    'SPII',
    'LANGUAGE',
    'SOMETHING_NEW',
  ]) {
    it(`${reason} is a filter`, () => {
      const finish = decode(chunk([{ text: 'a' }]), { candidates: [{ finishReason: reason }] }).at(-2);
      assert.deepEqual(finish, { type: 'finish', reason: 'contentFilter' });
    });
  }

  it('a blocked prompt is an empty answer that a filter ended', () => {
    const events = decode({
      promptFeedback: { blockReason: 'PROHIBITED_CONTENT' },
      responseId: 'r1',
      modelVersion: 'gemini-x',
    });
    assert.deepEqual(events, [head, { type: 'finish', reason: 'contentFilter' }, { type: 'end' }]);
  });

  it('a garbled call is an error, not an empty answer', () => {
    const events = decode(chunk([{ text: 'a' }]), {
      candidates: [
        { finishReason: 'MALFORMED_FUNCTION_CALL', finishMessage: 'Malformed function call: print(x)' },
      ],
    });
    assert.deepEqual(events.at(-1), {
      type: 'error',
      failure: {
        type: 'api_error',
        code: 'MALFORMED_FUNCTION_CALL',
        message: 'Malformed function call: print(x)',
      },
    });
  });

  it('an error chunk ends the stream', () => {
    const events = decode(
      chunk([{ text: 'a' }]),
      { error: { code: 503, message: 'overloaded', status: 'UNAVAILABLE' } },
      stop,
    );
    assert.deepEqual(events.at(-1), {
      type: 'error',
      failure: { type: 'UNAVAILABLE', message: 'overloaded', code: '503' },
    });
  });

  it('#98 a body that ends without a finish reason is truncated', () => {
    const last = decode(chunk([{ text: 'a' }])).at(-1);
    assert.ok(last?.type === 'error');
    assert.equal(last.failure.type, 'truncated_stream');
    const [only] = decode();
    assert.ok(only?.type === 'error');
    assert.equal(only.failure.type, 'empty_stream');
  });

  it('#99 a line that is no JSON is skipped', () => {
    assert.deepEqual(decode('{"candidates": [', stop).at(-1), { type: 'end' });
  });

  it('keeps pictures and code for Gemini’s own clients', () => {
    const part = { inlineData: { mimeType: 'image/png', data: 'AAAA' } };
    const [, block] = decode(chunk([part]), stop);
    assert.deepEqual(block, {
      type: 'blockStart',
      block: 0,
      content: { type: 'opaque', format: 'gemini', value: part },
    });
  });

  it('counts a citation’s stretch in the text’s own units', () => {
    const groundingMetadata = {
      groundingChunks: [{ web: { uri: 'https://a', title: 'A' } }, { web: { uri: 'https://b', title: 'B' } }],
      groundingSupports: [
        { segment: { startIndex: 3, endIndex: 8, text: '😀x' }, groundingChunkIndices: [0, 1] },
      ],
    };
    const events = decode(
      chunk([{ text: 'ü ' }]),
      chunk([{ text: '😀x.' }]),
      chunk([{ text: '' }], { finishReason: 'STOP', groundingMetadata }),
    );
    const citations = events.flatMap((event) => (event.type === 'citation' ? [event.citation] : []));
    assert.deepEqual(
      citations.map(({ url, title, start, end }) => [url, title, start, end]),
      [
        ['https://a', 'A', 2, 5],
        ['https://b', 'B', 2, 5],
      ],
    );
    assert.equal('ü 😀x.'.slice(2, 5), '😀x');
  });

  it('reads log probabilities as OpenAI writes them', () => {
    const logprobsResult = {
      chosenCandidates: [{ token: 'ü', logProbability: -0.5 }],
      topCandidates: [
        {
          candidates: [
            { token: 'ü', logProbability: -0.5 },
            { token: 'u', logProbability: -1 },
          ],
        },
      ],
    };
    const delta = decode(chunk([{ text: 'ü' }], { logprobsResult }), stop).find(
      ({ type }) => type === 'textDelta',
    );
    assert.deepEqual(delta, {
      type: 'textDelta',
      block: 0,
      text: 'ü',
      logprobs: {
        content: [
          {
            token: 'ü',
            logprob: -0.5,
            bytes: [0xc3, 0xbc],
            top_logprobs: [
              { token: 'ü', logprob: -0.5, bytes: [0xc3, 0xbc] },
              { token: 'u', logprob: -1, bytes: [0x75] },
            ],
          },
        ],
      },
    });
  });
});
