// npm start -- ARGS: builds, then runs `dist/cli.js serve ARGS`, or another command of the headless gateway when ARGS
// begin with one. Standard output is the gateway's alone.
import './requireNode.mjs';
import { spawn, spawnSync } from 'node:child_process';
import { performance } from 'node:perf_hooks';
import { fileURLToPath } from 'node:url';
import { gatewayNodeOptions } from '../src/protocol/gatewayNodeOptions.ts';
import { whenNpmIsGone } from './parentGone.mjs';

const repositoryRoot = fileURLToPath(new URL('..', import.meta.url));
const standardError = 2;

const build = spawnSync(process.execPath, ['esbuild.mjs'], {
  cwd: repositoryRoot,
  stdio: ['ignore', standardError, standardError],
});
if (build.status !== 0) process.exit(1);

const commands = ['serve', 'models', 'explain', 'check', '--version', '-v', '--help', '-h'];
const args = process.argv.slice(2);
if (!commands.includes(args[0])) args.unshift('serve');

const gateway = spawn(process.execPath, [...gatewayNodeOptions, `${repositoryRoot}dist/cli.js`, ...args], {
  // npm runs scripts in the repository's root; paths in ARGS are meant from where the user is.
  cwd: process.env.INIT_CWD,
  stdio: 'inherit',
  // Out of the terminal's process group, so that one Ctrl-C reaches the gateway once, through us.
  detached: process.platform !== 'win32',
});
forwardSignals(gateway);
whenNpmIsGone(() => gateway.kill('SIGTERM'));
gateway.on('exit', (code) => process.exit(code ?? 1));

/** A Ctrl-C arrives twice, from the terminal and from npm; to the gateway a second one means "now". */
function forwardSignals(child) {
  const repeatMs = 300;
  let lastMs = -Infinity;
  for (const signal of ['SIGINT', 'SIGTERM']) {
    process.on(signal, () => {
      if (performance.now() - lastMs < repeatMs) return;
      lastMs = performance.now();
      child.kill(signal);
    });
  }
}
