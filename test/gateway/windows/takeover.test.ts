import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, before, beforeEach, describe, it } from 'mocha';
import { EditorRun } from '../../helpers/editorRun.ts';
import { FakeUpstream } from '../../helpers/fakeUpstream.ts';
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

  describe('of which one takes over before another has linked itself again', () => {
    let upstream: FakeUpstream;
    let port: number;

    before(function () {
      // A process cannot be made to stand still there.
      if (process.platform === 'win32') this.skip();
    });

    beforeEach(async () => {
      upstream = await FakeUpstream.start();
      port = await freePort();
    });

    afterEach(async () => {
      await upstream.close();
    });

    /** The leader is killed, `blue` takes over, and `red` stands still. */
    async function takeOver(redKeys: readonly string[] = []): Promise<{ readonly red: EditorRun }> {
      const dataDir = mkdtempSync(join(tmpdir(), 'muxgate-windows-'));
      const open = async (windowId: string, accessKeys: readonly string[] = []): Promise<EditorRun> => {
        const provider = {
          type: 'openai-compatible',
          endpoint: `${upstream.url}/v1`,
          models: ['red', 'blue'],
        };
        const workspaces = { default: { model: `fake/${windowId}`, rules: [] } };
        const settings = { port, providers: { fake: provider }, workspaces };
        const folder = `/work/${windowId}`;
        const run = await EditorRun.start({ windowId, dataDir, settings, folder, accessKeys });
        runs.push(run);
        await run.phase('listening');
        return run;
      };
      const leader = await open('leader');
      const blue = await open('blue');
      const red = await open('red', redKeys);
      // The leader's answer comes after what it has told of red.
      await blue.request('providerTypes', {});
      red.process.kill('SIGSTOP');
      blue.forget();
      await leader.end();
      assert.equal((await blue.phase('listening')).elsewhere, undefined);
      return { red };
    }

    async function ask(folder: string): Promise<{ readonly status: number; readonly model: string }> {
      const answer = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
        method: 'POST',
        body: JSON.stringify({
          model: 'auto',
          messages: [
            { role: 'system', content: `Working directory: ${folder}` },
            { role: 'user', content: 'hello' },
          ],
        }),
      });
      await answer.text();
      return {
        status: answer.status,
        model: decodeURIComponent(answer.headers.get('x-muxgate-model') ?? ''),
      };
    }

    it('let a request for that one’s folder wait for its rules', async () => {
      const { red } = await takeOver();
      const asked = ask('/work/red');
      // Such questions need no rules, and show that there is somebody to answer.
      for (let count = 0; count < 5; count++) await untilAnswered(port);
      red.process.kill('SIGCONT');
      assert.equal((await asked).model, 'fake/red');
    });

    it('let a request wait for that one’s access key', async () => {
      const { red } = await takeOver(['let-me-in']);
      const asked = ask('/work/blue');
      for (let count = 0; count < 5; count++) await untilAnswered(port);
      red.process.kill('SIGCONT');
      assert.equal((await asked).status, 401);
    });

    it('answer by what they know when that one does not come back', async () => {
      const { red } = await takeOver();
      const askedAt = performance.now();
      assert.equal((await ask('/work/red')).model, 'fake/blue');
      assert.ok(performance.now() - askedAt < 2500);
      await red.end();
    });
  });

  describe('of which the first one’s gateway crashes while its window lives', () => {
    let upstream: FakeUpstream;

    beforeEach(async () => {
      upstream = await FakeUpstream.start();
    });

    afterEach(async () => {
      await upstream.close();
    });

    it('let a request for that window’s folder wait for its rules', async () => {
      const dataDir = mkdtempSync(join(tmpdir(), 'muxgate-windows-'));
      const port = await freePort();
      const open = async (windowId: string, ownPort = port): Promise<EditorRun> => {
        const run = await EditorRun.start({
          windowId,
          dataDir,
          settings: settingsOf(windowId, ownPort),
          folder: `/work/${windowId}`,
        });
        runs.push(run);
        await run.phase('listening');
        return run;
      };
      const settingsOf = (windowId: string, ownPort: number): Record<string, unknown> => ({
        port: ownPort,
        providers: {
          fake: { type: 'openai-compatible', endpoint: `${upstream.url}/v1`, models: ['red', 'blue'] },
        },
        workspaces: { default: { model: `fake/${windowId}`, rules: [] } },
      });
      const crashing = await open('red');
      const other = await open('blue');
      // The next process of the first window; that it starts takes time of its own.
      const next = await open('red', await freePort());
      await other.request('providerTypes', {});
      other.forget();
      await crashing.end();
      assert.equal((await other.phase('listening')).elsewhere, undefined);
      const asked = fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
        method: 'POST',
        body: JSON.stringify({
          model: 'auto',
          messages: [
            { role: 'system', content: 'Working directory: /work/red' },
            { role: 'user', content: 'hello' },
          ],
        }),
      });
      for (let count = 0; count < 5; count++) await untilAnswered(port);
      next.configure(settingsOf('red', port));
      const answer = await asked;
      await answer.text();
      assert.equal(answer.headers.get('x-muxgate-model'), 'fake/red');
    });
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
