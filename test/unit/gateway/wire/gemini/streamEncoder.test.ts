import assert from 'node:assert/strict';
import type { AnswerContext } from '../../../../../src/gateway/wire/codec.ts';
import type { StreamEvent } from '../../../../../src/gateway/wire/exchange.ts';
import { geminiCodec } from '../../../../../src/gateway/wire/gemini/codec.ts';
import type { JsonObject } from '../../../../../src/gateway/wire/json.ts';
import { answerContext } from '../../../../helpers/answerContext.ts';
import { decodeStream, encodeStream } from '../../../../helpers/convertStream.ts';

const start: StreamEvent = { type: 'start', id: 'x1', model: 'provider-model' };
const finish: StreamEvent[] = [{ type: 'finish', reason: 'stop' }, { type: 'end' }];
const blockStart = (block: number, type: 'text' | 'reasoning' | 'refusal'): StreamEvent => ({
  type: 'blockStart',
  block,
  content: { type },
});
const call = (block: number, id: string, name = 'read'): StreamEvent => ({
  type: 'blockStart',
  block,
  content: { type: 'toolCall', id, name },
});
const json = (block: number, fragment: string): StreamEvent => ({
  type: 'argumentsDelta',
  block,
  json: fragment,
});
const text = (block: number, words: string): StreamEvent => ({ type: 'textDelta', block, text: words });
const end = (block: number): StreamEvent => ({ type: 'blockEnd', block });

function written(events: readonly StreamEvent[], context: Partial<AnswerContext> = {}): JsonObject[] {
  const stream = encodeStream(geminiCodec, events, answerContext(context));
  return stream
    .split('\n\n')
    .filter((event) => event !== '')
    .map((event) => JSON.parse(event.replace(/^data: /, '')) as JsonObject);
}

/** The parts and what stands beside them of every chunk's candidate. */
function candidates(chunks: readonly JsonObject[]): unknown[] {
  return chunks.map(({ candidates: list }) => {
    const [{ content, index, ...beside }] = list as [JsonObject & { content: { parts: unknown[] } }];
    assert.equal(index, 0);
    return Object.keys(beside).length === 0 ? content.parts : [content.parts, beside];
  });
}

