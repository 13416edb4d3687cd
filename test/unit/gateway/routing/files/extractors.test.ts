import assert from 'node:assert/strict';
import { filesInText } from '../../../../../src/gateway/routing/files/extractors.ts';
import type { Speaker } from '../../../../../src/gateway/routing/files/extractors.ts';
import type { FoundFile } from '../../../../../src/gateway/routing/files/foundFile.ts';
import { readPromptText } from '../../../../../src/gateway/routing/files/promptText.ts';

function found(text: string, as: FoundFile['as'] = 'named', speaker: Speaker = 'user'): string[] {
  const files = filesInText(readPromptText(text), speaker).filter((file) => file.as === as);
  return [...new Set(files.map((file) => file.path))];
}

/** [what it shows, text, named files] */
type Case = readonly [string, string, readonly string[]];

const fences: readonly Case[] = [
  ['language and path', '```ts src/app.ts\nx\n```', ['src/app.ts']],
  ['path with a line range (Continue)', '```typescript src/app.ts (12-34)\nx\n```', ['src/app.ts']],
  ['path alone', '```src/app.ts\nx\n```', ['src/app.ts']],
  ['path alone with a range', '```src/app.ts:10-20\nx\n```', ['src/app.ts']],
  ["Zed's range", '```src/main.rs#L1-20\nx\n```', ['src/main.rs']],
  ["Cursor's citation", '```12:15:app/components/Todo.tsx\nx\n```', ['app/components/Todo.tsx']],
  ['language:path', '```js:src/cart.js\nx\n```', ['src/cart.js']],
  ['a title', '```ts title="src/app.ts" {1,3}\nx\n```', ['src/app.ts']],
  ['quotes', '```md "docs/My file.md" (1-3)\nx\n```', ['docs/My file.md']],
  ['spaces', '```md docs/My file.md (1-3)\nx\n```', ['docs/My file.md']],
  ['Makefile', '```make Makefile\nx\n```', ['Makefile']],
  ['Makefile alone', '```Makefile\nx\n```', ['Makefile']],
  ['Dockerfile', '```docker Dockerfile\nx\n```', ['Dockerfile']],
  ['LICENSE', '```text LICENSE\nx\n```', ['LICENSE']],
  ['LICENSE alone', '```LICENSE\nx\n```', ['LICENSE']],
  ['a Windows path', '```csharp src\\Web\\Cart.cs\nx\n```', ['src/Web/Cart.cs']],
  ['an absolute Windows path', '```cs C:\\shop\\Cart.cs (1-9)\nx\n```', ['c:/shop/Cart.cs']],
  ['a folder without an extension', '```sh bin/run\nx\n```', ['bin/run']],
  ['an unknown extension', '```text data.xyz\nx\n```', ['data.xyz']],
  ['tildes', '~~~ts src/app.ts\nx\n~~~', ['src/app.ts']],
  ['indented', '  - see\n    ```ts src/app.ts\n    x\n    ```', ['src/app.ts']],
  ['within a line, with a path', 'Look: ```ts src/app.ts (1-2)\nx\n```', ['src/app.ts']],
  ['two in one message', '```js cart.js\nx\n```\nand\n```md README.md\ny\n```', ['cart.js', 'README.md']],
  ['CRLF', '```ts src/app.ts\r\nx\r\n```\r\n', ['src/app.ts']],
  ['not closed', 'fix\n```ts src/app.ts\nx', ['src/app.ts']],
  ['the header line above (aider)', 'src/app.py\n```python\nx\n```', ['src/app.py']],
  ['a bold header line', '**src/app.py**:\n```\nx\n```', ['src/app.py']],
  ['a header Makefile', 'Makefile\n```\nx\n```', ['Makefile']],
  [
    'a comment `filepath:` (Copilot)',
    '```ts\n// filepath: /home/me/shop/src/app.ts\nx\n```',
    ['/home/me/shop/src/app.ts'],
  ],
];

