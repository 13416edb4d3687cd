import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { EditorRun } from '../../helpers/editorRun.ts';
import { freePort } from '../../helpers/vscode/freePort.ts';

describe('Windows in processes of their own', function () {
  this.timeout(60_000);
  const runs: EditorRun[] = [];

  afterEach(async () => {
    await Promise.all(runs.splice(0).map((run) => run.end()));
  });

  it('follow the first one, and one takes over in under a second when that is killed', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'muxgate-windows-'));
    const port = await freePort();
    const open = async (windowId: string): Promise<EditorRun> => {
      const run = await EditorRun.start({ windowId, dataDir, settings: { port } });
      runs.push(run);
      return run;
    };
    const first = await open('first');
    assert.equal((await first.phase('listening')).elsewhere, undefined);
    const others = await Promise.all(['second', 'third', 'fourth'].map(open));
    for (const other of others) assert.equal((await other.phase('listening')).elsewhere, true);

    for (const other of others) other.forget();
    const killedAt = performance.now();
    await first.end();
    const { pid } = await untilAnswered(port);
    const tookMs = performance.now() - killedAt;
    assert.ok(tookMs < 1000, `the takeover took ${tookMs} ms`);
    assert.ok(others.some((other) => other.process.pid === pid));
    const phases = await Promise.all(others.map((other) => other.phase('listening')));
    assert.equal(phases.filter(({ elsewhere }) => elsewhere === true).length, 2);
  });
});

async function untilAnswered(port: number): Promise<{ pid: number }> {
  for (;;) {
    try {
      return (await (await fetch(`http://127.0.0.1:${port}/health`)).json()) as { pid: number };
    } catch {
      await new Promise(setImmediate);
    }
  }
}
