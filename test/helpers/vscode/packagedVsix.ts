import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { repositoryRoot } from './repository.ts';

/** All that the VSIX is made from. */
const inputs = [
  '{src,webview-ui}/**/*.*',
  '{media,l10n}/**/*.*',
  '{package.json,package.nls*.json,package-lock.json,esbuild.mjs,.vscodeignore,README.md,CHANGELOG.md,LICENSE,scripts/*.mjs}',
];
let packaged: Promise<string> | undefined;

/**
 * The path of Muxgate's VSIX, made by `scripts/package.mjs` from what is in the working tree, as a release is.
 * An earlier one of the same content is used again. Built once per process.
 */
export function packagedVsix(): Promise<string> {
  packaged ??= packageOnce();
  return packaged;
}

async function packageOnce(): Promise<string> {
  const vsix = path.join(repositoryRoot, `out/vsix/muxgate-${await contentHash()}.vsix`);
  if (!existsSync(vsix)) {
    await promisify(execFile)(process.execPath, ['scripts/package.mjs', '--out', vsix], {
      cwd: repositoryRoot,
    });
  }
  return vsix;
}

async function contentHash(): Promise<string> {
  const hash = createHash('sha256');
  const files: string[] = [];
  for await (const file of glob(inputs, { cwd: repositoryRoot })) files.push(file);
  for (const file of files.sort()) {
    hash.update(`${file}\0`).update(await readFile(path.join(repositoryRoot, file)));
  }
  return hash.digest('hex').slice(0, 16);
}
