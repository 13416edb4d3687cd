import assert from 'node:assert/strict';
import { FileLocator } from '../../../../../src/gateway/routing/files/fileLocator.ts';
import type { EditorContext } from '../../../../../src/gateway/routing/window.ts';
import { folderOf, openFile, windowOf } from '../../../../helpers/routing.ts';

describe('FileLocator', () => {
  const one = windowOf({
    active: openFile('src/app.ts', 'typescript'),
    open: [
      openFile('src/routing/router.ts'),
      openFile('lib/index.ts'),
      openFile('src/index.ts'),
      openFile('notes.tpl', 'go-template'),
    ],
  }).context;
  const two = windowOf({ folders: [folderOf('shop'), folderOf('site')] }).context;

  /** [what it shows, context, working directory, path, expected paths with folder] */
  const cases: readonly (readonly [
    string,
    EditorContext | undefined,
    string | undefined,
    string,
    readonly string[],
  ])[] = [
    ['an absolute path in a folder', one, undefined, '/home/me/shop/a/b.ts', ['shop: a/b.ts']],
    ['an absolute path elsewhere', one, undefined, '/tmp/b.ts', ['-: /tmp/b.ts']],
    ['a relative path', one, undefined, 'a/b.ts', ['shop: a/b.ts']],
    ['a bare name that is open', one, undefined, 'app.ts', ['shop: src/app.ts']],
    [
      'a partial path that is open (Continue)',
      one,
      undefined,
      'routing/router.ts',
      ['shop: src/routing/router.ts'],
    ],
    [
      'a name that several open files have',
      one,
      undefined,
      'index.ts',
      ['shop: lib/index.ts', 'shop: src/index.ts'],
    ],
    ['a whole path among namesakes', one, undefined, 'src/index.ts', ['shop: src/index.ts']],
    ['a name that is not open', one, undefined, 'README.md', ['shop: README.md']],
    [
      'relative to a working directory below the folder',
      one,
      '/home/me/shop/web',
      'a.ts',
      ['shop: web/a.ts'],
    ],
    ['relative to a working directory elsewhere', one, '/tmp/work', 'a.ts', ['-: a.ts']],
    ['absolute, in a working directory elsewhere', one, '/tmp/work', '/tmp/work/src/a.ts', ['-: src/a.ts']],
    ['upwards', one, '/home/me/shop/web', '../b.ts', ['shop: b.ts']],
    ['several folders', two, undefined, 'site/a.ts', ['site: a.ts']],
    ['several folders, absolute', two, undefined, '/home/me/site/a.ts', ['site: a.ts']],
    ['several folders, none named', two, undefined, 'src/a.ts', ['-: src/a.ts']],
    ['headless', undefined, undefined, 'src/a.ts', ['-: src/a.ts']],
    [
      'headless, below the working directory',
      undefined,
      '/home/me/shop',
      '/home/me/shop/src/a.ts',
      ['-: src/a.ts'],
    ],
    ['the home folder', one, undefined, '~/a.ts', ['-: ~/a.ts']],
  ];
  for (const [name, context, directory, path, expected] of cases) {
    it(name, () => {
      const located = new FileLocator(context, directory, false).locate(path);
      assert.deepEqual(
        located.map((file) => `${file.folder ?? '-'}: ${file.path}`),
        expected,
      );
    });
  }

  it("takes the editor's language for an open file, else the one of the name", () => {
    const languageOf = (path: string): string | undefined =>
      new FileLocator(one, undefined, false).locate(path)[0]?.languageId;
    assert.equal(languageOf('notes.tpl'), 'go-template');
    assert.equal(languageOf('a.tsx'), 'typescriptreact');
    assert.equal(languageOf('Dockerfile'), 'dockerfile');
    assert.equal(languageOf('a.unknown'), undefined);
  });

  it('case does not count where the platform says so', () => {
    const paths = (ignoreCase: boolean): string[] =>
      new FileLocator(one, undefined, ignoreCase).locate('APP.ts').map((file) => file.path);
    assert.deepEqual(paths(true), ['src/app.ts']);
    assert.deepEqual(paths(false), ['APP.ts']);
  });
});
