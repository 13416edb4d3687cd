import assert from 'node:assert/strict';
import fc from 'fast-check';
import { pathLikeWords } from '../../../../../src/gateway/routing/files/pathLikeWords.ts';

const distinct = (words: readonly string[]): string[] => [...new Set(words)];

describe('pathLikeWords', () => {
  it('are those with a point or a slash, or that end in "file"', () => {
    assert.deepEqual(pathLikeWords('see a.ts, src/b or "C:\\c" and Dockerfile; files are profiles.'), [
      ...['a.ts', 'src/b', 'C:\\c', 'Dockerfile', 'profiles.'],
    ]);
    assert.deepEqual(pathLikeWords('a.b a.b\u00a0c.d\u3000e.f'), ['a.b', 'c.d', 'e.f']);
    assert.deepEqual(pathLikeWords(`${'x'.repeat(1024)}. y.z`), ['y.z']);
    assert.deepEqual(pathLikeWords(''), []);
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
        assert.deepEqual(distinct(pathLikeWords(text)), distinct(expected));
      }),
    );
  });

  it('end at whatever is white space to a pattern, and at nothing else', () => {
    for (let unit = 0; unit < 0x10000; unit++) {
      const character = String.fromCharCode(unit);
      const ends = /[\s"`<>,;|=]/.test(character);
      if (pathLikeWords(`.a${character}.b`).length !== (ends ? 2 : 1)) assert.fail(unit.toString(16));
    }
  });

  it('are found wherever they stand in a long text', () => {
    for (let before = 32_750; before < 32_775; before++) {
      const text = `${' '.repeat(before)}src/é😀.ts ${'x'.repeat(40_000)} end/file`;
      assert.deepEqual(pathLikeWords(text), ['src/é😀.ts', 'end/file']);
    }
  });

  it('are found in lines of any length', () => {
    const line = 'see a.b and Makefile or profiles ';
    for (const separator of [' ', '\n']) {
      const text = Array.from({ length: 3000 }, (_, index) => `${line}${index}.x`).join(separator);
      const expected = text.split(/\s/).filter((word) => /[.]|file$/.test(word));
      assert.deepEqual(pathLikeWords(text), distinct(expected));
    }
  });

  it('come once, however often code repeats them', () => {
    assert.deepEqual(pathLikeWords('items.map(x) item.price\n'.repeat(10_000)), [
      'items.map(x)',
      'item.price',
    ]);
  });
});
