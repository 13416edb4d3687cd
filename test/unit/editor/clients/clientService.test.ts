import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { chmod, lstat, mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { execFileSync } from 'node:child_process';
import { Backups } from '../../../../src/editor/clients/backups.ts';
import { ClientService } from '../../../../src/editor/clients/clientService.ts';
import type { ClientAddress, Machine } from '../../../../src/editor/clients/connector.ts';
import { connectors } from '../../../../src/editor/clients/connectors.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

const address: ClientAddress = { origin: 'http://127.0.0.1:8989', key: 'muxgate', needsKey: false };
const locked: ClientAddress = { ...address, key: 'mux-secret', needsKey: true };
const moved: ClientAddress = { ...address, origin: 'http://127.0.0.1:9191' };
const fixtures = path.join(import.meta.dirname, '../../../fixtures/clients');

interface Home {
  readonly machine: Machine;
  readonly service: ClientService;
  readonly at: (file: string) => string;
}

function homeIn(folder: string, service: Partial<ConstructorParameters<typeof ClientService>[0]> = {}): Home {
  const home = path.join(folder, 'home');
  const machine: Machine = {
    home,
    platform: 'linux',
    env: { SHELL: '/bin/bash', PATH: path.join(home, 'bin') },
    editor: 'Visual Studio Code',
    hasExtension: () => false,
    // A tool of the machine that runs the tests is none of this home.
    exists: (file) => file.startsWith(home) && existsSync(file),
  };
  return {
    machine,
    at: (file) => path.join(home, file),
    service: new ClientService({
      connectors,
      machine,
      backups: new Backups(path.join(folder, 'backups')),
      send: () => Promise.reject(new Error('nothing is sent')),
      now: () => 0,
      ...service,
    }),
  };
}

/** The files of a fixture, by their path below the home. */
function filesOf(fixture: string, which: 'before' | 'after'): Record<string, string> {
  const folder = path.join(fixtures, fixture, which);
  if (!existsSync(folder)) return {};
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return Object.fromEntries(
    files.map((entry) => {
      const file = path.join(entry.parentPath, entry.name);
      return [path.relative(folder, file).replace(/\.txt$/, ''), readFileSync(file, 'utf8')];
    }),
  );
}

async function put(home: Home, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(home.at(name)), { recursive: true });
    await writeFile(home.at(name), text);
  }
}

async function filesBelow(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  const files: Record<string, string> = {};
  for (const entry of entries.filter((each) => each.isFile())) {
    const file = path.join(entry.parentPath, entry.name);
    files[path.relative(folder, file)] = await readFile(file, 'utf8');
  }
  return files;
}

async function connect(home: Home, id: string, to = address): Promise<void> {
  await home.service.connect(await home.service.plan(id, to));
}

async function stateOf(home: Home, id: string, now = address): Promise<string | undefined> {
  return (await home.service.list(now)).find((each) => each.id === id)?.state;
}

