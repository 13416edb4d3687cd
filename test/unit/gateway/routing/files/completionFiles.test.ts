import assert from 'node:assert/strict';
import { completionFiles } from '../../../../../src/gateway/routing/files/completionFiles.ts';

describe('files of a completion prompt', () => {
  /** [what it shows, prompt, the file being written, the others] */
  const cases: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
    [
      "Qwen's separators",
      '<|repo_name|>shop\n<|file_sep|>lib/b.go\nx\n<|file_sep|>src/a.ts\n<|fim_prefix|>const x = <|fim_suffix|>;<|fim_middle|>',
      ['src/a.ts'],
      ['lib/b.go'],
    ],
    [
      "Codestral's separators",
      '[SUFFIX]\n}\n[PREFIX]+++++ lib/b.go\nx\n+++++ src/a.ts\nfunction f() {',
      ['src/a.ts'],
      ['lib/b.go'],
    ],
    ["StarCoder's separator", '<file_sep>a.py\n<fim_prefix>x = <fim_suffix>\n<fim_middle>', ['a.py'], []],
    ['separators without a gap', '<|file_sep|>a.js\n<|file_sep|>b.md\nx', ['b.md'], ['a.js']],
    ['a path comment', '// src/a.ts\nfunction f() {', ['src/a.ts'], []],
    ['a path comment in the prefix', '<PRE> # app/main.py\nimport os\n <SUF>\n <MID>', ['app/main.py'], []],
    [
      'Path: alone (Copilot)',
      '# Path: app/main.py\n# Compare this snippet from lib/b.py:\n# x = 1\nimport os',
      ['app/main.py'],
      ['lib/b.py'],
    ],
    [
      'Path: for snippets, then the file (Continue)',
      '// Path: lib/b.ts\n// const x = 1\n// src/a.ts\nfunction f() {',
      ['src/a.ts'],
      ['lib/b.ts'],
    ],
    ['HTML and SQL comments', '<!-- web/index.html -->\n<p>', ['web/index.html'], []],
    ['SQL', '-- db/users.sql\nselect', ['db/users.sql'], []],
    ['a shebang first', '#!/usr/bin/env python\n# tools/run.py\nimport os', ['tools/run.py'], []],
    ['Windows', '// src\\web\\a.cs\nclass A', ['src/web/a.cs'], []],
    ['a licence comment is no path', '// Copyright. See LICENSE.txt for details.\nfunction f() {', [], []],
    ['code names nothing', 'import x from "./other.js"\nconst path = "README.md"', [], []],
    ['a comment further down names nothing', 'const x = 1\n// src/a.ts\n', [], []],
    ['nothing', '', [], []],
  ];
  for (const [name, prompt, current, others] of cases) {
    it(name, () => {
      assert.deepEqual(completionFiles(prompt), { current, others });
    });
  }
});
