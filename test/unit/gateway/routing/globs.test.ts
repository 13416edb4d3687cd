import assert from 'node:assert/strict';
import { compileGlobs } from '../../../../src/gateway/routing/globs.ts';

function matches(patterns: string | string[], path: string, platform: NodeJS.Platform = 'linux'): boolean {
  const globs = compileGlobs([patterns].flat(), platform);
  assert.ok(!('error' in globs), 'error' in globs ? globs.error : '');
  return globs.matches(path);
}

/** [patterns, path, expected] */
type Case = readonly [string | string[], string, boolean];

const tables: Record<string, readonly Case[]> = {
  'a pattern without a slash looks at the base name': [
    ['*.md', 'README.md', true],
    ['*.md', 'docs/deep/guide.md', true],
    ['*.md', 'docs/guide.mdx', false],
    ['*.js*', 'web/cart.js', true],
    ['*.js*', 'web/cart.jsx', true],
    ['*.js*', 'package.json', true],
    ['Makefile', 'tools/Makefile', true],
    ['docs', 'docs/guide.md', false],
    ['*', 'anything/at.all', true],
    ['**', 'anything/at.all', true],
    ['report?.py', 'a/report1.py', true],
    ['report?.py', 'a/report.py', false],
  ],
  'a pattern with a slash looks at the path in its folder': [
    ['src/*.ts', 'src/app.ts', true],
    ['src/*.ts', 'src/deep/app.ts', false],
    ['src/*.ts', 'lib/src/app.ts', false],
    ['src/**/*.ts', 'src/app.ts', true],
    ['src/**/*.ts', 'src/a/b/c.ts', true],
    ['**/test/**', 'a/test/b/c.py', true],
    ['**/test/**', 'test/c.py', true],
    ['secrets/**', 'secrets/key.pem', true],
    ['secrets/**', 'my/secrets/key.pem', false],
  ],
  'dotfiles match': [
    ['secrets/**', 'secrets/.env', true],
    ['*', '.env', true],
    ['*.json', '.eslintrc.json', true],
    ['**/*.yml', '.github/workflows/ci.yml', true],
  ],
  'braces, classes and posix names work': [
    ['*.{ts,tsx}', 'a/b.tsx', true],
    ['*.{ts,tsx}', 'a/b.js', false],
    ['{src,lib}/**', 'lib/a.js', true],
    ['[!a]*.ts', 'b.ts', true],
    ['[!a]*.ts', 'a.ts', false],
    ['[^a]*.ts', 'a.ts', false],
    ['[[:digit:]]*.sql', '7_users.sql', true],
    ['[[:digit:]]*.sql', 'users.sql', false],
    ['{1..3}.txt', '2.txt', true],
  ],
  'entries with ! subtract from the others, alone from everything': [
    [['*.ts', '!*.test.ts'], 'a.ts', true],
    [['*.ts', '!*.test.ts'], 'a.test.ts', false],
    [['!*.test.ts', '*.ts'], 'a.test.ts', false],
    [['!*.md'], 'a.ts', true],
    [['!*.md'], 'a.md', false],
    [['src/**', '!src/gen/**'], 'src/gen/x.ts', false],
    [['', '!*.md'], 'a.md', false],
  ],
  'an empty pattern and an empty list match everything': [
    ['', 'a/b.c', true],
    ['  ', 'a/b.c', true],
    [[], 'a/b.c', true],
    [['', '*.md'], 'a.ts', true],
  ],
  "a path equal to the pattern's text always matches, and parentheses are literal": [
    ['app/[id]/page.tsx', 'app/[id]/page.tsx', true],
    ['app/[id]/page.tsx', 'app/i/page.tsx', true],
    ['[slug].ts', 'app/[slug].ts', true],
    ['app/(shop)/page.tsx', 'app/(shop)/page.tsx', true],
    ['app/(shop)/page.tsx', 'app/shop/page.tsx', false],
    ['app/(shop)/**', 'app/(shop)/cart/page.tsx', true],
    ['(draft)*.md', 'x/(draft) one.md', true],
    [['**', '!(shop)/**'], '(shop)/a.ts', false],
    [['**', '!(shop)/**'], 'other/a.ts', true],
    ['a+b.ts', 'a+b.ts', true],
    ['"x".ts', '"x".ts', true],
  ],
  'a slash at the end means everything below, one at the start the root of the folder': [
    ['secrets/', 'secrets/a/b', true],
    ['secrets/', 'x/secrets/a', false],
    ['/README.md', 'README.md', true],
    ['/README.md', 'docs/README.md', false],
    ['./src/*.ts', 'src/a.ts', true],
    ['/src/', 'src/a.ts', true],
    ['/', 'anything/at.all', true],
  ],
  'a backslash is read as a slash and as nothing': [
    ['src\\*.ts', 'src/app.ts', true],
    ['src\\*.ts', 'lib/app.ts', false],
    ['test*\\*.py', 'tests/a.py', true],
    ['test*\\*.py', 'x/test_a.py', true],
    ['secrets\\', 'secrets/a', true],
    ['src\\**\\*.ts', 'src/a/b.ts', true],
  ],
  'a Windows path is read with forward slashes': [
    ['src/**', 'src\\a\\b.ts', true],
    ['*.ts', 'src\\a\\b.ts', true],
  ],
};

