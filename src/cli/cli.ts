#!/usr/bin/env node
/**
 * The `muxgate` command's first step: finds a Node that can run it. Imports nothing of the gateway statically, since an
 * older Node could not even load it.
 */
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

const minimumMajor = 22;
const minimumMinor = 19;

function isNodeRecentEnough(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major > minimumMajor || (major === minimumMajor && minor >= minimumMinor);
}

/** The binary of the npm package `node`, when it was installed along. */
function bundledNode(): string | undefined {
  try {
    const manifest = createRequire(import.meta.url).resolve('node/package.json');
    const binary = join(dirname(manifest), 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    return existsSync(binary) ? binary : undefined;
  } catch {
    return undefined;
  }
}

/** Runs this command again with another Node, passing signals and the exit code on. */
function runWith(node: string): void {
  const child = spawn(node, [fileURLToPath(import.meta.url), ...process.argv.slice(2)], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => child.kill(signal));
  child.on('exit', (code) => {
    process.exitCode = code ?? 1;
  });
}

const other = bundledNode();
if (isNodeRecentEnough(process.versions.node)) {
  const { runCommand } = await import('./runCommand.ts');
  process.exitCode = await runCommand(process.argv.slice(2));
} else if (other !== undefined) {
  runWith(other);
} else {
  process.stderr.write(
    `muxgate needs Node ${minimumMajor}.${minimumMinor} or newer; this is ${process.versions.node}. ` +
      'Install a newer one from https://nodejs.org, or run `npm install -g node@24`.\n',
  );
  process.exitCode = 1;
}
