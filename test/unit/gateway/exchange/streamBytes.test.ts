import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { StreamEvent } from '../../../../src/gateway/wire/exchange.ts';
import { cutAt, decodeChunks, withoutPings } from '../../../helpers/corpus/decodeBytes.ts';
import { richAnswers } from '../../../helpers/corpus/spokenAnswers.ts';
import { streamSources } from '../../../helpers/corpus/streamCorpus.ts';

function textOf(events: readonly StreamEvent[]): string {
  return events.map((event) => (event.type === 'textDelta' ? event.text : '')).join('');
}

for (const source of streamSources) {
  describe(`A stream of ${source.name}`, () => {
    const streams = richAnswers.map((answer) => Buffer.from(source.streamOf(answer)));

    it('is the same whatever single byte it is cut at', async () => {
      for (const bytes of streams) {
        const expected = await decodeChunks(source, [bytes]);
        assert.equal(expected.at(-1)?.type, 'end');
        for (let place = 1; place < bytes.length; place++) {
          const events = await decodeChunks(source, cutAt(bytes, [place]));
          assert.deepEqual(events, expected, `cut at byte ${place}`);
        }
      }
    }).timeout(60_000);

    it('is the same byte by byte', async () => {
      for (const bytes of streams) {
        const single = cutAt(bytes, [...bytes.keys()]);
        assert.deepEqual(await decodeChunks(source, single), await decodeChunks(source, [bytes]));
      }
    });

    it('is the same whatever set of bytes it is cut at', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...streams),
          fc.array(fc.nat({ max: 4000 }), { maxLength: 40 }),
          async (bytes, places) => {
            const events = await decodeChunks(source, cutAt(bytes, places));
            assert.deepEqual(events, await decodeChunks(source, [bytes]));
          },
        ),
        { numRuns: 60, seed: 3 },
      );
    });

    it('is broken off, never ended, wherever it is cut short', async () => {
      for (const bytes of streams) {
        const whole = withoutPings(await decodeChunks(source, [bytes]));
        const last = bytes.lastIndexOf(source.kind === 'sse' ? 'data:' : '{"', bytes.length - 1);
        for (let length = 0; length < last; length += 7) {
          const events = withoutPings(await decodeChunks(source, [bytes.subarray(0, length)]));
          const end = events.at(-1)?.type;
          if (end === 'end') assert.ok(saysAll(events, whole), `cut after ${length} bytes`);
          else assert.equal(end, 'error', `cut after ${length} bytes`);
        }
      }
    });

    it('may hold one event of 10 MB', async () => {
      const text = 'x😀'.repeat(2_000_000);
      const bytes = Buffer.from(source.streamOf({ text: [text], finish: 'stop' }));
      const places = Array.from({ length: bytes.length / 65_536 }, (_, index) => index * 65_536);
      const events = await decodeChunks(source, cutAt(bytes, places));
      assert.equal(textOf(events).length, text.length);
      assert.equal(events.at(-1)?.type, 'end');
    });

    it('may have 100,000 events', async () => {
      const pieces = Array.from({ length: 100_000 }, (_, index) => ` ${index}`);
      const bytes = Buffer.from(source.streamOf({ text: pieces, finish: 'stop' }));
      const places = Array.from({ length: bytes.length / 65_536 }, (_, index) => index * 65_536);
      const events = await decodeChunks(source, cutAt(bytes, places));
      assert.equal(textOf(events), pieces.join(''));
    });

    if (source.kind !== 'sse') return;

    for (const [name, change] of [
      ['CRLF line ends', (text: string) => text.replaceAll('\n', '\r\n')],
      [
        'comments and blank lines between its events',
        (text: string) => `: hi\n\n${text.replaceAll('\n\n', '\n\n: keep-alive\n\n\n\n')}`,
      ],
      ['ids and retry fields', (text: string) => text.replaceAll(/^data:/gm, 'id: 7\nretry: 10\ndata:')],
      ['no space after the colon', (text: string) => text.replaceAll(/^data: /gm, 'data:')],
      ['a byte order mark', (text: string) => `\uFEFF${text}`],
      ['no blank line at its end', (text: string) => text.trimEnd()],
    ] as const) {
      it(`is the same with ${name}, wherever it is cut`, async () => {
        for (const bytes of streams) {
          const expected = withoutPings(await decodeChunks(source, [bytes]));
          const changed = Buffer.from(change(bytes.toString()));
          for (const step of [1, 2, 3, 5, 37, changed.length]) {
            const places = Array.from({ length: changed.length / step }, (_, index) => (index + 1) * step);
            const events = await decodeChunks(source, cutAt(changed, places));
            assert.deepEqual(withoutPings(events), expected, `chunks of ${step} bytes`);
          }
        }
      });
    }
  });
}

/** Nothing that the whole stream says comes after the cut but what ends it. */
function saysAll(events: readonly StreamEvent[], whole: readonly StreamEvent[]): boolean {
  const said = (list: readonly StreamEvent[]): string =>
    JSON.stringify(list.filter(({ type }) => type !== 'end' && type !== 'usage' && type !== 'finish'));
  return said(events) === said(whole) && events.some(({ type }) => type === 'finish');
}

describe('A chat stream without [DONE]', () => {
  it('is whole when it had its finish reason', async () => {
    const chat = streamSources.find(({ name }) => name === 'chat');
    assert.ok(chat !== undefined);
    for (const answer of richAnswers) {
      const text = chat.streamOf(answer);
      const events = await decodeChunks(chat, [Buffer.from(text.replace('data: [DONE]\n\n', ''))]);
      assert.deepEqual(events, await decodeChunks(chat, [Buffer.from(text)]));
    }
  });
});
