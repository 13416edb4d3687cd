import assert from 'node:assert/strict';
import fc from 'fast-check';
import { markedWords } from '../../../../../src/gateway/routing/files/markedWords.ts';

const distinct = (words: readonly string[]): string[] => [...new Set(words)];

describe('markedWords', () => {
  it('are those with a point or a slash, or that end in "file"', () => {
    assert.deepEqual(markedWords('see a.ts, src/b or "C:\\c" and Dockerfile; files are profiles.'), [
      ...['a.ts', 'src/b', 'C:\\c', 'Dockerfile', 'profiles.'],
    ]);
    assert.deepEqual(markedWords('a.b a.b\u00a0c.d\u3000e.f'), ['a.b', 'c.d', 'e.f']);
    assert.deepEqual(markedWords(`${'x'.repeat(1024)}. y.z`), ['y.z']);
    assert.deepEqual(markedWords(''), []);
  });

  it('are the words that splitting the text gives', () => {
    const piece = fc.constantFrom(
      'a',
      'bb',
      '.',
      '/',
      '\\',
      'file',
      ' ',
      '\n',
      '"',
      '<',
      '=',
      'ü',
      '\u2003',
      'é.',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const text = pieces.join('');
        const expected = text.split(/[\s"`<>,;|=]/).filter((word) => /[./\\]|file$/.test(word));
        assert.deepEqual(distinct(markedWords(text)), distinct(expected));
      }),
    );
  });

  it('come once, however often code repeats them', () => {
    assert.equal(markedWords('items.map(x) item.price\n'.repeat(1000)).length, 2);
  });
});
