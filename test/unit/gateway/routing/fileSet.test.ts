import assert from 'node:assert/strict';
import type { FileCondition } from '../../../../src/gateway/routing/fileCondition.ts';
import { FileSet } from '../../../../src/gateway/routing/fileSet.ts';
import { compileGlobs } from '../../../../src/gateway/routing/globs.ts';
import { openFile } from '../../../helpers/routing.ts';

function condition(
  patterns: string | string[],
  languages?: string[],
  platform: NodeJS.Platform = 'linux',
): FileCondition {
  const globs = compileGlobs([patterns].flat(), platform);
  assert.ok(!('error' in globs));
  return { globs, languages: languages === undefined ? undefined : new Set(languages) };
}

const extensions = ['ts', 'tsx', 'md', 'go', 'TS'];
const folders = ['', 'src/', 'src/web/', 'secrets/', 'Src/', 'srcs/'];
const paths = folders.flatMap((folder) =>
  extensions.flatMap((extension) =>
    ['a', 'b', 'Makefile'].map((name) =>
      name === 'Makefile' ? `${folder}${name}` : `${folder}${name}.${extension}`,
    ),
  ),
);
const files = [...new Set(paths)].map((path) => openFile(path));

describe('FileSet', () => {
  const patterns: (string | string[])[] = [
    '*.ts',
    '*.{ts,md}',
    'src/**',
    'src/*.ts',
    'src/**/*.tsx',
    '**/*.go',
    'secrets/',
    'Makefile',
    '/Makefile',
    'src/Makefile',
    '[ab].md',
    'nothing/**',
    '*.zzz',
    ['*.md', 'src/web/**', '!*.ts'],
    '!*.ts',
    'SRC/**',
    '*.TS',
    's*/a.*',
    '{src,secrets}/*.md',
  ];
  for (const platform of ['linux', 'win32'] as const) {
    it(`finds by its index what looking at every file finds (${platform})`, () => {
      const set = new FileSet(files, platform !== 'linux');
      for (const pattern of patterns) {
        const wanted = condition(pattern, undefined, platform);
        const expected = files.filter((file) => wanted.globs?.matches(file.path));
        assert.deepEqual(set.allMatches(wanted), expected, String(pattern));
        const first = set.firstMatch(wanted);
        assert.equal(first === undefined, expected.length === 0, String(pattern));
        assert.ok(first === undefined || expected.includes(first), String(pattern));
      }
    });
  }

  it('of few files takes the first that matches', () => {
    const few = new FileSet([openFile('z.ts'), openFile('a.ts')], false);
    assert.equal(few.firstMatch(condition('*.ts'))?.path, 'z.ts');
  });

  it('demands language and name of one file', () => {
    const set = new FileSet([openFile('a.ts', 'typescript'), openFile('src/b.go')], false);
    assert.equal(set.firstMatch(condition('src/**', ['typescript'])), undefined);
    assert.equal(set.firstMatch(condition('src/**', ['go']))?.path, 'src/b.go');
    assert.equal(set.firstMatch({ globs: undefined, languages: new Set(['typescript']) })?.path, 'a.ts');
  });
});
