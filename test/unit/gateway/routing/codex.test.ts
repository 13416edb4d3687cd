import assert from 'node:assert/strict';
import { detectClient } from '../../../../src/gateway/routing/clients/detectClient.ts';
import { conversationOf, RequestFiles } from '../../../../src/gateway/routing/files/requestFiles.ts';
import { ownWords } from '../../../../src/gateway/routing/turns/ownWords.ts';
import { turnKey } from '../../../../src/gateway/routing/turns/turnKey.ts';
import { workingDirectory } from '../../../../src/gateway/routing/workingDirectory.ts';
import type { ChatRequest } from '../../../../src/gateway/wire/exchange.ts';
import type { JsonObject } from '../../../../src/gateway/wire/json.ts';
import { decodeRequest } from '../../../../src/gateway/wire/responses/decodeRequest.ts';

const headers = { originator: 'codex_exec', 'session-id': 's-1', 'thread-id': 's-1' };

const said = (role: string, text: string): JsonObject => ({
  type: 'message',
  role,
  content: [{ type: role === 'assistant' ? 'output_text' : 'input_text', text }],
});
const environment = (cwd: string): JsonObject =>
  said('user', `<environment_context>\n  <cwd>${cwd}</cwd>\n  <shell>bash</shell>\n</environment_context>`);
const call = (id: string, input: JsonObject): JsonObject => ({
  type: 'function_call',
  call_id: id,
  name: 'exec_command',
  arguments: JSON.stringify(input),
});
const custom = (id: string, name: string, input: string): JsonObject => ({
  type: 'custom_tool_call',
  call_id: id,
  name,
  input,
});
const output = (id: string, text: string): JsonObject => ({
  type: 'function_call_output',
  call_id: id,
  output: text,
});

/** What Codex 0.169 sends: its rules, what it knows of the folder, and then the turns. */
function asked(question: string, ...later: readonly JsonObject[]): ChatRequest {
  return decodeRequest({
    model: 'auto',
    input: [
      said(
        'developer',
        '<permissions instructions>\nAll commands run in a sandbox.\n</permissions instructions>',
      ),
      said(
        'user',
        '# AGENTS.md instructions for /home/me/shop\n\n<INSTRUCTIONS>\nSee docs/style.md\n</INSTRUCTIONS>',
      ),
      environment('/home/me/shop'),
      said('user', question),
      ...later,
    ],
  });
}

function newestWords(request: ChatRequest): string {
  const conversation = conversationOf(request, 'chat');
  const newest = conversation?.messages[conversation.newest];
  return newest === undefined ? '' : ownWords(newest);
}

function filesOf(request: ChatRequest): { newest: string[]; older: string[] } {
  const conversation = conversationOf(request, 'chat');
  const { newest, older } = new RequestFiles(request, 'chat', () => conversation);
  const named = (files: typeof newest): string[] => files.map(({ path, as }) => `${as} ${path}`);
  return { newest: named(newest), older: named(older) };
}

describe('routing reads Codex’s requests', () => {
  it('knows the client, and where it works', () => {
    const request = asked('fix it');
    assert.equal(detectClient({ request, headers }), 'codex');
    assert.equal(workingDirectory({ request }), '/home/me/shop');
  });

  it('takes what Codex wrote into the user’s role for no words of the user', () => {
    assert.equal(newestWords(asked('fix src/a.ts')), 'fix src/a.ts');
    const moved = asked('fix src/a.ts', said('assistant', 'ok'), environment('/home/me/other'));
    assert.equal(newestWords(moved), 'fix src/a.ts');
    const aborted = asked('fix it', said('user', '<turn_aborted>\nThe user interrupted.\n</turn_aborted>'));
    assert.equal(newestWords(aborted), 'fix it');
  });

  it('takes the output of a call that is not in the history for no words of the user', () => {
    assert.equal(newestWords(asked('fix it', output('gone', 'see secrets/key.pem'))), 'fix it');
  });

  it('finds the files of the question, not those of AGENTS.md', () => {
    const { newest } = filesOf(asked('fix src/a.ts'));
    assert.deepEqual(newest, ['named src/a.ts']);
    assert.ok(!filesOf(asked('fix it')).newest.some((file) => file.startsWith('named')));
  });

  it('finds the files of patches, commands and scripts', () => {
    const patch = '*** Begin Patch\n*** Update File: src/patched.ts\n@@\n-a\n+b\n*** End Patch';
    const script = 'const r = await tools.exec_command({"cmd":"cat src/scripted.ts"});\ntext(r.output);';
    const { older, newest } = filesOf(
      asked(
        'fix it',
        call('1', { cmd: 'sed -n 1,20p src/read.ts', workdir: '/home/me/shop' }),
        output('1', 'src/hit.ts:12:x'),
        custom('2', 'apply_patch', patch),
        { type: 'custom_tool_call_output', call_id: '2', output: 'Done' },
        custom('3', 'exec', script),
        { type: 'custom_tool_call_output', call_id: '3', output: [{ type: 'input_text', text: 'x' }] },
      ),
    );
    const all = [...newest, ...older];
    for (const file of ['src/read.ts', 'src/patched.ts', 'src/scripted.ts']) {
      assert.ok(all.includes(`named ${file}`), `${file} in ${all.join()}`);
    }
    assert.ok(all.includes('possible src/hit.ts'));
  });

  it('keeps a turn while it goes on, and knows the next one and another thread', () => {
    const keyOf = (request: ChatRequest, own: Record<string, string> = headers): string | undefined => {
      const conversation = conversationOf(request, 'chat');
      assert.ok(conversation !== undefined);
      return turnKey(conversation, {
        headers: own,
        window: undefined,
        workspace: undefined,
        requestClass: 'main',
      });
    };
    const first = keyOf(asked('fix it'));
    assert.equal(keyOf(asked('fix it', call('1', { cmd: 'ls' }), output('1', 'a.ts'))), first);
    assert.notEqual(keyOf(asked('fix it', said('assistant', 'done'), said('user', 'and now?'))), first);
    assert.notEqual(keyOf(asked('fix it'), { ...headers, 'session-id': 's-2', 'thread-id': 's-2' }), first);
  });
});
