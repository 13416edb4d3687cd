import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { type GatewayProcess, gatewayProcessStarter } from '../../../../src/editor/link/gatewayProcess.ts';
import { gatewayNodeOptions } from '../../../../src/protocol/gatewayNodeOptions.ts';
import { temporaryFolder } from '../../../helpers/temporaryFolder.ts';

/** Starts a real process that runs this program, and collects what it says until it has ended. */
function runner(folder: string) {
  return async (program: string, onSaid: (said: unknown, process: GatewayProcess) => void) => {
    const modulePath = path.join(folder, 'program.mjs');
    writeFileSync(modulePath, program);
    const start = gatewayProcessStarter({ modulePath, logFolder: path.join(folder, 'logs') });
    return new Promise<string>((resolve) => {
      const started = start({
        onMessage: (message) => void started.then((process) => onSaid(message, process)),
        onEnd: resolve,
      });
    });
  };
}

describe('the gateway process', () => {
  const folder = temporaryFolder();
  const run = runner(folder);

  it('runs as plain Node, with no arguments, and with its own options instead of those of the extension host, and answers over IPC', async () => {
    const program = `
      process.send({ argv: process.argv.slice(2), execArgv: process.execArgv, asNode: process.env.ELECTRON_RUN_AS_NODE });
      process.on('message', (message) => process.exit(message.type === 'shutdown' ? 7 : 1));
    `;
    const said: unknown[] = [];
    const reason = await run(program, (message, gateway) => {
      said.push(message);
      gateway.send({ type: 'shutdown' });
    });
    assert.deepEqual(said, [{ argv: [], execArgv: gatewayNodeOptions, asNode: '1' }]);
    assert.equal(reason, 'ended with exit code 7');
  });

  it('tells what a crashed one wrote last', async () => {
    const reason = await run(`throw new Error('out of cheese')`, () => undefined);
    assert.match(reason, /^ended with exit code 1\n[^]*out of cheese/);
  });

  it('says so when the program is missing', async () => {
    const start = gatewayProcessStarter({ modulePath: path.join(folder, 'gone.mjs'), logFolder: folder });
    const reason = await new Promise<string>((resolve) => {
      void start({ onMessage: () => undefined, onEnd: resolve });
    });
    assert.match(reason, /gone\.mjs/);
  });

  it('runs without a log folder when none can be made', async () => {
    const modulePath = path.join(folder, 'quick.mjs');
    writeFileSync(modulePath, 'process.exit(3)');
    const start = gatewayProcessStarter({ modulePath, logFolder: path.join(modulePath, 'logs') });
    const reason = await new Promise<string>((resolve) => {
      void start({ onMessage: () => undefined, onEnd: resolve });
    });
    assert.equal(reason, 'ended with exit code 3');
  });

  it('is told to end and disconnected when it is let go, and its end is nobody’s concern', async () => {
    const program = `
      process.send(process.pid);
      process.on('disconnect', () => process.exit(0));
    `;
    let ended = false;
    const pid = await new Promise<number>((resolve) => {
      void run(program, (said, gateway) => {
        gateway.leave();
        resolve(Number(said));
      }).then(() => (ended = true));
    });
    while (isRunning(pid)) await setImmediate();
    await setImmediate();
    assert.equal(ended, false);
  });
});

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
