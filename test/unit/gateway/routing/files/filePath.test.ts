import assert from 'node:assert/strict';
import {
  cleanPath,
  isAbsolutePath,
  joinPath,
  pathWithin,
} from '../../../../../src/gateway/routing/files/filePath.ts';

describe('cleanPath', () => {
  const cases: readonly (readonly [string, string | undefined])[] = [
    ['src/app.ts', 'src/app.ts'],
    [' `src/app.ts` ', 'src/app.ts'],
    ['"docs/My file.md"', 'docs/My file.md'],
    ['./src/./a/../app.ts', 'src/app.ts'],
    ['../other/app.ts', '../other/app.ts'],
    ['src\\web\\app.ts', 'src/web/app.ts'],
    ['C:\\Users\\me\\shop\\app.ts', 'c:/Users/me/shop/app.ts'],
    ['/C:/Users/me/app.ts', 'c:/Users/me/app.ts'],
    ['My\\ file.md', 'My file.md'],
    ['src//app.ts', 'src/app.ts'],
    ['src/dir/', 'src/dir'],
    ['src/app.ts (12-34)', 'src/app.ts'],
    ['src/app.ts (12)', 'src/app.ts'],
    ['src/app.ts(12,5)', 'src/app.ts'],
    ['src/app.ts:12', 'src/app.ts'],
    ['src/app.ts:12:5', 'src/app.ts'],
    ['src/app.ts:12-34', 'src/app.ts'],
    ['src/app.ts#L12-L34', 'src/app.ts'],
    ['src/app.ts lines 12-34', 'src/app.ts'],
    ['C:\\a\\app.ts:12', 'c:/a/app.ts'],
    ['file:///home/me/My%20file.md', '/home/me/My file.md'],
    ['file:///c%3A/me/a.md', 'c:/me/a.md'],
    ['vscode-remote://ssh-remote%2Bbox/home/me/a.md', '/home/me/a.md'],
    ['//server/share/a.md', '//server/share/a.md'],
    ['/home/me/../you/a.md', '/home/you/a.md'],
    ['~/notes/a.md', '~/notes/a.md'],
    ['https://example.com/a.md', undefined],
    ['a\nb', undefined],
    ['', undefined],
    ['.', undefined],
    ['x'.repeat(2000), undefined],
  ];
  for (const [written, expected] of cases) {
    it(`reads ${JSON.stringify(written.slice(0, 40))}`, () => {
      assert.equal(cleanPath(written), expected);
    });
  }
});

describe('paths and folders', () => {
  it('knows absolute paths of every system', () => {
    for (const path of ['/a', 'c:/a', '//server/a']) assert.ok(isAbsolutePath(path));
    for (const path of ['a', './a', '~/a', 'c:a']) assert.ok(!isAbsolutePath(path));
  });

  it('joins and resolves', () => {
    assert.equal(joinPath('/home/me/', '../you/a.ts'), '/home/you/a.ts');
    assert.equal(joinPath('c:/shop', 'a/b.ts'), 'c:/shop/a/b.ts');
  });

  it('a folder holds itself and what is below it, and no namesake', () => {
    assert.equal(pathWithin('/home/me/shop', '/home/me/shop/src/a.ts', false), 'src/a.ts');
    assert.equal(pathWithin('/home/me/shop', '/home/me/shop', false), '');
    assert.equal(pathWithin('/home/me/shop', '/home/me/shop2/a.ts', false), undefined);
    assert.equal(pathWithin('/home/me/Shop', '/home/me/shop/a.ts', false), undefined);
    assert.equal(pathWithin('c:/Shop/', 'C:/shop/A.ts', true), 'A.ts');
  });
});
