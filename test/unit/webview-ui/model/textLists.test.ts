import assert from 'node:assert/strict';
import {
  formatHeaderLines,
  formatTextList,
  parseHeaderLines,
  parseTextList,
} from '../../../../webview-ui/src/model/textLists.ts';

describe('lists typed on one line', () => {
  it('are separated by commas, except inside brackets', () => {
    assert.deepEqual(parseTextList(' *.md, src/**/*.{ts,js} ,,@(a,b).go '), [
      '*.md',
      'src/**/*.{ts,js}',
      '@(a,b).go',
    ]);
    assert.deepEqual(parseTextList(''), []);
  });

  it('come back the same after being written', () => {
    for (const items of [['*.md'], ['a,b.txt', 'c'], ['{a,b}', '!x'], ['weird}a,b'], []]) {
      assert.deepEqual(parseTextList(formatTextList(items)), items);
    }
  });
});

describe('headers typed line by line', () => {
  it('come back the same after being written', () => {
    const headers = { 'X-Team': '7', referer: 'https://example.com/a:b', empty: '' };
    assert.deepEqual(parseHeaderLines(formatHeaderLines(headers)), { headers });
  });

  it('say which line is none', () => {
    assert.deepEqual(parseHeaderLines('a: 1\n\nno colon'), { badLine: 'no colon' });
    assert.deepEqual(parseHeaderLines('bad name: 1'), { badLine: 'bad name: 1' });
  });
});
