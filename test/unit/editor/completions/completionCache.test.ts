import assert from 'node:assert/strict';
import { CompletionCache, type CursorText } from '../../../../src/editor/completions/completionCache.ts';

/** A cursor where `|` stands. */
function cursor(text: string, uri = 'file:///a.ts'): CursorText {
  const [prefix = '', suffix = ''] = text.split('|');
  return { uri, offset: prefix.length, prefix, suffix };
}

describe('CompletionCache', () => {
  it('gives what is left of a proposal while it is typed', () => {
    const cache = new CompletionCache();
    cache.add(cursor('const a = |;'), 'b + c');
    assert.equal(cache.find(cursor('const a = |;')), 'b + c');
    assert.equal(cache.find(cursor('const a = b +|;')), ' c');
  });

  it('gives nothing when something else is typed, stands behind the cursor, or was written before', () => {
    const cache = new CompletionCache();
    cache.add(cursor('const a = |;'), 'b + c');
    assert.equal(cache.find(cursor('const a = d|;')), undefined);
    assert.equal(cache.find(cursor('const a = b|)')), undefined);
    assert.equal(cache.find(cursor('const x = b|;')), undefined);
    assert.equal(cache.find(cursor('const a = |;', 'file:///b.ts')), undefined);
  });

  it('asks anew behind a proposal that was taken whole', () => {
    const cache = new CompletionCache();
    cache.add(cursor('a|'), 'bc');
    assert.equal(cache.find(cursor('abc|')), undefined);
  });

  it('knows where there was nothing to propose', () => {
    const cache = new CompletionCache();
    cache.add(cursor('a|'), '');
    assert.equal(cache.find(cursor('a|')), '');
    assert.equal(cache.find(cursor('ab|')), undefined);
  });

  it('knows the newest of several, and the one before when the user goes back', () => {
    const cache = new CompletionCache();
    cache.add(cursor('a|'), 'b1');
    cache.add(cursor('ab|'), '2');
    assert.equal(cache.find(cursor('ab|')), '2');
    assert.equal(cache.find(cursor('a|')), 'b1');
  });

  it('knows the text by what is around the cursor where the document is longer than what was sent', () => {
    const cache = new CompletionCache();
    const long = 'x'.repeat(500);
    cache.add({ uri: 'u', offset: 900, prefix: long, suffix: '' }, 'abc');
    const typed = { uri: 'u', offset: 901, prefix: `${long.slice(1)}a`, suffix: '' };
    assert.equal(cache.find(typed), 'bc');
  });

  it('forgets what is old', () => {
    const cache = new CompletionCache();
    for (let number = 0; number <= 40; number++) cache.add(cursor(`${number} |`), 'x');
    assert.equal(cache.find(cursor('0 |')), undefined);
    assert.equal(cache.find(cursor('40 |')), 'x');
  });
});