const notFiles: readonly Case[] = [
  ['a language is no file', '```python\nfoo.bar\n```', []],
  ['the first code line is never a file', '```\nfoo.bar\n```', []],
  ['nor is a one-token line below a language', '```python\nos.path\n```', []],
  ['languages with dots and signs', '```asp.net\nx\n```\n```c++\nx\n```\n```objective-c\nx\n```', []],
  [
    'attributes are no path',
    '```ts twoslash\nx\n```\n```js {1,3-4}\nx\n```\n```rust should_panic\nx\n```',
    [],
  ],
  ['a shell prompt is no path', '```bash $ npm run build.js\nx\n```', []],
  ['code in a fence names nothing', '```ts\nimport x from "./other.js";\nconst y = "README.md";\n```', []],
  ['a sentence above a fence is no path', 'This is what I see in it:\n```\nx\n```', []],
  [
    'a fence inside a file in a tag',
    '<file_content path="a.md">\n```ts b.ts\nx\n```\n</file_content>',
    ['a.md'],
  ],
  ['a tag inside a fence', '```html a.html\n<file path="b.md">x</file>\n```', ['a.html']],
  ['longer fences hold shorter ones', '````md a.md\n```ts b.ts\nx\n```\n````', ['a.md']],
];

const mentions: readonly Case[] = [
  ['plain names', 'look at src/app.ts and README.md', ['src/app.ts', 'README.md']],
  [
    'with punctuation',
    'Is it (src/app.ts)? Or README.md, or "cart.js".',
    ['src/app.ts', 'README.md', 'cart.js'],
  ],
  ['in backticks', 'fix `cart.js`', ['cart.js']],
  ['in backticks with spaces', 'fix `docs/My file.md`', ['docs/My file.md']],
  ['with a line', 'see src/app.ts:12:5 and cart.js#L4', ['src/app.ts', 'cart.js']],
  ["TypeScript's error format", 'src/app.ts(12,5): error TS2304', ['src/app.ts']],
  ['possessive', "app.py's main", ['app.py']],
  ['@ mentions', '@src/app.ts @README.md @./lib/a.go', ['src/app.ts', 'README.md', 'lib/a.go']],
  ['@ from the root (Cline)', '@/src/app.ts', ['src/app.ts']],
  ['@ with quotes (Claude Code)', '@"docs/My file.md"', ['docs/My file.md']],
  ['#file: (Copilot)', '#file:cart.js', ['cart.js']],
  ['Markdown links', 'see [the guide](docs/guide.md)', ['docs/guide.md']],
  ['Markdown bold', 'see **README.md**', ['README.md']],
  ['Windows paths', 'see src\\Web\\Cart.cs and C:\\shop\\a.ts', ['src/Web/Cart.cs', 'c:/shop/a.ts']],
  [
    'brackets in folders',
    'see app/(shop)/page.tsx and app/[id]/page.tsx',
    ['app/(shop)/page.tsx', 'app/[id]/page.tsx'],
  ],
  [
    'well-known names',
    'fix the Makefile, the Dockerfile, .env and .gitignore',
    ['Makefile', 'Dockerfile', '.env', '.gitignore'],
  ],
  ['known names with a folder', 'read docs/LICENSE and logs/app.log', ['docs/LICENSE', 'logs/app.log']],
  ['lock files', 'why is yarn.lock so big', ['yarn.lock']],
  ['products are no files', 'Node.js, Next.js, Vue.js and D3.js with ASP.NET on bun.sh', []],
  ['properties and calls are no files', 'console.log, process.env, list.html() and a.map(x)', []],
  ['addresses are no files', 'https://example.com/a.md www.x.com/b.md example.com/c.js me@x.py', []],
  ['words with slashes are no files', 'and/or, client/server, I/O, 24/7, TCP/IP', []],
  ['abbreviations are no files', 'e.g. this, i.e. that, etc., v1.2.3, 3.14', []],
  ['packages are no files', '@types/node @scope/pkg', []],
  ['decline in code stays a word', 'function decline() { incline.cline }', []],
  ['globs are no files', 'all *.ts files and src/**', []],
];

