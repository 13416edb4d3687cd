import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, it } from 'mocha';
import { EditorRun, type EditorRunOptions } from '../../helpers/editorRun.ts';
import type { FakeUpstream } from '../../helpers/fakeUpstream.ts';
import { freePort } from '../../helpers/vscode/freePort.ts';

describe('Several windows on one port', function () {
  this.timeout(30_000);
  const runs: EditorRun[] = [];
  const upstreams: FakeUpstream[] = [];

  afterEach(async () => {
    await Promise.all(runs.splice(0).map((run) => run.kill()));
    await Promise.all(upstreams.splice(0).map((upstream) => upstream.close()));
  });

  function open(options: EditorRunOptions): EditorRun {
    const run = new EditorRun(options);
    runs.push(run);
    return run;
  }

  it('follow the first one, and one of them takes over in under a second when it is killed', async () => {
    const dataDir = mkdtempSync(join(tmpdir(), 'muxgate-windows-'));
    const port = await freePort();
    const settings = { port };
    const first = open({ windowId: 'first', dataDir, settings });
    assert.equal((await first.phase('listening')).elsewhere, undefined);
    const others = ['second', 'third', 'fourth'].map((windowId) => open({ windowId, dataDir, settings }));
    for (const other of others) assert.equal((await other.phase('listening')).elsewhere, true);

    for (const other of others) other.forget();
    const killedAt = performance.now();
    await first.kill();
    const answer = await untilAnswered(port);
    const tookMs = performance.now() - killedAt;
    assert.ok(tookMs < 1000, `the takeover took ${tookMs} ms`);
    assert.ok(others.some(({ process: { pid } }) => pid === answer.pid));
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
