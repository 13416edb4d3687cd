import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { after, describe, it } from 'mocha';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { Latch } from '../helpers/latch.ts';
import { CliRun } from '../helpers/runCli.ts';

interface Rows {
  readonly ids: readonly string[];
  readonly withoutCalls: number;
  readonly state: ReadonlyMap<string, string>;
}

/** What the file says, opened as SQLite opens it after a crash. */
function rowsOf(dataDir: string): Rows {
  const database = new DatabaseSync(join(dataDir, 'muxgate.db'));
  try {
    assert.deepEqual({ ...database.prepare('PRAGMA integrity_check').get() }, { integrity_check: 'ok' });
    const rows = database.prepare('SELECT request_id, outcome, duration_ms, provider FROM exchange').all();
    for (const row of rows) {
      assert.ok(row['outcome'] !== null && row['duration_ms'] !== null && row['provider'] !== null);
    }
    const withoutCalls = database
      .prepare(
        'SELECT COUNT(*) AS count FROM exchange WHERE attempts <> (SELECT COUNT(*) FROM attempt WHERE exchange_id = id)',
      )
      .get();
    const state = database.prepare('SELECT key, value FROM state').all();
    return {
      ids: rows.map((row) => String(row['request_id'])),
      withoutCalls: Number(withoutCalls?.['count']),
      state: new Map(state.map((row) => [String(row['key']), String(row['value'])])),
    };
  } finally {
    database.close();
  }
}

describe('A gateway that is killed under load', function () {
  this.timeout(90_000);
  const runs: CliRun[] = [];
  let upstream: FakeUpstream | undefined;

  after(async () => {
    for (const run of runs) {
      run.process.kill('SIGKILL');
      await run.exitCode();
    }
    await upstream?.close();
  });

  it('finds its record whole and its rests and measured speed again', async () => {
    upstream = await FakeUpstream.start();
    const dataDir = mkdtempSync(join(tmpdir(), 'muxgate-killed-'));
    const config = join(dataDir, 'muxgate.json');
    writeFileSync(
      config,
      JSON.stringify({
        providers: {
          oai: { type: 'openai', endpoint: upstream.url, apiKey: 'sk-oai', models: ['gpt-4o'] },
          bad: {
            type: 'openai',
            endpoint: 'http://127.0.0.1:9',
            apiKey: 'sk-bad',
            models: ['gpt-4o'],
            probeSeconds: 3600,
          },
        },
        routes: {
          pair: { strategy: 'priority', targets: [{ model: 'bad/gpt-4o' }, { model: 'oai/gpt-4o' }] },
        },
        failover: { cooldownSeconds: 250 },
      }),
    );
    const serve = async (): Promise<{ run: CliRun; address: string }> => {
      const run = new CliRun(['serve', '--port', '0', '--config', config], { MUXGATE_DATA_DIR: dataDir });
      runs.push(run);
      return { run, address: await run.address() };
    };
    const ask = async (address: string, model: string): Promise<string> => {
      const answer = await fetch(`${address}/v1/chat/completions`, {
        method: 'POST',
        body: JSON.stringify({ model, stream: true, messages: [{ role: 'user', content: 'hello' }] }),
      });
      await answer.text();
      return answer.headers.get('x-muxgate-request-id') ?? '';
    };

    const first = await serve();
    await ask(first.address, 'bad/gpt-4o');
    const answeredAt = new Map<string, number>();
    const times: number[] = [];
    const mustBeKept = 20;
    const loadedLongEnough = new Latch();
    const clients = Array.from({ length: 8 }, async () => {
      for (;;) {
        const id = await ask(first.address, 'oai/gpt-4o');
        answeredAt.set(id, Date.now());
        times.push(Date.now());
        // So much must be in the file: what is older than a second.
        if (Date.now() - (times[mustBeKept] ?? Infinity) > 1500) loadedLongEnough.open();
      }
    });
    const settled = Promise.allSettled(clients);
    await loadedLongEnough.opened;
    const killedAt = Date.now();
    first.run.process.kill('SIGKILL');
    await first.run.exitCode();
    await settled;

    const rows = rowsOf(dataDir);
    const known = new Set(rows.ids);
    const olderThanASecond = [...answeredAt].filter(([, atMs]) => atMs < killedAt - 1000).map(([id]) => id);
    assert.ok(olderThanASecond.length > mustBeKept, `only ${olderThanASecond.length} requests were answered`);
    assert.deepEqual(
      olderThanASecond.filter((id) => !known.has(id)),
      [],
    );
    assert.equal(rows.withoutCalls, 0);
    assert.ok(
      [...rows.state].some(([key, value]) => /latency/.test(key) && value.includes('oai')),
      [...rows.state.keys()].join(),
    );
    assert.match(rows.state.get('accounts.cooldowns') ?? '', /bad/);

    const second = await serve();
    // Who failed before still rests: the route goes straight to the other.
    const answer = await fetch(`${second.address}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: '@pair', messages: [{ role: 'user', content: 'hello' }] }),
    });
    await answer.text();
    assert.deepEqual(
      [answer.headers.get('x-muxgate-model'), answer.headers.get('x-muxgate-attempts')],
      ['oai/gpt-4o', '1'],
    );
    second.run.process.kill('SIGTERM');
    assert.equal(await second.run.exitCode(), 0);
    assert.doesNotMatch(second.run.stderr, /damaged/);
    const again = rowsOf(dataDir);
    assert.equal(again.ids.length, rows.ids.length + 1);
    for (const key of rows.state.keys()) assert.ok(again.state.has(key), `${key} is gone`);
  });
});
