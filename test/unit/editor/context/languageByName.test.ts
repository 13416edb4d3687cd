import assert from 'node:assert/strict';
import { LanguageByName } from '../../../../src/editor/context/languageByName.ts';

const languages = new LanguageByName(
  [
    { id: 'typescript', extensions: ['.ts', '.mts'] },
    { id: 'declarations', extensions: ['.d.ts'] },
    { id: 'makefile', filenames: ['Makefile'] },
    { id: 'ini', extensions: ['.conf'] },
    { id: 'no-names' },
  ],
  { '*.conf': 'nginx', Jenkinsfile: 'groovy' },
);

describe('the language of a tab that is not loaded', () => {
  const cases: [string, string | undefined][] = [
    ['src/a.ts', 'typescript'],
    ['src/A.TS', 'typescript'],
    ['types/a.d.ts', 'declarations'],
    ['a.test.mts', 'typescript'],
    ['build/Makefile', 'makefile'],
    ['etc/site.conf', 'nginx'],
    ['Jenkinsfile', 'groovy'],
    ['notes', undefined],
    ['a.unknown', undefined],
    ['dir.ts/file', undefined],
  ];
  for (const [path, language] of cases) {
    it(`is ${language ?? 'unknown'} for ${path}`, () => {
      assert.equal(languages.languageOf(path), language);
    });
  }
});
