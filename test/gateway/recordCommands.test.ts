import assert from 'node:assert/strict';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
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

async function ask(address: string, model: string, text: string): Promise<string> {
  const answer = await fetch(`${address}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'user-agent': 'opencode/1.0' },
    body: JSON.stringify({ model, messages: [{ role: 'user', content: text }] }),
  });
  await answer.text();
  return answer.headers.get('x-muxgate-request-id') ?? '';
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

  let upstream: FakeUpstream | undefined;
  after(async () => {
    await upstream?.close();
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
    assert.match(header ?? '', /^request_id,at_ms,.*,dropped,layer,files,calls$/);
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

  it('compare variants by ratings, given while a gateway runs', async () => {
    const dataDir = newFolder();
    const config = join(dataDir, 'muxgate.json');
    upstream = await FakeUpstream.start();
    const oai = { type: 'openai', endpoint: upstream.url, apiKey: 'sk-oai', models: ['gpt-4o'] };
    const targets = [{ model: 'oai/gpt-4o', variant: 'plain' }];
    const routes = { ab: { strategy: 'random', targets } };
    writeFileSync(config, JSON.stringify({ providers: { oai }, routes }), { mode: 0o600 });
    const serve = start(dataDir, 'serve', '--port', '0', '--config', config);
    const address = await serve.address();
    const good = await ask(address, '@ab', 'hello');
    await ask(address, '@ab', 'hello again');
    let rated = '';
    const untilMs = Date.now() + 20_000;
    while (rated === '' && Date.now() < untilMs) {
      const run = start(dataDir, 'rate', good, 'up');
      await run.exitCode();
      rated = run.stdout;
    }
    assert.equal(rated, `${good}: up\n`);
    const { usage } = JSON.parse(await outputOf(dataDir, 'usage', '--by', 'variant', '--json')) as {
      usage: { variant: string; requests: number; rated_up: number; rated_down: number }[];
    };
    assert.deepEqual(
      usage.map(({ variant, requests, rated_up, rated_down }) => [variant, requests, rated_up, rated_down]),
      [['plain', 2, 1, 0]],
    );
    const unknown = start(dataDir, 'rate', 'nobody', 'up');
    assert.equal(await unknown.exitCode(), 1);
    assert.match(unknown.stderr, /there is no request nobody in the record/);
  });

  it('end with 1 and say why where nothing is recorded yet', async () => {
    const run = start(newFolder(), 'usage');
    assert.equal(await run.exitCode(), 1);
    assert.match(run.stderr, /^muxgate: nothing is recorded yet: there is no .*muxgate\.db\n$/);
  });
});
