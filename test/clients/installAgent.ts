import { execFile } from 'node:child_process';
import path from 'node:path';
import { promisify } from 'node:util';
import { installOnce } from '../helpers/vscode/cacheFolder.ts';
import type { Agent } from './agent.ts';

/** Installs an agent from npm, once per machine and version. Returns the absolute path of its command. */
export async function installAgent({ packageName, version, command }: Agent): Promise<string> {
  const entry = `${packageName.replaceAll(/[@/]+/g, '-').replace(/^-/, '')}-${version}`;
  const folder = await installOnce(entry, async (staging) => {
    const args = ['install', '--no-audit', '--no-fund', '--prefix', staging, `${packageName}@${version}`];
    await promisify(execFile)('npm', args, { maxBuffer: 64 * 1024 * 1024 });
  });
  return path.join(folder, 'node_modules', '.bin', command);
}
