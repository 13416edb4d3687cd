import assert from 'node:assert/strict';
import { shellFiles } from '../../../../../src/gateway/routing/files/shellFiles.ts';
import { toolCallFiles } from '../../../../../src/gateway/routing/files/toolCallFiles.ts';
import type { FoundFile } from '../../../../../src/gateway/routing/files/foundFile.ts';

function paths(files: readonly FoundFile[], as: FoundFile['as']): string[] {
  return [...new Set(files.filter((file) => file.as === as).map(({ path }) => path))];
}

describe('files of tool calls', () => {
  const patch =
    '*** Begin Patch\n*** Update File: src/a.ts\n@@\n-x\n+y\n*** Add File: docs/b.md\n+z\n*** End Patch';
  /** [tool, its arguments, the files] */
  const cases: readonly (readonly [string, unknown, readonly string[]])[] = [
    ['Read (Claude Code)', { file_path: '/home/me/shop/a.ts', limit: 10 }, ['/home/me/shop/a.ts']],
    [
      'Edit: its texts name nothing',
      { file_path: '/a.ts', old_string: 'see b.md', new_string: './c.js' },
      ['/a.ts'],
    ],
    [
      'Write: its content names nothing',
      { file_path: 'a.md', content: 'import "./b.ts"\n--- c.md' },
      ['a.md'],
    ],
    ['MultiEdit', { edits: [{ file_path: 'a.ts' }, { filePath: 'b.ts' }] }, ['a.ts', 'b.ts']],
    ['NotebookEdit', { notebook_path: 'a.ipynb' }, ['a.ipynb']],
    ['read_file (Roo)', { args: { file: [{ path: 'a.ts' }, { path: 'b.ts' }] } }, ['a.ts', 'b.ts']],
    ['read_file (Cursor)', { target_file: 'src\\a.ts' }, ['src/a.ts']],
    ['read_many_files (Gemini CLI)', { paths: ['a.ts', 'b.md'] }, ['a.ts', 'b.md']],
    ['read_file (Gemini CLI)', { absolute_path: '/home/me/a.go' }, ['/home/me/a.go']],
    ['a URI', { uri: 'file:///home/me/a.go' }, ['/home/me/a.go']],
    ['apply_patch (Codex) as a field', { input: patch }, ['src/a.ts', 'docs/b.md']],
    ['apply_patch (Codex) as text', patch, ['src/a.ts', 'docs/b.md']],
    ['apply_patch through the shell', { command: ['apply_patch', patch] }, ['src/a.ts', 'docs/b.md']],
    ['a diff', { diff: '--- a/x.ts\n+++ b/x.ts\n@@ -1 +1 @@' }, ['x.ts']],
    ['exec_command (Codex)', { cmd: "sed -n '1,20p' src/a.ts" }, ['src/a.ts']],
    ['Bash (Claude Code)', { command: 'cat README.md | head -5', description: 'Read b.md' }, ['README.md']],
    ['shell with a list', { command: ['bash', '-lc', 'cat src/a.ts'] }, ['src/a.ts']],
    ['run_commands (Cline)', { commands: ['cat a.ts', 'wc -l b.ts'] }, ['a.ts', 'b.ts']],
    ['no arguments', {}, []],
  ];
  for (const [name, args, expected] of cases) {
    it(name, () => {
      const files = toolCallFiles(typeof args === 'string' ? args : JSON.stringify(args));
      assert.deepEqual(paths(files, 'named'), expected);
    });
  }

  it('arguments that are cut off hide nothing', () => {
    const files = toolCallFiles('{"command":"cat secrets/key.pem');
    assert.ok(files.some(({ path }) => path.includes('secrets/key.pem')));
  });
});

describe('files of shell commands', () => {
  /** [command, named, possible] */
  const cases: readonly (readonly [string, readonly string[], readonly string[]])[] = [
    ['cat a.ts b.md', ['a.ts', 'b.md'], []],
    ['cat "docs/My file.md"', ['docs/My file.md'], []],
    ['cat docs/My\\ file.md', ['docs/My file.md'], []],
    ['cat secrets/id_rsa', [], ['secrets/id_rsa']],
    ['cat secrets/*', [], ['secrets/*']],
    ['grep -rn token secrets', [], ['token', 'secrets']],
    ['cd secrets && cat key.pem', ['secrets/key.pem'], ['secrets']],
    ['cd secrets; cd deep; cat .env', ['secrets/deep/.env'], ['secrets', 'secrets/deep']],
    ['bash -lc "cd secrets && cat .env"', ['secrets/.env'], ['secrets']],
    ['FOO=1 sudo cat < /etc/hosts.txt > out.txt', ['/etc/hosts.txt', 'out.txt'], []],
    ['node --import=./a.mjs b.ts', ['a.mjs', 'b.ts'], []],
    ['curl https://example.com/a.md -o b.md', ['b.md'], []],
    ['npm run build', [], []],
    ['echo Node.js', [], []],
    ['type src\\web\\a.cs', ['src/web/a.cs'], []],
    ['./run.sh src/a.ts', ['run.sh', 'src/a.ts'], []],
    ["cat > a.md <<'EOF'\nsee b.ts\nEOF\ncat c.ts", ['a.md', 'c.ts'], []],
    ['git diff 2>/dev/null -- src/a.ts', ['src/a.ts'], []],
  ];
  for (const [command, named, possible] of cases) {
    it(command.replaceAll('\n', '⏎'), () => {
      const files = shellFiles(command);
      assert.deepEqual(paths(files, 'named'), named);
      assert.deepEqual(paths(files, 'possible'), possible);
    });
  }
});
