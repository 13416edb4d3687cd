import assert from 'node:assert/strict';
import { ChatStreamDecoder } from '../../../../src/gateway/wire/chat/streamDecoder.ts';
import type { WireEvent } from '../../../../src/gateway/wire/codec.ts';
import type { StreamEvent } from '../../../../src/gateway/wire/exchange.ts';
import { MessagesStreamDecoder } from '../../../../src/gateway/wire/messages/streamDecoder.ts';
import { joinTextDeltas, RepeatedDeltas } from '../../../../src/gateway/wire/repeatedDeltas.ts';

const texts = ['Hel', 'lo "', '\\', '\n', '', '","x":"', '🌍', 'Hel', 'content', '{"a":1}', '\u2028'];

const chatEvents: WireEvent[] = [
  ...texts.map((content) => ({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: null }] })),
  { id: 'c', choices: [{ index: 0, delta: { content: 'x' }, logprobs: { content: [] } }] },
  {
    id: 'c',
    choices: [{ index: 0, delta: { tool_calls: [{ index: 0, id: 'a', function: { name: 'f' } }] } }],
  },
  ...texts.map((content) => ({ id: 'c', choices: [{ index: 0, delta: { content }, finish_reason: null }] })),
  { id: 'c', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] },
].map((chunk) => ({ data: JSON.stringify(chunk) }));

const messagesEvents: WireEvent[] = [
  { type: 'message_start', message: { id: 'm', usage: { input_tokens: 1 } } },
  { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
  ...texts.map((text) => ({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text } })),
  { type: 'content_block_stop', index: 0 },
  { type: 'content_block_start', index: 1, content_block: { type: 'thinking', thinking: '' } },
  { type: 'content_block_delta', index: 1, delta: { type: 'thinking_delta', thinking: 'hm' } },
  ...texts.map((text) => ({ type: 'content_block_delta', index: 2, delta: { type: 'text_delta', text } })),
  { type: 'message_delta', delta: { stop_reason: 'end_turn' }, usage: { output_tokens: 2 } },
  { type: 'message_stop' },
].map((event) => ({ event: event.type, data: JSON.stringify(event) }));

describe('repeated deltas', () => {
  for (const [format, events, create] of [
    ['chat', chatEvents, () => new ChatStreamDecoder()],
    ['messages', messagesEvents, () => new MessagesStreamDecoder()],
  ] as const) {
    it(`decode as the ${format} format does, whatever the texts hold`, () => {
      const [plain, repeated] = [create(), new RepeatedDeltas(create())];
      for (const event of events) assert.deepEqual(repeated.push(event), plain.push(event));
      assert.deepEqual(repeated.end(), plain.end());
    });
  }

  it('ask the decoder only for what is new', () => {
    const asked: string[] = [];
    const decoder = new RepeatedDeltas({
      push: ({ data }) => {
        asked.push(data);
        return [{ type: 'textDelta', block: 0, text: (JSON.parse(data) as { t: string }).t }];
      },
      passText: () => undefined,
      end: () => [],
    });
    for (const t of ['one', 'two', 'three']) decoder.push({ data: JSON.stringify({ t, n: 1 }) });
    decoder.push({ data: JSON.stringify({ t: 'four', n: 2 }) });
    assert.deepEqual(asked, ['{"t":"one","n":1}', '{"t":"four","n":2}']);
  });

  it('know no frame where the text stands twice', () => {
    const decoder = new RepeatedDeltas(new ChatStreamDecoder());
    const chunk = (content: string, id: string): WireEvent => ({
      data: JSON.stringify({ id, choices: [{ index: 0, delta: { content } }] }),
    });
    const texts = [chunk('first', 'x'), chunk('same', 'same'), chunk('other', 'other')]
      .flatMap((event) => decoder.push(event))
      .flatMap((event) => (event.type === 'textDelta' ? [event.text] : []));
    assert.deepEqual(texts, ['first', 'same', 'other']);
  });
});

describe('text deltas that came together', () => {
  it('go on as one, those of other blocks and those with log probabilities by themselves', () => {
    const delta = (text: string, block = 0): StreamEvent => ({ type: 'textDelta', block, text });
    const likely: StreamEvent = { type: 'textDelta', block: 0, text: 'p', logprobs: {} };
    const ping: StreamEvent = { type: 'ping' };
    assert.deepEqual(
      joinTextDeltas([
        delta('a'),
        delta('b'),
        delta('c', 1),
        likely,
        delta('d'),
        delta('e'),
        ping,
        delta('f'),
      ]),
      [delta('ab'), delta('c', 1), likely, delta('de'), ping, delta('f')],
    );
  });
});
