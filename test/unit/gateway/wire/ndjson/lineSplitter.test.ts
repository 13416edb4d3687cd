import assert from 'node:assert/strict';
import { LineSplitter } from '../../../../../src/gateway/wire/ndjson/lineSplitter.ts';

describe('LineSplitter', () => {
  it('reads lines with LF and CRLF, cut at every chunk size, and gives every byte back', () => {
    const bytes = Buffer.from('\uFEFF{"a":"Grüße 🌍"}\r\n\n{"b":2}\nlast');
    for (let size = 1; size <= bytes.length; size++) {
      const splitter = new LineSplitter();
      const lines = [];
      for (let start = 0; start < bytes.length; start += size) {
        lines.push(...splitter.push(bytes.subarray(start, start + size)));
      }
      lines.push(...splitter.end());
      assert.deepEqual(
        lines.map((line) => line.data),
        ['{"a":"Grüße 🌍"}', '', '{"b":2}', 'last'],
      );
      assert.deepEqual(Buffer.concat(lines.map((line) => line.raw)), bytes);
    }
  });

  it('gives out nothing at the end of a body that ended with a newline', () => {
    const splitter = new LineSplitter();
    assert.equal(splitter.push(Buffer.from('{}\n')).length, 1);
    assert.deepEqual(splitter.end(), []);
  });

  it('refuses a line that grows beyond the limit', () => {
    assert.throws(() => new LineSplitter(10).push(Buffer.from('x'.repeat(11))), { code: 'provider_error' });
  });
});
