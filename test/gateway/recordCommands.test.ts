import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CliRun } from '../helpers/runCli.ts';

const runs: CliRun[] = [];

function start(dataDir: string, ...args: readonly string[]): CliRun {
  const run = new CliRun(args, { MUXGATE_DATA_DIR: dataDir });
  runs.push(run);
  return run;
}

async function outputOf(dataDir: string, ...args: readonly string[]): Promise<string> {
  const run = start(dataDir, ...args);
  assert.equal(await run.exitCode(), 0, run.stderr);
  assert.equal(run.stderr, '');
  return run.stdout;
}

async function ask(address: string, model: string, text: string): Promise<void> {
  const answer = await fetch(`${address}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'opencode/1.0' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: text }] }),
  });
  await answer.text();
}

const newFolder = (): string => mkdtempSync(join(tmpdir(), 'muxgate-record-'));

describe('muxgate requests and muxgate usage', function () {
  this.timeout(60_000);

  afterEach(async () => {
    for (const run of runs.splice(0)) {
      run.process.kill('SIGKILL');
      await run.exitCode();
    }
  });

  it('say what a stopped gateway has answered, without any word of the prompts', async () => {
    const dataDir = newFolder();
    const serve = start(dataDir, 'serve', '--port', '0');
    const address = await serve.address();
    await ask(address, 'demo/echo', 'a secret question');
    await ask(address, 'nobody/nothing', 'another secret');
    await ask(address, 'workspace:nowhere', 'a third secret');
    serve.process.kill('SIGTERM');
    assert.equal(await serve.exitCode(), 0);

    const table = await outputOf(dataDir, 'requests');
    const lines = table.trimEnd().split('\n');
    assert.match(lines[0] ?? '', /^TIME .* MODEL .* COST .*WHY$/);
    assert.match(table, /demo\/echo .* 200 /);
    assert.match(lines[1] ?? '', /404 failed.*model_not_found$/);
    assert.doesNotMatch(table, /secret/);

    const csv = await outputOf(dataDir, 'requests', '--format', 'csv', '--model', 'demo/*', '--limit', '1');
    const [header, row, end] = csv.split('\n');
    assert.match(header ?? '', /^request_id,at_ms,.*,dropped,calls$/);
    assert.match(row ?? '', /,demo,/);
    assert.equal(end, '');
    const { requests } = JSON.parse(await outputOf(dataDir, 'requests', '--json', '--status', '404')) as {
      requests: { error_code: string; status: number }[];
    };
    assert.deepEqual(
      requests.map(({ status, error_code }) => [status, error_code]),
      [[404, 'model_not_found']],
    );
  });

  it('read the record while a gateway is writing it', async () => {
    const dataDir = newFolder();
    const serve = start(dataDir, 'serve', '--port', '0');
    await ask(await serve.address(), 'demo/echo', 'hello');
    let usage = '';
    const untilMs = Date.now() + 10_000;
    while (!usage.includes('demo/echo') && Date.now() < untilMs) {
      const run = start(dataDir, 'usage', '--by', 'model', '--format', 'csv');
      await run.exitCode();
      usage = run.stdout;
    }
    assert.match(usage, /^model,requests,failures,.*\ndemo\/echo,1,0,/);
    const table = await outputOf(dataDir, 'usage', '--by', 'day');
    assert.match(table, /^DAY +REQUESTS/);
    assert.match(table, /\n\d{4}-\d\d-\d\d +1 /);
    const { usage: byWorkspace } = JSON.parse(
      await outputOf(dataDir, 'usage', '--by', 'workspace', '--json'),
    ) as {
      usage: { workspace: string; requests: number }[];
    };
    assert.deepEqual(
      byWorkspace.map(({ workspace, requests }) => [workspace, requests]),
      [['default', 1]],
    );
  });

  it('end with 1 and say why where nothing is recorded yet', async () => {
    const run = start(newFolder(), 'usage');
    assert.equal(await run.exitCode(), 1);
    assert.match(run.stderr, /^muxgate: nothing is recorded yet: there is no .*muxgate\.db\n$/);
  });
});