describe('compileGlobs', () => {
  for (const [title, cases] of Object.entries(tables)) {
    describe(title, () => {
      for (const [patterns, path, expected] of cases) {
        it(`${JSON.stringify(patterns)} ${expected ? 'matches' : 'does not match'} ${path}`, () => {
          assert.equal(matches(patterns, path), expected);
        });
      }
    });
  }

  it('counts case on Linux only', () => {
    assert.equal(matches('*.MD', 'readme.md', 'linux'), false);
    assert.equal(matches('*.MD', 'readme.md', 'darwin'), true);
    assert.equal(matches('src/*.TS', 'SRC/app.ts', 'win32'), true);
    assert.equal(matches('Makefile', 'makefile', 'win32'), true);
    assert.equal(matches(['*.ts', '!*.Test.ts'], 'a.test.ts', 'win32'), false);
  });

  for (const pattern of ['src/[a', '{a,b', '[z-a].ts', 'a]', 'x'.repeat(70_000) + '*', '!']) {
    it(`says what is wrong with ${pattern.slice(0, 10)}`, () => {
      const globs = compileGlobs(['*.ts', pattern], 'linux');
      assert.ok('error' in globs);
      assert.match(globs.error, /glob/);
    });
  }

  it('names the pattern that does not compile', () => {
    const globs = compileGlobs(['*.ts', 'src/[a'], 'linux');
    assert.ok('error' in globs);
    assert.equal(globs.error, 'the glob "src/[a" does not compile: Missing closing: "]"');
  });

  it('tells which names can match at all, and never fewer', () => {
    const hints: [string[], unknown][] = [
      [['*.ts'], [{ start: '', extension: 'ts' }]],
      [
        ['src/**/*.{ts,TSX}'],
        [
          { start: 'src', extension: 'ts' },
          { start: 'src', extension: 'tsx' },
        ],
      ],
      [['Makefile'], [{ start: '', base: 'makefile' }]],
      [['/src/a.ts'], [{ start: 'src/a.ts', base: 'a.ts' }]],
      [['secrets/**'], [{ start: 'secrets' }]],
      [
        ['*.ts', 'src/*'],
        [{ start: '', extension: 'ts' }, { start: 'src' }],
      ],
      [['!*.md'], undefined],
      [['*.t[sx]'], [{ start: '' }]],
      [['*.d.ts'], [{ start: '', extension: 'ts' }]],
    ];
    for (const [patterns, expected] of hints) {
      const globs = compileGlobs(patterns, 'linux');
      assert.ok(!('error' in globs));
      assert.deepEqual(globs.hints, expected, patterns.join());
    }
  });
});