describe('connecting a client', () => {
  for (const fixture of readdirSync(fixtures)) {
    const id = fixture === 'continue-json' ? 'continue' : fixture;
    for (const variant of ['as people have them', 'with CRLF and a byte order mark', 'that are not there']) {
      describe(`${fixture}: files ${variant}`, () => {
        const home = homeIn(temporaryFolder());
        const given = (): Record<string, string> => {
          if (variant === 'that are not there') return {};
          const files = filesOf(fixture, 'before');
          if (variant === 'as people have them') return files;
          const marked = Object.entries(files).map(([name, text]) => [
            name,
            `${/json|toml/.test(name) ? '\uFEFF' : ''}${text.replaceAll('\n', '\r\n')}`,
          ]);
          return Object.fromEntries(marked) as Record<string, string>;
        };

        it('are changed as shown, once', async () => {
          await put(home, given());
          const before = await filesBelow(home.machine.home);
          await connect(home, id);
          const after = await filesBelow(home.machine.home);
          if (variant === 'as people have them') {
            if (process.env['UPDATE_FIXTURES'] !== undefined) {
              for (const [name, text] of Object.entries(after)) {
                const file = path.join(fixtures, fixture, 'after', `${name}.txt`);
                await mkdir(path.dirname(file), { recursive: true });
                await writeFile(file, text);
              }
            }
            assert.deepEqual(after, filesOf(fixture, 'after'));
          }
          assert.notDeepEqual(after, before);
          for (const text of Object.values(after)) {
            const crlf = text.split('\r\n').length;
            if (variant.includes('CRLF')) assert.equal(crlf, text.split('\n').length);
          }
          assert.equal(await stateOf(home, id), 'connected');
          assert.deepEqual((await home.service.plan(id, address)).files, []);
        });

        it('are as they were when it is disconnected, to the byte', async () => {
          const outcome = await home.service.disconnect(id);
          assert.match(outcome.message, /exactly as they were/);
          assert.deepEqual(await filesBelow(home.machine.home), given());
          if (variant === 'that are not there')
            assert.deepEqual(await readdir(home.machine.home).catch(() => []), []);
          await assert.rejects(home.service.disconnect(id), /not connected by Muxgate/);
        });

        it('are as they were but for what the user added since, after a change of the port', async () => {
          await connect(home, id);
          for (const [name, text] of Object.entries(await filesBelow(home.machine.home))) {
            await writeFile(home.at(name), withUsersEdit(name, text));
          }
          const result = await home.service.repoint(moved);
          assert.deepEqual(result.failed, []);
          assert.equal(await stateOf(home, id, moved), 'connected');
          assert.equal(await stateOf(home, id, address), 'elsewhere');
          await home.service.disconnect(id);
          const left = await filesBelow(home.machine.home);
          assert.ok(Object.keys(left).length > 0);
          for (const text of Object.values(left)) assert.doesNotMatch(text, /muxgate|9191|8989/i);
          const expected = given();
          for (const [name, text] of Object.entries(left)) {
            const own = expected[name] ?? '';
            assert.equal(bare(withoutUsersEdit(name, text)), bare(own), name);
          }
        });
      });
    }
  }

  describe('is careful', () => {
    const folder = temporaryFolder();
    const home = homeIn(folder);
    const file = home.at('.claude/settings.json');
    beforeEach(async () => {
      await rm(home.machine.home, { recursive: true, force: true });
      await rm(path.join(folder, 'backups'), { recursive: true, force: true });
      await mkdir(path.dirname(file), { recursive: true });
    });

    it('names file and line of what it cannot read, and writes nothing', async () => {
      await writeFile(file, '{\n  "env": {,\n}\n');
      await assert.rejects(connect(home, 'claude-code'), /settings\.json has an error in line 2/);
      assert.equal(await readFile(file, 'utf8'), '{\n  "env": {,\n}\n');
      assert.equal(await stateOf(home, 'claude-code'), 'unreadable');
      await writeFile(file, Buffer.from([0x7b, 0xff, 0x7d]));
      await assert.rejects(connect(home, 'claude-code'), /no text in UTF-8/);
    });

    it('takes an empty file as one', async () => {
      await writeFile(file, '');
      await connect(home, 'claude-code');
      await home.service.disconnect('claude-code');
      assert.equal(await readFile(file, 'utf8'), '');
    });

    it('writes through a link, and keeps the mode of the file', async () => {
      const real = path.join(folder, 'dotfiles.json');
      await writeFile(real, '{}');
      await chmod(real, 0o640);
      await symlink(real, file);
      await connect(home, 'claude-code');
      assert.ok((await lstat(file)).isSymbolicLink());
      assert.match(await readFile(real, 'utf8'), /8989/);
      assert.equal((await stat(real)).mode & 0o777, 0o640);
      await home.service.disconnect('claude-code');
      assert.equal(await readFile(real, 'utf8'), '{}');
      await rm(real);
      await assert.rejects(connect(home, 'claude-code'), /a link that leads nowhere/);
    });

    it('makes files and backups that nobody else may read', async () => {
      await connect(home, 'codex', locked);
      const backup = path.join(folder, 'backups', 'codex.json');
      for (const made of [home.at('.codex/config.toml'), backup])
        assert.equal((await stat(made)).mode & 0o777, 0o600);
    });

    it('leaves a file alone that is committed to a repository, also behind a link', async () => {
      const repository = path.join(folder, 'dotfiles');
      await mkdir(repository);
      const real = path.join(repository, 'settings.json');
      await writeFile(real, '{}\n');
      const git = (...args: string[]): Buffer => execFileSync('git', ['-C', repository, ...args]);
      git('init', '-q');
      await symlink(real, file);
      // In a work tree, but in no commit: it is the user's own.
      await connect(home, 'claude-code');
      await home.service.disconnect('claude-code');
      git('add', '.');
      await assert.rejects(connect(home, 'claude-code'), /committed to a git repository/);
      assert.equal(await readFile(real, 'utf8'), '{}\n');
    });

    it('keeps a credential of the user’s that serves, and puts one back that had to go', async () => {
      const own = '{ "env": { "ANTHROPIC_AUTH_TOKEN": "mine" } }';
      await writeFile(file, own);
      await connect(home, 'claude-code');
      assert.match(await readFile(file, 'utf8'), /mine/);
      await connect(home, 'claude-code', locked);
      assert.match(await readFile(file, 'utf8'), /mux-secret/);
      assert.match(await readFile(path.join(folder, 'backups', 'claude-code.json'), 'utf8'), /mine/);
      await home.service.disconnect('claude-code');
      assert.equal(await readFile(file, 'utf8'), own);
    });

    it('writes nothing when the file has changed since it was shown', async () => {
      await writeFile(file, '{}');
      const plan = await home.service.plan('claude-code', address);
      await writeFile(file, '{ "model": "opus" }');
      await assert.rejects(home.service.connect(plan), /has just been changed/);
      assert.equal(await readFile(file, 'utf8'), '{ "model": "opus" }');
    });

    it('leaves a value that the user has changed since, and says so', async () => {
      await writeFile(file, '{}');
      await connect(home, 'claude-code');
      const text = await readFile(file, 'utf8');
      await writeFile(file, text.replace(address.origin, 'https://other.example.com'));
      assert.equal(await stateOf(home, 'claude-code'), 'elsewhere');
      const { message } = await home.service.disconnect('claude-code');
      assert.match(message, /left as they are/);
      assert.deepEqual(JSON.parse(await readFile(file, 'utf8')), {
        env: { ANTHROPIC_BASE_URL: 'https://other.example.com' },
      });
    });

    it('changes both files of a client, or none', async () => {
      await mkdir(home.at('.gemini/settings.json'), { recursive: true });
      await assert.rejects(connect(home, 'gemini-cli'));
      assert.ok(!existsSync(home.at('.gemini/.env')));
    });

    it('points no client elsewhere that was connected by hand', async () => {
      await writeFile(file, JSON.stringify({ env: { ANTHROPIC_BASE_URL: address.origin } }));
      assert.equal(await stateOf(home, 'claude-code'), 'connected');
      assert.deepEqual(await home.service.repoint(moved), { moved: [], failed: [] });
      assert.equal(await stateOf(home, 'claude-code', moved), 'elsewhere');
    });
  });

  it('lists clients that can only be set by hand with steps, and their key covered', async () => {
    const home = homeIn(temporaryFolderNow());
    const agents = await home.service.list(locked);
    assert.deepEqual(
      agents.map(({ id }) => id),
      connectors.map(({ id }) => id),
    );
    for (const { id, steps, canConnect } of agents) {
      assert.ok(steps.length > 0, id);
      for (const { text, copy } of steps) assert.doesNotMatch(`${text}${copy ?? ''}`, /mux-secret/, id);
      if (['cline', 'roo', 'jetbrains', 'cursor', 'windsurf'].includes(id)) assert.ok(!canConnect, id);
    }
    const copied = agents.flatMap(({ id, steps }) =>
      steps.map((_, index) => home.service.stepText(id, index, locked) ?? ''),
    );
    assert.ok(copied.some((text) => text.includes('mux-secret')));
  });

  it('gives programs on the user’s own computer their own address in a remote window', async () => {
    const home = homeIn(temporaryFolderNow());
    const agents = await home.service.list({ ...locked, external: 'http://localhost:55555' });
    const copied = (id: string): (string | undefined)[] =>
      agents.find((agent) => agent.id === id)?.steps.map(({ copy }) => copy) ?? [];
    assert.ok(copied('openai-compatible').includes('http://localhost:55555/v1'));
    assert.ok(copied('anthropic-compatible').includes('http://localhost:55555'));
    assert.ok(copied('jetbrains').includes('http://localhost:55555/v1'));
    // These run where the gateway is.
    for (const id of ['codex', 'claude-code', 'cline'])
      assert.doesNotMatch(copied(id).join('\n'), /55555/, id);
  });
});

/** A folder for a single test that writes nothing into it. */
function temporaryFolderNow(): string {
  return path.join(path.sep, 'nowhere', 'muxgate');
}

const json = '"usersOwn": true';

function withUsersEdit(name: string, text: string): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  if (name.includes('json')) return text.replace('{', `{${eol}${json},`);
  return `# added since${eol}${text}`.replace('# added since\r\n\uFEFF', '\uFEFF# added since\r\n');
}

function withoutUsersEdit(name: string, text: string): string {
  return name.includes('json')
    ? text.replace(new RegExp(`\\r?\\n${json},?`), '')
    : text.replace(/# added since\r?\n/, '');
}

/** White space, trailing commas and what an emptied file leaves say nothing. */
function bare(text: string): string {
  return text.replaceAll(/[\s,]/g, '').replace(/^\{\}$/, '');
}
