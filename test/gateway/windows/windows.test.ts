import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { portTakerText } from '../../../src/protocol/portTaker.ts';
import { CliRun } from '../../helpers/runCli.ts';
import { FakeUpstream } from '../../helpers/fakeUpstream.ts';
import { Latch } from '../../helpers/latch.ts';
import { NearEditor, type TestEditorOptions } from '../../helpers/testEditor.ts';
import { freePort } from '../../helpers/vscode/freePort.ts';

describe('Several windows on one port', function () {
  this.timeout(20_000);
  const editors: NearEditor[] = [];
  let upstream: FakeUpstream;
  let dataDir: string;
  let port: number;

  beforeEach(async () => {
    upstream = await FakeUpstream.start();
    dataDir = mkdtempSync(join(tmpdir(), 'muxgate-windows-'));
    port = await freePort();
  });

  afterEach(async () => {
    await Promise.all(editors.splice(0).map((editor) => editor.end()));
    await upstream.close();
  });

  /** Settings by which everything goes to one model. */
  function settingsFor(model: string): Record<string, unknown> {
    return {
      port,
      providers: {
        fake: { type: 'openai-compatible', endpoint: `${upstream.url}/v1`, models: ['red', 'blue', 'green'] },
      },
      workspaces: { default: { model: `fake/${model}`, rules: [] } },
    };
  }

  function open(options: Omit<TestEditorOptions, 'dataDir'>, version?: string): NearEditor {
    const editor = new NearEditor({ dataDir, ...options }, version);
    editors.push(editor);
    return editor;
  }

  async function ask(
    system: string,
    path = '/v1/chat/completions',
    headers: Record<string, string> = {},
  ): Promise<{ status: number; model: string; reason: string }> {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      headers,
      body: JSON.stringify({
        model: 'auto',
        messages: [
          { role: 'system', content: system },
          { role: 'user', content: 'hello' },
        ],
      }),
    });
    await answer.text();
    const said = (name: string): string => decodeURIComponent(answer.headers.get(`x-muxgate-${name}`) ?? '');
    return { status: answer.status, model: said('model'), reason: said('reason') };
  }

  it('each bring their own settings, and a request gets those of its window', async () => {
    const red = open({ windowId: 'red', settings: settingsFor('red'), folder: '/work/red', focusedAtMs: 1 });
    await red.phase('listening');
    const blue = open({
      windowId: 'blue',
      settings: settingsFor('blue'),
      folder: '/work/blue',
      focusedAtMs: 2,
    });
    const { elsewhere } = await blue.phase('listening');
    assert.equal(elsewhere, true);
    assert.equal((await ask('Working directory: /work/red')).model, 'fake/red');
    assert.equal((await ask('Working directory: /work/blue')).model, 'fake/blue');
    assert.equal((await ask('', '/window/red/v1/chat/completions')).model, 'fake/red');
    assert.equal((await ask('')).model, 'fake/blue', 'the window focused last');
    red.focus(3);
    assert.equal((await ask('')).model, 'fake/red', 'the window focused last');
  });

  it('are told of many requests in few messages, and of the last one in the end', async () => {
    const red = open({ windowId: 'red', settings: settingsFor('red'), folder: '/work/red', focusedAtMs: 1 });
    await red.phase('listening');
    red.forget();
    const startedAtMs = performance.now();
    const requests = 60;
    for (let request = 0; request < requests; request++) await ask('');
    await red.status(({ requestCount, runningCount = 0 }) => requestCount === requests && runningCount === 0);
    const halfSeconds = Math.ceil((performance.now() - startedAtMs) / 500);
    const statuses = red.messages.filter(({ type }) => type === 'status').length;
    assert.ok(statuses <= halfSeconds + 2, `${statuses} in ${halfSeconds} half seconds`);
  });

  it('have the right one found for every request of an agent, whichever has the focus', async () => {
    const colours = ['red', 'blue', 'green'] as const;
    const windows = new Map<string, NearEditor>();
    for (const colour of colours) {
      const settings = settingsFor(colour);
      const window = open({ windowId: colour, settings, folder: `/work/${colour}`, focusedAtMs: 1 });
      await window.phase('listening');
      windows.set(colour, window);
    }
    const says: ((folder: string) => string)[] = [
      (folder) => `Primary working directory: ${folder}`,
      (folder) => `<environment_context><cwd>${folder}</cwd></environment_context>`,
      (folder) => `# Current Working Directory (${folder}) Files\nmain.ts`,
      (folder) => `I'm currently working in the directory: ${folder}`,
      (folder) => `<env>\n  Working directory: ${folder}/src\n</env>`,
    ];
    let asked = 0;
    for (let round = 1; round <= 12; round++) {
      const focused = colours[round % colours.length] ?? 'red';
      windows.get(focused)?.focus(round * 1000);
      for (const colour of colours) {
        const say = says[(round + asked) % says.length] ?? String;
        const { model, reason } = await ask(say(`/work/${colour}`));
        assert.equal(model, `fake/${colour}`, `round ${round}`);
        assert.match(reason, /window: its folder holds the working directory/);
        asked++;
      }
    }
    assert.equal(asked, 36);
  });

  it('find an agent that says nothing of itself by the process that calls', async function () {
    if (process.platform !== 'linux') this.skip();
    const processes = [process.pid];
    const red = open({ windowId: 'red', settings: settingsFor('red'), processes, focusedAtMs: 1 });
    await red.phase('listening');
    const blue = open({ windowId: 'blue', settings: settingsFor('blue'), processes: [1], focusedAtMs: 2 });
    await blue.phase('listening');
    const { model, reason } = await ask('');
    assert.equal(model, 'fake/red');
    assert.match(reason, /the calling program runs in it/);
    const explained = await fetch(`http://127.0.0.1:${port}/muxgate/explain`, {
      method: 'POST',
      body: JSON.stringify({ model: 'auto', messages: [{ role: 'user', content: 'hello' }] }),
    });
    const { decision } = (await explained.json()) as { decision?: { window?: { id: string; how: string } } };
    assert.deepEqual(decision?.window, { id: 'red', how: 'the calling program runs in it' });
  });

  it('are forgotten when they close: their folders match no more', async () => {
    const red = open({ windowId: 'red', settings: settingsFor('red'), folder: '/work/red', focusedAtMs: 2 });
    await red.phase('listening');
    const blue = open({
      windowId: 'blue',
      settings: settingsFor('blue'),
      folder: '/work/blue',
      focusedAtMs: 1,
    });
    await blue.phase('listening');
    assert.equal((await ask('Working directory: /work/blue')).model, 'fake/blue');
    await blue.end();
    await until(async () => (await ask('Working directory: /work/blue')).model === 'fake/red');
  });

  it('take over when the first closes, and a running answer of that one ends by itself', async () => {
    const red = open({ windowId: 'red', settings: settingsFor('red'), folder: '/work/red' });
    await red.phase('listening');
    const blue = open({ windowId: 'blue', settings: settingsFor('blue'), folder: '/work/blue' });
    await blue.phase('listening');
    const goOn = new Latch();
    upstream.react(async (_request, response) => {
      response.writeHead(200, { 'content-type': 'text/event-stream' });
      response.write(chunk('first'));
      await goOn.opened;
      response.end(`${chunk(' second')}data: [DONE]\n\n`);
    });
    const streaming = await fetch(`http://127.0.0.1:${port}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'auto', stream: true, messages: [{ role: 'user', content: 'hello' }] }),
    });
    blue.forget();
    const ended = red.end();
    assert.equal((await blue.phase('listening')).elsewhere, undefined);
    assert.equal((await ask('Working directory: /work/red')).model, 'fake/blue', 'red is forgotten');
    goOn.open();
    assert.match(await streaming.text(), /first[^]*second[^]*\[DONE\]/);
    await ended;
  });

  it('take over the port that the first one leaves for another', async () => {
    const red = open({ windowId: 'red', settings: settingsFor('red'), folder: '/work/red' });
    await red.phase('listening');
    const blue = open({ windowId: 'blue', settings: settingsFor('blue'), folder: '/work/blue' });
    assert.equal((await blue.phase('listening')).elsewhere, true);
    blue.forget();
    const otherPort = await freePort();
    red.configure({ ...settingsFor('red'), port: otherPort });
    assert.deepEqual(await blue.phase('listening'), { phase: 'listening', host: '127.0.0.1', port });
    assert.equal((await ask('Working directory: /work/red')).model, 'fake/blue');
    await red.status(({ gateway }) => gateway.phase === 'listening' && gateway.port === otherPort);
    port = otherPort;
    await until(async () => (await ask('Working directory: /work/blue')).model === 'fake/red');
  });

  it('refuse hardly any request while one takes over from another', async () => {
    const windows = ['red', 'blue', 'green'].map(
      (colour) => () => open({ windowId: colour, settings: settingsFor(colour) }),
    );
    const [first, second] = [windows[0]?.(), windows[1]?.()];
    await first?.phase('listening');
    await second?.phase('listening');
    let refused = 0;
    let answered = 0;
    let stop = false;
    const clients = Array.from({ length: 4 }, async () => {
      while (!stop) {
        await ask('').then(
          () => answered++,
          () => refused++,
        );
      }
    });
    await until(() => answered > 20);
    second?.forget();
    void first?.end();
    await second?.phase('listening');
    const before = answered;
    await until(() => answered > before + 20);
    stop = true;
    await Promise.all(clients);
    // A connection that is on its way while the port changes hands is all that may be lost: one a client.
    assert.ok(refused <= 8, `${refused} were refused`);
  });

  it('bring their keys along, which no other window gets', async () => {
    const settings = {
      port,
      providers: { fake: { type: 'openai', endpoint: `${upstream.url}/v1`, models: ['red'] } },
      workspaces: { default: { model: 'fake/red', rules: [] } },
    };
    const keyOf = (key: string) => [{ provider: 'fake', account: 'default', origin: upstream.url, key }];
    const one = open({ windowId: 'one', settings, folder: '/work/one', keys: keyOf('sk-one') });
    await one.phase('listening');
    const two = open({ windowId: 'two', settings, folder: '/work/two', keys: keyOf('sk-two') });
    await two.phase('listening');
    await ask('Working directory: /work/one');
    assert.equal(upstream.lastRequest.headers.authorization, 'Bearer sk-one');
    await ask('Working directory: /work/two');
    assert.equal(upstream.lastRequest.headers.authorization, 'Bearer sk-two');
  });

  it('have their own environment variables', async () => {
    const settings = {
      port,
      providers: {
        fake: { type: 'openai', endpoint: `${upstream.url}/v1`, apiKey: '${env:KEY}', models: ['red'] },
      },
      workspaces: { default: { model: 'fake/red', rules: [] } },
    };
    const one = open({ windowId: 'one', settings, folder: '/work/one', env: { KEY: 'sk-one' } });
    await one.phase('listening');
    const two = open({ windowId: 'two', settings, folder: '/work/two', env: { KEY: 'sk-two' } });
    await two.phase('listening');
    await ask('Working directory: /work/two');
    assert.equal(upstream.lastRequest.headers.authorization, 'Bearer sk-two');
    await ask('Working directory: /work/one');
    assert.equal(upstream.lastRequest.headers.authorization, 'Bearer sk-one');
  });

  it('ask for access keys as soon as one of them does, and take any window’s', async () => {
    const open1 = open({ windowId: 'red', settings: settingsFor('red') });
    await open1.phase('listening');
    const open2 = open({ windowId: 'blue', settings: settingsFor('blue'), accessKeys: ['let-me-in'] });
    await open2.phase('listening');
    assert.equal((await ask('')).status, 401);
    assert.equal((await ask('', undefined, { authorization: 'Bearer let-me-in' })).status, 200);
  });

  it('test a request through the port, by their own rules', async () => {
    const red = open({ windowId: 'red', settings: settingsFor('red'), focusedAtMs: 2 });
    await red.phase('listening');
    const blue = open({ windowId: 'blue', settings: settingsFor('blue'), focusedAtMs: 1 });
    await blue.phase('listening');
    const result = (await blue.request('sendTestRequest', { text: 'hello' })) as {
      ok: boolean;
      decision: Record<string, string>;
    };
    assert.equal(result.ok, true);
    assert.equal(result.decision['model'], 'fake/blue');
  });

  it('of a newer version get the port from an older one, which follows', async () => {
    const old = open({ windowId: 'red', settings: settingsFor('red'), folder: '/work/red' }, '1.2.9');
    await old.phase('listening');
    old.forget();
    const young = open({ windowId: 'blue', settings: settingsFor('blue'), folder: '/work/blue' }, '1.10.0');
    assert.equal((await young.phase('listening')).elsewhere, undefined);
    assert.equal((await old.phase('listening')).elsewhere, true);
    assert.equal((await ask('Working directory: /work/red')).model, 'fake/red');
    const older = open({ windowId: 'green', settings: settingsFor('green') }, '1.0.0');
    assert.equal((await older.phase('listening')).elsewhere, true);
  });

  it('do not follow a Muxgate with another secret, and say whose it may be', async () => {
    const red = open({ windowId: 'red', settings: settingsFor('red') });
    await red.phase('listening');
    const foreign = new NearEditor({
      dataDir: mkdtempSync(join(tmpdir(), 'muxgate-foreign-')),
      windowId: 'blue',
      settings: settingsFor('blue'),
    });
    editors.push(foreign);
    const { by } = await foreign.phase('port-taken');
    assert.deepEqual(by, { kind: 'muxgate', version: '1.0.0', whose: 'this user' });
    assert.match(portTakerText(by), /a Muxgate \(1\.0\.0\) that seems to be yours/);
    assert.equal((await ask('Working directory: /work/blue')).model, 'fake/red');
    await red.end();
    await foreign.phase('listening');
  });

  it('leave `muxgate serve` alone, and take over when that ends', async () => {
    const serving = new CliRun(['serve', '--port', `${port}`], { MUXGATE_DATA_DIR: dataDir });
    await serving.address();
    const red = open({ windowId: 'red', settings: settingsFor('red') });
    await red.phase('served-elsewhere');
    serving.process.kill('SIGKILL');
    await red.phase('listening');
  });
});

function chunk(content: string): string {
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'red', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
}

/** Resolves when the condition holds; the test's own time limit ends it else. */
async function until(holds: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await holds())) await new Promise(setImmediate);
}