const clientTags: readonly Case[] = [
  [
    'Cline',
    '\'src/a.ts\' (see below for file content)\n<file_content path="src/a.ts">\nx\n</file_content>',
    ['src/a.ts'],
  ],
  ['Kodu and Roo', '<file path="src/b.ts">\nx\n</file>', ['src/b.ts']],
  ['Roo results', '<files><file><path>src/c.ts</path><content>x</content></file></files>', ['src/c.ts']],
  [
    'VS Code',
    '<attachment id="d.ts" filePath="/home/me/shop/d.ts">\n```ts\nx\n```\n</attachment>',
    ['/home/me/shop/d.ts'],
  ],
  ['an attachment by its id', '<attachment id="e.ts">x</attachment>', ['e.ts']],
  [
    'documents',
    '<document index="1"><source>docs/f.md</source><document_contents>see g.ts</document_contents></document>',
    ['docs/f.md'],
  ],
  ['text tool results (Cline)', "[read_file for 'src/h.ts'] Result:\nx", ['src/h.ts']],
  [
    'what @path attached (Claude Code)',
    '<system-reminder>\nCalled the Read tool with the following input: {"file_path":"/home/me/shop/i.ts"}\n</system-reminder>',
    ['/home/me/shop/i.ts'],
  ],
  [
    'selected lines (Claude Code)',
    '<ide_selection>The user selected the lines 3 to 9 from /home/me/j.ts:\nx\n</ide_selection>',
    ['/home/me/j.ts'],
  ],
  [
    'files of the Codex extension',
    '# Files mentioned by the user:\n\n## k.md: /home/me/k.md\n\n## My request for Codex:\nfix l.ts',
    ['l.ts', '/home/me/k.md'],
  ],
  [
    "aider's map",
    'Here are summaries:\n\nsrc/m.py:\n⋮\n│def f():\n⋮\n\nsrc/n.py:\n⋮\n│class G:\n',
    ['src/m.py', 'src/n.py'],
  ],
  [
    'instruction files decide nothing',
    '<system-reminder>\nContents of /home/me/shop/CLAUDE.md (project instructions, checked into the codebase):\n\nRead docs/style.md first.\n</system-reminder>\nhello',
    [],
  ],
  [
    'editor state is not the words',
    'fix it\n<environment_details>\n# VSCode Visible Files\nsrc/a.ts\n\n# VSCode Open Tabs\nREADME.md,src/b.ts\n</environment_details>',
    [],
  ],
];

