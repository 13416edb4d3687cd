import assert from 'node:assert/strict';
import fc from 'fast-check';
import { customToolArguments } from '../../../../../src/gateway/wire/tools/customToolForm.ts';
import { RawInputReader } from '../../../../../src/gateway/wire/tools/rawInputReader.ts';

function read(...fragments: string[]): string[] {
  const reader = new RawInputReader();
  return [...fragments.map((fragment) => reader.push(fragment)), reader.end()];
}

describe('RawInputReader', () => {
  it('gives out the text of the input while it streams', () => {
    assert.deepEqual(read('{"in', 'put": "*** Begin', '\\nline', '"', '}'), [
      '',
      '*** Begin',
      '\nline',
      '',
      '',
      '',
    ]);
  });

  it('reads any text whatever the fragments, without half pairs', () => {
    const cut = fc.tuple(fc.string({ unit: 'binary' }), fc.array(fc.nat(200), { maxLength: 8 }));
    fc.assert(
      fc.property(cut, fc.boolean(), ([text, cuts], escaped) => {
        const json = escaped ? escapeAll(text) : customToolArguments(text);
        const ends = [...new Set(cuts)].sort((a, b) => a - b);
        const fragments = ends.map((end, index) => json.slice(ends[index - 1] ?? 0, end));
        const pieces = read(...fragments, json.slice(ends.at(-1) ?? 0));
        assert.equal(pieces.join(''), text);
        for (const piece of pieces) assert.doesNotMatch(piece, /[\ud800-\udbff]$/);
      }),
    );
  });

  it('holds an escaped surrogate back until its other half is there', () => {
    assert.deepEqual(read('{"input":"a\\ud83d', '\\', 'ude00b"}'), ['a', '', '😀b', '']);
  });

  it('ignores what a model adds behind the input, and finds the input behind something else', () => {
    assert.equal(read('{"input":"x","why":"y"}').join(''), 'x');
    assert.equal(read('{"why":"y",', '"input":"x"}').join(''), 'x');
  });

  it('takes other JSON as the input itself, and nothing as an empty input', () => {
    for (const json of ['{"cmd":"ls"}', '{"input":{"a":1}}', '[1]', '*** Begin Patch', '{"cmd":'])
      assert.equal(read(json).join(''), json);
    assert.equal(read('"ls -l"').join(''), 'ls -l');
    for (const json of ['{}', '{ }', '']) assert.equal(read(json).join(''), '');
  });

  it('keeps what came of an input that was cut off', () => {
    assert.equal(read('{"input":"abc\\u00').join(''), 'abc');
  });

  it('reads escapes that JSON does not know as they stand', () => {
    assert.equal(read('{"input":"\\d+ \\uzz"}').join(''), '\\d+ \\uzz');
  });
});

/** The arguments with every unit of the text as an escape. */
function escapeAll(text: string): string {
  const units = Array.from({ length: text.length }, (_, at) =>
    text.charCodeAt(at).toString(16).padStart(4, '0'),
  );
  return `{ "input" : "${units.map((unit) => `\\u${unit}`).join('')}" }`;
}