describe('gemini stream encoder', () => {
  it('writes the exact bytes that Google’s clients parse', () => {
    const usage = { inputTokens: 12, cachedInputTokens: 2, outputTokens: 10, reasoningTokens: 7 };
    const stream = encodeStream(geminiCodec, [
      start,
      blockStart(0, 'text'),
      text(0, 'Hi'),
      end(0),
      { type: 'usage', usage },
      ...finish,
    ]);
    const tail = '"modelVersion":"provider-model","responseId":"x1"}';
    assert.equal(
      stream,
      `data: {"candidates":[{"content":{"parts":[{"text":"Hi"}],"role":"model"},"index":0}],${tail}\n\n` +
        'data: {"candidates":[{"content":{"parts":[{"text":""}],"role":"model"},"index":0,"finishReason":"STOP"}],' +
        '"usageMetadata":{"promptTokenCount":12,"candidatesTokenCount":3,"totalTokenCount":22,"thoughtsTokenCount":7,' +
        `"cachedContentTokenCount":2},${tail}\n\n`,
    );
  });

  it('writes the elements of one array where the client asked for no events', () => {
    const events = [start, blockStart(0, 'text'), text(0, 'a'), text(0, 'b'), end(0), ...finish];
    const stream = encodeStream(geminiCodec, events, answerContext({ framing: 'json-array' }));
    assert.equal((JSON.parse(stream) as unknown[]).length, 3);
    const empty = encodeStream(geminiCodec, [start, ...finish], answerContext({ framing: 'json-array' }));
    assert.equal((JSON.parse(empty) as unknown[]).length, 1);
  });

  it('gathers calls, which its clients want whole, in the order in which they began', () => {
    const chunks = written([
      start,
      blockStart(0, 'text'),
      text(0, 'let me see'),
      end(0),
      call(1, 'a'),
      call(2, 'b', 'write'),
      json(2, '{}'),
      end(2),
      json(1, '{"p":'),
      { type: 'signature', block: 1, signature: { format: 'gemini', data: 'c2ln' } },
      json(1, '"ü"}'),
      end(1),
      call(3, 'c'),
      end(3),
      { type: 'finish', reason: 'toolCalls' },
      { type: 'end' },
    ]);
    assert.deepEqual(candidates(chunks), [
      [{ text: 'let me see' }],
      [{ functionCall: { id: 'a', name: 'read', args: { p: 'ü' } }, thoughtSignature: 'c2ln' }],
      [{ functionCall: { id: 'b', name: 'write', args: {} } }],
      [{ functionCall: { id: 'c', name: 'read', args: {} } }],
      [[{ text: '' }], { finishReason: 'STOP' }],
    ]);
  });

  it('writes thoughts as thoughts, with signatures of any provider, and withheld ones', () => {
    const sealed = { format: 'messages', data: 'ErUB' } as const;
    const events: StreamEvent[] = [
      start,
      blockStart(0, 'reasoning'),
      { type: 'reasoningDelta', block: 0, text: 'hm' },
      { type: 'signature', block: 0, signature: sealed },
      end(0),
      { type: 'blockStart', block: 1, content: { type: 'redactedReasoning', signature: sealed } },
      end(1),
      blockStart(2, 'text'),
      text(2, 'yes'),
      end(2),
      ...finish,
    ];
    const parts = candidates(written(events)).slice(0, 4).flat() as JsonObject[];
    assert.deepEqual(
      parts.map(({ thoughtSignature, ...part }) => [part, typeof thoughtSignature]),
      [
        [{ text: 'hm', thought: true }, 'undefined'],
        [{ text: '', thought: true }, 'string'],
        [{ text: '', thought: true }, 'string'],
        [{ text: 'yes' }, 'undefined'],
      ],
    );
    assert.ok(parts.every(({ thoughtSignature: seal }) => seal === undefined || isBase64(seal)));
    const history = geminiCodec.decodeRequest({
      contents: [
        { role: 'user', parts: [{ text: 'q' }] },
        { role: 'model', parts },
      ],
    });
    assert.deepEqual(history.messages[1]?.content, [
      { type: 'reasoning', text: 'hm', signature: sealed },
      { type: 'reasoning', text: '', redacted: true, signature: sealed },
      { type: 'text', text: 'yes' },
    ]);
  });

  const reasons = [
    ['stop', 'STOP'],
    ['stopSequence', 'STOP'],
    ['toolCalls', 'STOP'],
    ['pause', 'STOP'],
    ['length', 'MAX_TOKENS'],
    ['contentFilter', 'SAFETY'],
    ['refusal', 'SAFETY'],
  ] as const;
  for (const [reason, expected] of reasons) {
    it(`says ${expected} for ${reason}`, () => {
      const [last] = candidates(written([start, { type: 'finish', reason }, { type: 'end' }]));
      assert.deepEqual(last, [[{ text: '' }], { finishReason: expected }]);
    });
  }

  it('says sources with the last chunk, counted in bytes of the whole text', () => {
    const citation = { url: 'https://a', title: 'A', start: 0, end: 2 };
    const chunks = written([
      start,
      blockStart(0, 'text'),
      text(0, 'ü '),
      end(0),
      blockStart(1, 'text'),
      text(1, '😀.'),
      { type: 'citation', block: 1, citation },
      end(1),
      ...finish,
    ]);
    assert.deepEqual(candidates(chunks).at(-1), [
      [{ text: '' }],
      {
        finishReason: 'STOP',
        groundingMetadata: {
          groundingChunks: [{ web: { uri: 'https://a', title: 'A' } }],
          groundingSupports: [
            { segment: { startIndex: 3, endIndex: 7, text: '😀' }, groundingChunkIndices: [0] },
          ],
        },
      },
    ]);
  });

  it('ends with an error chunk, and then with nothing', () => {
    const failure = { type: 'overloaded_error', message: 'busy' };
    const events: StreamEvent[] = [
      start,
      blockStart(0, 'text'),
      text(0, 'a'),
      { type: 'error', failure },
      ...finish,
    ];
    const chunks = written(events);
    assert.equal(chunks.length, 2);
    assert.equal((chunks[1]?.error as JsonObject).message, 'busy');
    const array = encodeStream(geminiCodec, events, answerContext({ framing: 'json-array' }));
    assert.equal((JSON.parse(array) as unknown[]).length, 2);
  });

  it('is read back as what it was', () => {
    const logprobs = { content: [{ token: 'a', logprob: -1, bytes: [97], top_logprobs: [] }] };
    const events: StreamEvent[] = [
      { type: 'start', id: 'x1', model: 'provider-model', createdAtS: undefined },
      blockStart(0, 'reasoning'),
      { type: 'reasoningDelta', block: 0, text: 'hm' },
      end(0),
      blockStart(1, 'text'),
      { type: 'textDelta', block: 1, text: 'a', logprobs },
      end(1),
      call(2, 'id'),
      { type: 'signature', block: 2, signature: { format: 'gemini', data: 'c2ln' } },
      json(2, '{"a":1}'),
      end(2),
      {
        type: 'usage',
        usage: { inputTokens: 3, outputTokens: 2, cachedInputTokens: undefined, reasoningTokens: undefined },
      },
      { type: 'finish', reason: 'toolCalls' },
      { type: 'end' },
    ];
    assert.deepEqual(decodeStream(geminiCodec, written(events)), events);
  });
});

function isBase64(value: unknown): boolean {
  return typeof value === 'string' && Buffer.from(value, 'base64').toString('base64') === value;
}
