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

/** As they stand in a stream. */
const written = ({ event, data }: WireEvent): string =>
  `${event === undefined ? '' : `event: ${event}\n`}data: ${data}\n\n`;

describe('repeated deltas', () => {
  for (const [format, events, create] of [
    ['chat', chatEvents, () => new ChatStreamDecoder()],
    ['messages', messagesEvents, () => new MessagesStreamDecoder()],
  ] as const) {
    it(`decode as the ${format} format does, whatever the texts hold`, () => {
      const plain = create();
      const expected = joinTextDeltas(events.flatMap((event) => plain.push(event)));
      assert.deepEqual(new RepeatedDeltas(create()).decode(events.map(written).join('')), expected);
    });

    it(`decode ${format} events the same, however many come at once`, () => {
      for (let atOnce = 1; atOnce < events.length; atOnce++) {
        const [plain, repeated] = [create(), new RepeatedDeltas(create())];
        for (let from = 0; from < events.length; from += atOnce) {
          const some = events.slice(from, from + atOnce);
          const expected = joinTextDeltas(some.flatMap((event) => plain.push(event)));
          assert.deepEqual(repeated.decode(some.map(written).join('')), expected);
        }
        assert.deepEqual(repeated.push({ data: '[DONE]' }), plain.push({ data: '[DONE]' }));
      }
    });
  }

  it('ask the decoder only for what is new', () => {
    const asked: string[] = [];
    const passed: string[] = [];
    const decoder = new RepeatedDeltas({
      push: ({ data }) => {
        asked.push(data);
        return [{ type: 'textDelta', block: 0, text: (JSON.parse(data) as { t: string }).t }];
      },
      passText: (text) => passed.push(text),
      end: () => [],
    });
    const event = (t: string, n = 1): string => written({ data: JSON.stringify({ t, n }) });
    const events = decoder.decode(event('one') + event('t"w\\o') + event('three') + event('four', 2));
    assert.deepEqual(events, [{ type: 'textDelta', block: 0, text: 'onet"w\\othreefour' }]);
    assert.deepEqual(asked, ['{"t":"one","n":1}', '{"t":"four","n":2}']);
    assert.deepEqual(passed, ['t"w\\othree']);
  });

  it('know no frame where the text stands twice', () => {
    const decoder = new RepeatedDeltas(new ChatStreamDecoder());
    const chunk = (content: string, id: string): string =>
      written({ data: JSON.stringify({ id, choices: [{ index: 0, delta: { content } }] }) });
    const events = decoder.decode(chunk('first', 'x') + chunk('same', 'same') + chunk('other', 'other'));
    assert.deepEqual(events.at(-1), { type: 'textDelta', block: 0, text: 'firstsameother' });
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
