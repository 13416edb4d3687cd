import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { endGuarded, spawnGuarded } from '../../helpers/vscode/guardedProcess.ts';
import { repositoryRoot } from '../../helpers/vscode/repository.ts';
import { until } from '../../helpers/vscode/until.ts';

/** Prints its own process id and that of its child, which ignores the end of its parent. */
const program = `
  const child = require('node:child_process').spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)']);
  console.log(process.pid, child.pid);
  setInterval(() => {}, 1000);
`;

async function printedPids(output: Readable): Promise<number[]> {
  const [chunk] = (await once(output.setEncoding('utf8'), 'data')) as [string];
  return chunk.trim().split(' ').map(Number);
}

/** Waits until no process has this id; a killed one keeps it until it is reaped. */
function ended(pid: number): Promise<true> {
  return until(`the end of process ${pid}`, () => {
    try {
      process.kill(pid, 0);
      return false;
    } catch {
      return true;
    }
  });
}

describe('a guarded process', function () {
  before(function () {
    if (process.platform === 'win32') this.skip();
  });

  it('ends together with its children', async () => {
    const guarded = spawnGuarded(process.execPath, ['-e', program], process.env);
    const pids = await printedPids(guarded.stdout);
    await endGuarded(guarded);
    await Promise.all(pids.map(ended));
  });

  it('ends when the process that started it is killed', async () => {
    const helper = path.join(repositoryRoot, 'test/helpers/vscode/guardedProcess.ts');
    const starter = `
      import { spawnGuarded } from ${JSON.stringify(helper)};
      const guarded = spawnGuarded(process.execPath, ['-e', ${JSON.stringify(program)}], process.env);
      guarded.stdout.pipe(process.stdout);
    `;
    const run = spawn(process.execPath, ['--input-type=module', '-e', starter], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const pids = await printedPids(run.stdout);
    assert.equal(pids.length, 2);
    run.kill('SIGKILL');
    await Promise.all(pids.map(ended));
  });
});