describe('files in a text', () => {
  const tables = { fences, 'what is no file': notFiles, mentions, 'clients and their tags': clientTags };
  for (const [title, cases] of Object.entries(tables)) {
    describe(title, () => {
      for (const [name, text, expected] of cases) {
        it(name, () => {
          assert.deepEqual(found(text).sort(), [...expected].sort());
        });
      }
    });
  }

  describe('reported editor state', () => {
    const roo =
      '<environment_details>\n# VSCode Visible Files\nsrc\\a.ts\n\n# VSCode Open Tabs\nREADME.md,src/b.ts\n\n# Current Time\n1/2/2026\n</environment_details>';
    const cline =
      '<environment_details>\n# Visual Studio Code Visible Files\nsrc/a.ts\nsrc/c.ts\n\n# Visual Studio Code Open Tabs\nREADME.md\nsrc/b.ts\n\n# Current Working Directory (/home/me/shop) Files\nx.py\ny.py\n</environment_details>';
    const codex =
      '# Context from my IDE setup:\n\n## Active file: src/pay.ts\n\n## Open tabs:\n- pay.ts: src/pay.ts\n- b.md: docs/b.md\n\n## My request for Codex:\nadd a retry';
    it('Roo: one line with commas, Windows separators', () => {
      assert.deepEqual(found(roo, 'visible'), ['src/a.ts']);
      assert.deepEqual(found(roo, 'open'), ['README.md', 'src/b.ts']);
    });
    it('Cline: a line a file, and the listing of the folder is none of it', () => {
      assert.deepEqual(found(cline, 'visible'), ['src/a.ts', 'src/c.ts']);
      assert.deepEqual(found(cline, 'open'), ['README.md', 'src/b.ts']);
    });
    it('no visible files', () => {
      const text =
        '<environment_details>\n# VSCode Visible Files\n(No visible files)\n</environment_details>';
      assert.deepEqual(found(text, 'visible'), []);
    });
    it('Claude Code: the opened file', () => {
      const text =
        '<ide_opened_file>The user opened the file c:\\shop\\a b.md in the IDE. This may or may not be related.</ide_opened_file>';
      assert.deepEqual(found(text, 'active'), ['c:/shop/a b.md']);
    });
    it('Copilot: the current file', () => {
      const text =
        "<editorContext>\nThe user's current file is /home/me/shop/a.ts. The current selection is none.\n</editorContext>";
      assert.deepEqual(found(text, 'active'), ['/home/me/shop/a.ts']);
    });
    it("Codex: active file and tabs, and the tabs are not the user's words", () => {
      assert.deepEqual(found(codex, 'active'), ['src/pay.ts']);
      assert.deepEqual(found(codex, 'open'), ['src/pay.ts', 'docs/b.md']);
      assert.deepEqual(found(codex), []);
    });
  });

  describe('what counts for localOnly alone', () => {
    it('a path without an extension in the words', () => {
      assert.deepEqual(found('read secrets/id_rsa', 'possible'), ['secrets/id_rsa']);
    });
    it('instruction files, and files that changed (Claude Code)', () => {
      const text =
        '<system-reminder>\nContents of /home/me/CLAUDE.md (project instructions):\n\nx\n\nNote: /home/me/a.ts was modified, either by the user or by a linter.\n</system-reminder>';
      assert.deepEqual(found(text, 'possible'), ['/home/me/CLAUDE.md', '/home/me/a.ts']);
      assert.deepEqual(found('Instructions from: /home/me/AGENTS.md\nx', 'possible', 'system'), [
        '/home/me/AGENTS.md',
      ]);
    });
    it('search hits, diffs and tagged contents in results', () => {
      const text = [
        'secrets/key.txt:12:token',
        'C:\\shop\\a.ts:3:x',
        '12:30:45 is a time',
        'diff --git a/x.ts b/x.ts',
        '--- a/old.ts',
        '+++ b/new.ts',
        '==> logs/app.log <==',
        '<path>/home/me/read.md</path>',
        'listed.md',
      ].join('\n');
      assert.deepEqual(found(text, 'possible', 'result').sort(), [
        '/home/me/read.md',
        'c:/shop/a.ts',
        'logs/app.log',
        'new.ts',
        'old.ts',
        'secrets/key.txt',
      ]);
      assert.deepEqual(found(text, 'named', 'result'), []);
    });
  });

  it('the model names files in fences and in tool calls written as tags, not in its words', () => {
    const text =
      'I will read other.ts.\n<read_file>\n<path>src/a.ts</path>\n</read_file>\n```ts src/b.ts\nx\n```';
    assert.deepEqual(found(text, 'named', 'assistant').sort(), ['src/a.ts', 'src/b.ts']);
    assert.deepEqual(found('Attempting to read the content of `data.csv`', 'named', 'assistant'), [
      'data.csv',
    ]);
  });

  it('a system prompt full of examples names nothing', () => {
    const text =
      'Usage:\n<read_file>\n<path>src/main.js</path>\n</read_file>\n```ts src/app.ts\nx\n```\nEdit README.md';
    assert.deepEqual(found(text, 'named', 'system'), []);
    assert.deepEqual(found(text, 'possible', 'system'), []);
  });
});
