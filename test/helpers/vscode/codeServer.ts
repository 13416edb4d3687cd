import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { installOnce } from './cacheFolder.ts';

/** `MUXGATE_TEST_CODE_SERVER` names another one: 4.105.1 has VS Code 1.105, which Cursor is built on. */
const codeServerVersion = process.env['MUXGATE_TEST_CODE_SERVER'] ?? '4.139.1';
/** The log level, because a surrounding `npm run --silent` would hide the reason of a failure. */
const quietly = ['--ignore-scripts', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'];
const vscodeFolder = 'node_modules/code-server/lib/vscode';

/**
 * Brings VS Code's server and web workbench, as the npm package `code-server` ships them, into the cache: about 10 s and
 * 600 MB, once per version. Nothing is compiled: the native modules that stay out (logging to disk, mostly) are not needed.
 * @returns the folder of VS Code, which has `out/server-main.js`
 * @throws with npm's own words when the registry cannot be reached
 */
export async function codeServerFolder(): Promise<string> {
  const installed = await installOnce(`code-server-${codeServerVersion}`, async (folder) => {
    process.stderr.write(`Fetching VS Code (code-server ${codeServerVersion}) through npm, once…\n`);
    // npm would otherwise look for a project further up and install there.
    await writeFile(path.join(folder, 'package.json'), '{"private":true}');
    await npmInstall(folder, [`code-server@${codeServerVersion}`]);
    await npmInstall(path.join(folder, vscodeFolder), ['--omit=dev']);
  });
  return path.join(installed, vscodeFolder);
}

async function npmInstall(folder: string, args: readonly string[]): Promise<void> {
  const command = ['install', ...quietly, ...args];
  // Inside an npm script npm says where it is; else it is on the PATH.
  const npm = process.env['npm_execpath'];
  const options = { cwd: folder, maxBuffer: 64 * 1024 * 1024 };
  try {
    await (npm
      ? promisify(execFile)(process.execPath, [npm, ...command], options)
      : promisify(execFile)('npm', command, options));
  } catch (error) {
    throw new Error(`VS Code for the tests could not be fetched: npm ${command.join(' ')} failed`, {
      cause: error,
    });
  }
}
