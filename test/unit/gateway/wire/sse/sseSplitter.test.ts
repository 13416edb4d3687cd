import assert from 'node:assert/strict';
import { SseSplitter } from '../../../../../src/gateway/wire/sse/sseSplitter.ts';
import type { RawEvent } from '../../../../../src/gateway/wire/sse/sseSplitter.ts';

/** All events of a body that arrives in chunks of `size` bytes. */
function split(body: string | Uint8Array, size = Number.MAX_SAFE_INTEGER): RawEvent[] {
  const bytes = Buffer.from(body);
  const splitter = new SseSplitter();
  const events: RawEvent[] = [];
  for (let start = 0; start < bytes.length; start += size) {
    events.push(...splitter.push(bytes.subarray(start, start + size)));
  }
  return [...events, ...splitter.end()];
}

/** Event name and data of those events that have data, as a client sees them. */
function fields(events: readonly RawEvent[]): [string | undefined, string][] {
  return events.filter((event) => event.data !== '').map((event) => [event.event, event.data]);
}

const expected = [
  ['greeting', 'Grüße 🌍'],
  [undefined, 'two\nlines'],
  [undefined, '{"a":1}'],
];

function body(lineEnd: string): string {
  return [
    ': a comment',
    '',
    'event: greeting',
    'id: 7',
    'data: Grüße 🌍',
    '',
    '',
    'data:two',
    'data: lines',
    'retry: 10',
    '',
    'data: {"a":1}',
    '',
    '',
  ].join(lineEnd);
}

describe('SseSplitter', () => {
  for (const [name, lineEnd] of [
    ['LF', '\n'],
    ['CRLF', '\r\n'],
    ['CR', '\r'],
  ] as const) {
    it(`reads events with ${name} line ends, cut at every chunk size, and gives every byte back`, () => {
      const bytes = Buffer.from(body(lineEnd));
      for (let size = 1; size <= bytes.length; size++) {
        const events = split(bytes, size);
        assert.deepEqual(fields(events), expected, `chunks of ${size} bytes`);
        assert.deepEqual(Buffer.concat(events.map((event) => event.raw)), bytes, `chunks of ${size} bytes`);
      }
    });
  }

  it('gives out an event as soon as its blank line is there, and a heartbeat at once', () => {
    const splitter = new SseSplitter();
    assert.equal(splitter.push(Buffer.from('data: a\n')).length, 0);
    assert.deepEqual(
      splitter.push(Buffer.from('\n')).map((event) => event.data),
      ['a'],
    );
    assert.deepEqual(
      splitter.push(Buffer.from('\n\n')).map((event) => event.data),
      ['', ''],
    );
    assert.deepEqual(
      splitter.push(Buffer.from(': busy\n\n')).map((event) => event.data),
      [''],
    );
    assert.deepEqual(
      splitter.push(Buffer.from('data: b\r\n\r')).map((event) => event.data),
      ['b'],
    );
    assert.deepEqual(
      splitter.push(Buffer.from('\ndata: c\r\n\r\n')).map((event) => event.data),
      ['c'],
    );
  });

  it('gives out the last event when the body ends without a blank line, or inside a line', () => {
    assert.deepEqual(fields(split('data: a\n\ndata: b\n')), [
      [undefined, 'a'],
      [undefined, 'b'],
    ]);
    assert.deepEqual(fields(split('event: e\ndata: c')), [['e', 'c']]);
    assert.deepEqual(split(''), []);
  });

  it('reads over a byte order mark, a field without a colon and an event without data', () => {
    const withMark = Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), Buffer.from('data: a\n\n')]);
    for (const size of [1, 2, 100]) assert.deepEqual(fields(split(withMark, size)), [[undefined, 'a']]);
    assert.deepEqual(fields(split('data\ndata: x\n\nevent: only\n\n')), [[undefined, '\nx']]);
    assert.equal(split('event: only\n\n')[0]?.event, 'only');
  });

  it('keeps all but one space after the colon', () => {
    assert.deepEqual(fields(split('data:  two spaces \n\n')), [[undefined, ' two spaces ']]);
  });

  it('replaces invalid UTF-8 instead of failing', () => {
    assert.deepEqual(fields(split(Buffer.from([...Buffer.from('data: '), 0xff, 0x0a, 0x0a]))), [
      [undefined, '�'],
    ]);
  });

  it('does not copy an event that arrived in one chunk', () => {
    const chunk = Buffer.from('data: a\n\ndata: b\n\n');
    for (const event of new SseSplitter().push(chunk)) assert.equal(event.raw.buffer, chunk.buffer);
  });

  it('refuses an event that grows beyond the limit', () => {
    const splitter = new SseSplitter(100);
    splitter.push(Buffer.from('data: '.padEnd(100, 'x')));
    assert.throws(() => splitter.push(Buffer.from('x')), { code: 'provider_error' });
  });
});

describe('skimming a stream', () => {
  const text = 'data: {"n":1}\n\n: comment\n\nevent: x\ndata: {"n":2}\n\ndata: {"n":3}\n\n\n';

  it('gives the same bytes and the last event, wherever the chunks are cut', () => {
    for (let cut = 0; cut <= text.length; cut++) {
      const splitter = new SseSplitter();
      const raw: Uint8Array[] = [];
      const seen: string[] = [];
      for (const chunk of [text.slice(0, cut), text.slice(cut)].map((part) => Buffer.from(part))) {
        const skimmed = splitter.skim(chunk);
        if (skimmed !== undefined) raw.push(skimmed.raw);
        const events = skimmed === undefined ? splitter.push(chunk) : [skimmed.last];
        if (skimmed === undefined) raw.push(...events.map((event) => event.raw));
        seen.push(...events.map((event) => event.data));
      }
      raw.push(...splitter.end().map((event) => event.raw));
      assert.equal(Buffer.concat(raw).toString(), text, `cut at ${cut}`);
      assert.ok(seen.includes('{"n":3}'), `cut at ${cut}: ${seen.join()}`);
    }
  });

  it('leaves to push what it cannot tell: no blank line yet, or lines that end with CR', () => {
    const splitter = new SseSplitter();
    assert.equal(splitter.skim(Buffer.from('data: a\n')), undefined);
    assert.equal(splitter.skim(Buffer.from('data: a\r\n\r\ndata: b\n\n')), undefined);
    assert.deepEqual(fields(splitter.push(Buffer.from('data: a\n\n'))), [[undefined, 'a']]);
  });
});
