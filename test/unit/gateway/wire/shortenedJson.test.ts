import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shortenedJson } from '../../../../src/gateway/wire/shortenedJson.ts';

const shortened = (value: unknown, longest: number): unknown => {
  const body = Buffer.from(JSON.stringify(value));
  return JSON.parse(shortenedJson(body, { start: 0, end: body.length }, longest));
};

describe('shortenedJson', () => {
  it('leaves the middle of long strings out, and everything else as it is', () => {
    const long = `begin${'x'.repeat(1000)}end`;
    assert.deepEqual(shortened({ a: [long, 1], b: { c: 'short', d: null } }, 20), {
      a: ['beginxxxx\nxxxxxxend', 1],
      b: { c: 'short', d: null },
    });
  });

  it('reads the span alone', () => {
    const body = Buffer.from(`["${'x'.repeat(100)}",{"a":"${'y'.repeat(100)}"},"z"]`);
    const start = body.indexOf('{');
    assert.equal(shortenedJson(body, { start, end: body.indexOf('}') + 1 }, 16), '{"a":"yyyyyyy\\nyyyyyyy"}');
  });

  it('never cuts a character or an escape', () => {
    const piece = fc.constantFrom('a', 'é', '漢', '😀', '"', '\\', '\n', '\u0001', '\\\\', '\\"');
    const text = fc.array(piece, { minLength: 20, maxLength: 80 }).map((pieces) => pieces.join(''));
    fc.assert(
      fc.property(text, fc.integer({ min: 16, max: 60 }), (value, longest) => {
        const read = shortened([value], longest);
        assert.ok(Array.isArray(read) && typeof read[0] === 'string');
        const [head = '', ...tail] = read[0] === value ? [value] : splitAtSeam(read[0], value);
        assert.ok(value.startsWith(head), head);
        assert.ok(value.endsWith(tail.join('\n')), tail.join('\n'));
      }),
    );
  });
});

/** The longest beginning of the original, and what stands behind the seam. */
function splitAtSeam(read: string, original: string): [string, string] {
  for (let at = read.length; at >= 0; at--) {
    if (
      read.charAt(at) === '\n' &&
      original.startsWith(read.slice(0, at)) &&
      original.endsWith(read.slice(at + 1))
    )
      return [read.slice(0, at), read.slice(at + 1)];
  }
  return assert.fail(`no seam in ${read}`);
}
