import assert from 'node:assert/strict';
import { mkdtemp, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CliRun, runCli } from '../helpers/runCli.ts';

const runs: CliRun[] = [];

async function start(args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<CliRun> {
  const run = await runCli(args, env);
  runs.push(run);
  return run;
}

async function configFile(value: unknown): Promise<string> {
  const file = join(await mkdtemp(join(tmpdir(), 'muxgate-cli-config-')), 'muxgate.json');
  await writeFile(file, typeof value === 'string' ? value : JSON.stringify(value));
  return file;
}

function chat(address: string, model: string, text: string, stream = false): Promise<Response> {
  return fetch(`${address}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model, stream, messages: [{ role: 'user', content: text }] }),
  });
}

describe('the muxgate command', function () {
  this.timeout(20_000);

  afterEach(async () => {
    for (const run of runs.splice(0)) {
      run.process.kill('SIGKILL');
      await run.exitCode();
    }
  });

  it('serves demo/echo without any configuration, says where on its first line, and ends with 0 on SIGTERM', async () => {
    const run = await start(['serve', '--port', '0']);
    assert.match(await run.firstLine(), /^muxgate listening on http:\/\/127\.0\.0\.1:\d+$/);
    const answer = await chat(await run.address(), 'demo/echo', 'Who answers?', true);
    assert.equal(answer.status, 200);
    const text = await answer.text();
    assert.match(text, /data: \[DONE\]/);
    assert.equal(answer.headers.get('x-muxgate-model'), 'demo/echo');
    run.process.kill('SIGTERM');
    assert.equal(await run.exitCode(), 0);
    assert.equal(run.stdout.split('\n').length, 2);
  });

  it('lets a running answer end after SIGINT', async () => {
    const run = await start(['serve', '--port', '0']);
    const answer = await chat(await run.address(), 'demo/echo', 'word '.repeat(60), true);
    run.process.kill('SIGINT');
    assert.match(await answer.text(), /data: \[DONE\]/);
    assert.equal(await run.exitCode(), 0);
  });

  it('takes the port from flag over environment over file', async () => {
    const file = await configFile({ port: 1 });
    const run = await start(['serve', '--config', file, '--port', '0'], { MUXGATE_PORT: '2' });
    assert.ok(Number(new URL(await run.address()).port) > 2);
  });

  it('ends with 2 and names file, line and column of a syntax error', async () => {
    const file = await configFile('{\n  "port": 1\n  "host": "x"\n}');
    const run = await start(['serve', '--config', file]);
    assert.equal(await run.exitCode(), 2);
    assert.match(run.stderr, /muxgate\.json:3:3: comma expected/);
    assert.doesNotMatch(run.stderr, /is kept at/, 'nothing good was there yet to be kept');
  });

  it('goes on with the rest when an entry is bad, and ends with 2 under --strict', async () => {
    const file = await configFile({ port: 0, providers: { a: { type: 'opnai' } } });
    const lenient = await start(['serve', '--config', file]);
    await lenient.firstLine();
    assert.match(lenient.stderr, /providers\.a\.type: expected one of/);
    const strict = await start(['serve', '--strict', '--config', file]);
    assert.equal(await strict.exitCode(), 2);
    assert.match(strict.stderr, /^muxgate: .*muxgate\.json:1: error: providers\.a\.type.*\n$/);
  });

  it('ends with 2 under --strict for a glob that does not compile', async () => {
    const rules = [{ files: 'src/[a', model: 'demo/echo' }];
    const run = await start([
      'serve',
      '--strict',
      '--config',
      await configFile({ port: 0, workspaces: { w: { rules } } }),
    ]);
    assert.equal(await run.exitCode(), 2);
    assert.match(run.stderr, /workspaces\.w\.rules\[0\]\.files/);
  });

  it('ends with 3 when another Muxgate has the port, and says so', async () => {
    const first = await start(['serve', '--port', '0']);
    const { port } = new URL(await first.address());
    const second = await start(['serve', '--port', port]);
    assert.equal(await second.exitCode(), 3);
    assert.match(second.stderr, new RegExp(`port ${port} .* is taken by another Muxgate`));
  });

  it('ends with 3 when a foreign program has the port, and says what it can of it', async () => {
    const foreign: Server = createServer((_request, response) =>
      response.setHeader('server', 'Strange/1').end('hi'),
    );
    await new Promise<void>((resolve) => foreign.listen(0, '127.0.0.1', resolve));
    const { port } = foreign.address() as AddressInfo;
    const run = await start(['serve', '--port', String(port)]);
    assert.equal(await run.exitCode(), 3);
    assert.match(run.stderr, /taken by an HTTP server \(Strange\/1\)/);
    foreign.closeAllConnections();
    foreign.close();
  });

  it('refuses an address other than loopback without access keys', async () => {
    const run = await start(['serve', '--port', '0', '--host', '0.0.0.0']);
    assert.equal(await run.exitCode(), 2);
    assert.match(run.stderr, /accessKeys|access key/);
  });

  it('demands the key of MUXGATE_API_KEY', async () => {
    const run = await start(['serve', '--port', '0'], { MUXGATE_API_KEY: 'open-sesame' });
    const address = await run.address();
    assert.equal((await chat(address, 'demo/echo', 'x')).status, 401);
    assert.equal((await fetch(`${address}/health`)).status, 200);
    const answer = await fetch(`${address}/v1/models`, { headers: { 'x-api-key': 'open-sesame' } });
    assert.equal(answer.status, 200);
  });

  it('applies a changed file to the next request, and keeps the last good one when the file breaks', async () => {
    const withModel = (model: string): unknown => ({
      port: 0,
      workspaces: { default: { rules: [{ model }] } },
    });
    const file = await configFile(withModel('demo/echo'));
    const run = await start(['serve', '--config', file]);
    const address = await run.address();
    assert.equal((await chat(address, 'auto', 'x')).headers.get('x-muxgate-model'), 'demo/echo');
    await writeFile(file, JSON.stringify(withModel('demo/tools')));
    await run.logged('is applied');
    assert.equal((await chat(address, 'auto', 'x')).headers.get('x-muxgate-model'), 'demo/tools');
    await writeFile(file, '{ "port": ');
    await run.logged('the last good configuration stays');
    assert.equal((await chat(address, 'auto', 'x')).headers.get('x-muxgate-model'), 'demo/tools');
  });

  it('check prints every problem and ends with 2; a good file ends with 0', async () => {
    const bad = await start([
      'check',
      await configFile({
        workspaces: { w: { rules: [{ files: 'src/[a', model: 'demo/echo' }, { mdel: 'x' }] } },
      }),
    ]);
    assert.equal(await bad.exitCode(), 2);
    assert.match(bad.stdout, /workspaces\.w\.rules\[0\]\.files: .*\[a/);
    assert.match(bad.stdout, /workspaces\.w\.rules\[1\]\.mdel: unknown key "mdel"; did you mean "model"\?/);
    const good = await start(['check', await configFile({ port: 5 }), '--json']);
    assert.equal(await good.exitCode(), 0);
    assert.equal((JSON.parse(good.stdout) as { ok: boolean }).ok, true);
  });

  it('check reads the file of prices, and prints each bad row', async () => {
    const prices = await configFile({
      'oai/good': { input: 1, output: 2 },
      'oai/bad': { input: -1, output: 2 },
    });
    const run = await start(['check', await configFile({ prices })]);
    assert.equal(await run.exitCode(), 2);
    assert.match(run.stdout, /prices\.oai\/bad\.input: .* \(in .*\)/);
    assert.doesNotMatch(run.stdout, /oai\/good/);
  });

  it('serves without keeping anything when the data folder cannot be made', async () => {
    const run = await start(['serve', '--port', '0', '--data', '/proc/muxgate/data']);
    assert.equal((await chat(await run.address(), 'demo/echo', 'hi')).status, 200);
    await run.logged('cannot be made');
  });

  it('explain prints names without the control characters in them', async () => {
    const rules = [{ name: 'two\nlines\u001b[31m', files: '*.md', model: 'demo/echo' }];
    const file = await configFile({ workspaces: { default: { rules } } });
    const run = await start(['explain', '--config', file, '--file', 'a.md']);
    await run.exitCode();
    assert.match(run.stdout, /^demo\/echo$/m);
    assert.ok(!run.stdout.includes('\u001b') && !/^lines/m.test(run.stdout));
  });

  it('explain tells the model, the rule and why the others did not match', async () => {
    const file = await configFile({
      workspaces: {
        default: {
          model: 'demo/echo',
          rules: [
            { files: '*.go', model: 'demo/echo' },
            { files: '*.md', model: 'demo/tools' },
          ],
        },
      },
    });
    const run = await start(['explain', '--config', file, '--file', 'docs/a.md', '--json']);
    assert.equal(await run.exitCode(), 0);
    const result = JSON.parse(run.stdout) as { model: string; rules: { outcome: string }[] };
    assert.equal(result.model, 'demo/tools');
    assert.deepEqual(
      result.rules.map((rule) => rule.outcome),
      ['not matched', 'matched'],
    );
    const text = await start(['explain', '--config', file, '--file', 'docs/a.md']);
    assert.equal(await text.exitCode(), 0);
    assert.match(text.stdout, /^demo\/tools\n/);
  });

  it('models lists what can be asked for', async () => {
    const run = await start(['models', '--config', await configFile({})]);
    assert.equal(await run.exitCode(), 0);
    assert.deepEqual(run.stdout.trim().split('\n').sort(), ['demo/echo', 'demo/tools']);
  });

  it('an unknown command ends with 2 and the help', async () => {
    const run = await start(['srve']);
    assert.equal(await run.exitCode(), 2);
    assert.match(run.stderr, /unknown command "srve"/);
  });
});
