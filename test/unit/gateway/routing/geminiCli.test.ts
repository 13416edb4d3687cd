import assert from 'node:assert/strict';
import { detectClient } from '../../../../src/gateway/routing/clients/detectClient.ts';
import { conversationOf, RequestFiles } from '../../../../src/gateway/routing/files/requestFiles.ts';
import { ownWords } from '../../../../src/gateway/routing/turns/ownWords.ts';
import { workingDirectory } from '../../../../src/gateway/routing/workingDirectory.ts';
import type { ChatRequest } from '../../../../src/gateway/wire/exchange.ts';
import { geminiCodec } from '../../../../src/gateway/wire/gemini/codec.ts';
import type { JsonObject } from '../../../../src/gateway/wire/json.ts';

const sessionContext = [
  '<session_context>',
  'This is the Gemini CLI. We are setting up the context for our chat.',
  "The project's temporary directory is: /home/me/.gemini/tmp/shop",
  '- **Workspace Directories:**',
  '  - /home/me/shop',
  '- **Directory Structure:**',
  '',
  '/home/me/shop/',
  '├───secrets/',
  '│   └───keys.txt',
  '└───src/',
  '    └───main.ts',
  '</session_context>',
].join('\n');

/** What Gemini CLI 0.61 sends: its context and the question in one content, referenced files behind the question. */
function asked(question: readonly string[], ...later: readonly JsonObject[]): ChatRequest {
  const parts = [sessionContext, ...question].map((text) => ({ text }));
  return geminiCodec.decodeRequest({ contents: [{ role: 'user', parts }, ...later] }, { model: 'auto' });
}

function filesOf(request: ChatRequest): { newest: string[]; older: string[] } {
  const conversation = conversationOf(request, 'chat');
  const { newest, older } = new RequestFiles(request, 'chat', () => conversation);
  const named = (files: typeof newest): string[] => files.map(({ path, as }) => `${as} ${path}`);
  return { newest: named(newest), older: named(older) };
}

const call = (name: string, args: JsonObject): JsonObject => ({
  role: 'model',
  parts: [{ functionCall: { name, args } }],
});
const result = (name: string, output: string): JsonObject => ({
  role: 'user',
  parts: [{ functionResponse: { name, response: { output } } }],
});

describe('routing reads Gemini CLI’s requests', () => {
  it('the question is the user’s words, without context and contents of files', () => {
    const request = asked([
      'please fix @src/main.ts',
      '\n--- Content from referenced files ---',
      '\nContent from @src/main.ts:\n',
      'import { x } from "./other.ts";',
      '\n--- End of content ---',
    ]);
    const conversation = conversationOf(request, 'chat');
    const newest = conversation?.messages[conversation.newest];
    assert.ok(newest !== undefined);
    assert.equal(ownWords(newest), 'please fix @src/main.ts');
  });

  it('files are those that the user names, not those of the folder’s listing', () => {
    assert.deepEqual(filesOf(asked(['please fix src/main.ts'])).newest, ['named src/main.ts']);
    assert.deepEqual(filesOf(asked(['hello'])), { newest: [], older: [] });
  });

  it('files of a folder that was referenced count, names in their contents do not', () => {
    const { newest } = filesOf(
      asked([
        'look at @secrets/',
        '\n--- Content from referenced files ---',
        '\nContent from @secrets/keys.txt:\n',
        'see docs/readme.md',
        '\n--- End of content ---',
      ]),
    );
    assert.ok(newest.includes('named secrets/keys.txt'));
    assert.ok(!newest.some((file) => file.includes('readme')));
  });

  it('what is said between unclosed marks is words', () => {
    assert.deepEqual(filesOf(asked(['--- Content from referenced files ---', 'and src/a.ts?'])).newest, [
      'named src/a.ts',
    ]);
  });

  it('tool calls are older files of the same turn', () => {
    const request = asked(
      ['fix the bug'],
      call('read_file', { file_path: 'notes/todo.txt' }),
      result('read_file', 'hi'),
      call('run_shell_command', { command: 'cat src/run.sh', description: 'd' }),
      result('run_shell_command', 'x'),
      call('replace', { file_path: '/home/me/shop/src/b.ts', old_string: 'a', new_string: 'b' }),
      result('replace', 'ok'),
    );
    const { newest, older } = filesOf(request);
    assert.deepEqual(newest, []);
    assert.deepEqual(older, ['named /home/me/shop/src/b.ts', 'named src/run.sh', 'named notes/todo.txt']);
    assert.equal(conversationOf(request, 'chat')?.continues, true);
  });

  it('the working directory stands in its context', () => {
    assert.equal(workingDirectory({ request: asked(['hi']) }), '/home/me/shop');
  });

  it('the client says its name', () => {
    const headers = { 'user-agent': 'GeminiCLI-tui/0.61.0/gemini-3-pro-preview (linux; x64; terminal)' };
    assert.equal(detectClient({ headers, request: asked(['hi']) }), 'gemini-cli');
    const sdk = { 'user-agent': 'google-genai-sdk/3.1.0 gl-node/24' };
    assert.equal(detectClient({ headers: sdk, request: asked(['hi']) }), 'google-sdk');
  });
});
