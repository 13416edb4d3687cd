import assert from 'node:assert/strict';
import type { Machine } from '../../../../src/editor/clients/connector.ts';
import { leadsTo } from '../../../../src/editor/clients/clientEndpoint.ts';
import { connectors } from '../../../../src/editor/clients/connectors.ts';
import { isFound } from '../../../../src/editor/clients/findClient.ts';

function machine(changes: Partial<Machine>, files: readonly string[] = []): Machine {
  return {
    home: '/home/me',
    platform: 'linux',
    env: {},
    editor: 'Visual Studio Code',
    hasExtension: () => false,
    exists: (path) => files.includes(path),
    ...changes,
  };
}

const found = (there: Machine): string[] =>
  connectors.filter((client) => isFound(client, there)).map(({ id }) => id);
const filesOf = (id: string, there: Machine): string[] =>
  (connectors.find((client) => client.id === id)?.config?.targets(there) ?? []).map(({ path }) => path);

describe('looking for agents', () => {
  it('finds none where there is none', () => {
    assert.deepEqual(found(machine({})), []);
  });

  it('finds them by extension, command, folder and editor', () => {
    assert.deepEqual(found(machine({ hasExtension: (id) => id === 'saoudrizwan.claude-dev' })), ['cline']);
    assert.deepEqual(found(machine({ env: { PATH: '/bin:/opt/x' } }, ['/opt/x/aider'])), ['aider']);
    assert.deepEqual(found(machine({}, ['/home/me/.local/bin/codex'])), ['codex']);
    assert.deepEqual(found(machine({}, ['/home/me/.continue'])), ['continue']);
    assert.deepEqual(found(machine({ editor: 'Cursor' })), ['cursor']);
  });

  it('finds a command of Windows with its ending', () => {
    const home = String.raw`C:\Users\me`;
    const there = machine({ platform: 'win32', home, env: { Path: String.raw`C:\bin;D:\x` } }, [
      String.raw`D:\x\qwen.cmd`,
    ]);
    assert.deepEqual(found(there), ['qwen-code']);
  });

  it('knows where files are, by system and variables', () => {
    const home = String.raw`C:\Users\me`;
    const windows = machine({ platform: 'win32', home, env: { APPDATA: String.raw`C:\Users\me\Roaming` } });
    assert.deepEqual(filesOf('codex', windows), [String.raw`C:\Users\me\.codex\config.toml`]);
    assert.deepEqual(filesOf('zed', windows), [String.raw`C:\Users\me\Roaming\Zed\settings.json`]);
    assert.deepEqual(filesOf('copilot-cli', windows), []);
    assert.deepEqual(filesOf('codex', machine({ env: { CODEX_HOME: '/x' } })), ['/x/config.toml']);
    assert.deepEqual(filesOf('claude-code', machine({ env: { CLAUDE_CONFIG_DIR: '/c' } })), [
      '/c/settings.json',
    ]);
    assert.deepEqual(filesOf('opencode', machine({ env: { XDG_CONFIG_HOME: '/g' } })), [
      '/g/opencode/opencode.json',
    ]);
    assert.deepEqual(filesOf('kilo', machine({}, ['/home/me/.config/kilo/kilo.jsonc'])), [
      '/home/me/.config/kilo/kilo.jsonc',
    ]);
    const zsh = { SHELL: '/bin/zsh' };
    assert.deepEqual(filesOf('copilot-cli', machine({ env: zsh, platform: 'darwin' })), ['/home/me/.zshrc']);
    assert.deepEqual(filesOf('copilot-cli', machine({ env: { SHELL: '/usr/bin/fish' } })), [
      '/home/me/.config/fish/config.fish',
    ]);
    assert.deepEqual(filesOf('copilot-cli', machine({ env: { SHELL: '/bin/tcsh' } })), []);
  });

  it('knows the gateway by all names of loopback, and no other port or host', () => {
    const origin = 'http://127.0.0.1:8989';
    for (const url of ['http://localhost:8989/v1', 'http://[::1]:8989', `${origin}/w/x/v1/mux`])
      assert.ok(leadsTo(url, origin), url);
    for (const url of ['http://127.0.0.1:8990/v1', 'https://127.0.0.1:8989', 'http://example.com:8989', 'x'])
      assert.ok(!leadsTo(url, origin), url);
  });
});
