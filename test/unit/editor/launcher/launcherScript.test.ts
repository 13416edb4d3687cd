import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { chmod, mkdir, rm, symlink, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { lastingRuntime } from '../../../../src/editor/launcher/lastingRuntime.ts';
import { launcherScript } from '../../../../src/editor/launcher/launcherScript.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

const run = promisify(execFile);

/** Says how it was run. */
const program = `console.log(JSON.stringify({ args: process.argv.slice(2), file: process.argv[1], asNode: process.env.ELECTRON_RUN_AS_NODE }));
process.exitCode = process.argv.includes('--fail') ? 3 : 0;`;

describe('the launcher for POSIX shells', function () {
  if (process.platform === 'win32') return;
  const folder = temporaryFolder();
  const file = join(folder, 'muxgate');
  const extensions = join(folder, "some body's extensions");
  const installed = join(extensions, 'muxgate.muxgate-0.1.0');
  /** Nothing at all is on the PATH: no node, no tools. */
  const empty = join(folder, 'empty');

  async function extension(name: string, changedAtMs: number): Promise<void> {
    await mkdir(join(extensions, name, 'dist'), { recursive: true });
    const cli = join(extensions, name, 'dist', 'cli.js');
    await writeFile(cli, program);
    await utimes(cli, changedAtMs / 1000, changedAtMs / 1000);
  }

  async function write(runtime: string): Promise<void> {
    await writeFile(file, launcherScript({ runtime, extension: installed }, 'linux'));
    await chmod(file, 0o755);
  }

  async function launch(args: readonly string[], path = empty): Promise<Record<string, unknown>> {
    const { stdout } = await run(file, args, { env: { PATH: path } });
    return JSON.parse(stdout) as Record<string, unknown>;
  }

  before(async () => {
    await mkdir(empty);
    await extension('muxgate.muxgate-0.1.0', 1_000_000);
  });

  it("runs the extension's command with the editor's runtime, without anything on the PATH", async () => {
    await write(process.execPath);
    const seen = await launch(['models', '--json', "it's; $HOME `x`", '']);
    assert.deepEqual(seen, {
      args: ['models', '--json', "it's; $HOME `x`", ''],
      file: join(installed, 'dist', 'cli.js'),
      asNode: '1',
    });
  });

  it('passes the exit code on', async () => {
    await write(process.execPath);
    await assert.rejects(run(file, ['--fail'], { env: { PATH: empty } }), { code: 3 });
  });

  it('finds the newest extension folder after an update removed its own', async () => {
    await write(process.execPath);
    await extension('muxgate.muxgate-0.3.0', 3_000_000);
    await extension('muxgate.muxgate-0.2.0', 2_000_000);
    await mkdir(join(extensions, 'muxgate.muxgate-9.9.9'), { recursive: true });
    await rm(installed, { recursive: true });
    const { file: cli } = await launch([]);
    assert.equal(cli, join(extensions, 'muxgate.muxgate-0.3.0', 'dist', 'cli.js'));
  });

  it('takes a node of the PATH when the editor has moved, and says what to do when there is none', async () => {
    const tools = join(folder, 'tools');
    await mkdir(tools);
    await symlink(process.execPath, join(tools, 'node'));
    await write(join(folder, 'gone'));
    assert.deepEqual((await launch(['x'], tools))['args'], ['x']);
    await assert.rejects(run(file, [], { env: { PATH: empty } }), (error: Error & { stderr: string }) => {
      assert.match(error.stderr, /^muxgate: the editor has moved; start it once, or install Node/);
      return true;
    });
  });

  it('says that the extension is gone', async () => {
    await write(process.execPath);
    await rm(extensions, { recursive: true });
    await assert.rejects(run(file, [], { env: { PATH: empty } }), { code: 127 });
  });
});

describe('the launcher for Windows', () => {
  const script = launcherScript(
    {
      runtime: String.raw`C:\Users\Jürgen\AppData\Local\Programs\Microsoft VS Code\Code.exe`,
      extension: String.raw`D:\100%\muxgate.muxgate-0.1.0`,
    },
    'win32',
  );

  it('names folders below the user in a way that no code page changes, and doubles percent signs', () => {
    assert.match(
      script,
      /set "MUXGATE_RUNTIME=%USERPROFILE%\\AppData\\Local\\Programs\\Microsoft VS Code\\Code\.exe"\r\n/,
    );
    assert.match(script, /set "MUXGATE_EXTENSION=D:\\100%%\\muxgate\.muxgate-0\.1\.0"\r\n/);
  });

  it('is a batch file that runs as Node, passes its arguments and ends with the exit code', () => {
    const lines = script.split('\r\n');
    assert.equal(lines[0], '@echo off');
    assert.deepEqual(lines.slice(-4), [
      'set ELECTRON_RUN_AS_NODE=1',
      String.raw`"%MUXGATE_RUNTIME%" "%MUXGATE_EXTENSION%\dist\cli.js" %*`,
      'exit /b %ERRORLEVEL%',
      '',
    ]);
  });
});

describe('the place of a runtime', () => {
  it("is a snap's current revision, and elsewhere as it is", () => {
    assert.equal(
      lastingRuntime('/snap/code/193/usr/share/code/code'),
      '/snap/code/current/usr/share/code/code',
    );
    assert.equal(lastingRuntime('/usr/share/code/code'), '/usr/share/code/code');
  });
});
