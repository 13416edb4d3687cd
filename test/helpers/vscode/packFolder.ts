import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { cp, mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from './repository.ts';

/** A folder for the files of an extension, gone when the process ends. */
export async function folderOfExtension(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'muxgate-extension-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/**
 * Makes a VSIX of a folder with an extension's package.json and code.
 * @returns the path of the VSIX, which is in the folder
 */
export async function packFolder(folder: string): Promise<string> {
  await cp(path.join(repositoryRoot, 'LICENSE'), path.join(folder, 'LICENSE'));
  const vsix = path.join(folder, 'extension.vsix');
  const vsce = path.join(repositoryRoot, 'node_modules/@vscode/vsce/vsce');
  const options = [
    '--allow-star-activation',
    '--no-dependencies',
    '--allow-missing-repository',
    '--out',
    vsix,
  ];
  await promisify(execFile)(process.execPath, [vsce, 'package', ...options], { cwd: folder });
  return vsix;
}
