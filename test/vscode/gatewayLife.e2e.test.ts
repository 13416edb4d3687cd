import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, realpathSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FakeUpstream } from '../helpers/fakeUpstream.ts';
import { controlledStream } from '../helpers/upstreamReactions.ts';
import type { Editor } from '../helpers/vscode/editor.ts';
import { openVscode } from '../helpers/vscode/openVscode.ts';
import { until } from '../helpers/vscode/until.ts';

function settingsFor(upstream: FakeUpstream): Record<string, unknown> {
  return {
    'muxgate.providers': {
      fake: { type: 'openai-compatible', endpoint: upstream.url, auth: 'none', models: ['model-a'] },
    },
    'muxgate.workspaces': { default: { model: 'fake/model-a' } },
  };
}

/** The process id of the gateway that answers on the port now; waits until one does. */
async function gatewayPid(editor: Editor, isWanted: (pid: number) => boolean = () => true): Promise<number> {
  return until('a gateway on the port', async () => {
    const answer = await fetch(`${editor.gatewayUrl}/health`).catch(() => undefined);
    const health = (await answer?.json()) as { pid: number } | undefined;
    return health !== undefined && isWanted(health.pid) ? health.pid : undefined;
  });
}

function startStream(editor: Editor): Promise<Response> {
  return fetch(`${editor.gatewayUrl}/v1/chat/completions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'auto', stream: true, messages: [{ role: 'user', content: 'hi' }] }),
  });
}

function chunk(content: string): string {
  return `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'model-a', choices: [{ index: 0, delta: { content }, finish_reason: null }] })}\n\n`;
}
const streamEnd = `data: ${JSON.stringify({ id: 'c', object: 'chat.completion.chunk', created: 1, model: 'model-a', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] })}\n\ndata: [DONE]\n\n`;

describe('the gateway of a window', function () {
  this.timeout(120_000);
  let upstream: FakeUpstream;
  let editor: Editor;

  before(async () => {
    upstream = await FakeUpstream.start();
    editor = await openVscode({ settings: settingsFor(upstream) });
    await editor.waitForStatusBar('model-a');
  });
  after(async () => {
    await editor.close();
    await upstream.close();
  });

  it('is a process of its own: a reload frees the port for the next one and cuts nobody’s stream', async () => {
    const before = await gatewayPid(editor);
    const stream = controlledStream();
    upstream.react(stream.reaction);
    const answering = startStream(editor);
    await stream.send(chunk('before '));
    const answer = await answering;
    await editor.reload();
    assert.notEqual(await gatewayPid(editor, (pid) => pid !== before), before);
    await stream.send(chunk('after'));
    await stream.send(streamEnd);
    await stream.end();
    const text = await answer.text();
    assert.match(text, /before .*after.*\[DONE\]/s);
    await editor.waitForStatusBar('model-a');
  });

  it('comes back after a crash, without a toast', async () => {
    const before = await gatewayPid(editor);
    process.kill(before, 'SIGKILL');
    await gatewayPid(editor, (pid) => pid !== before);
    await editor.waitForStatusBar('model-a');
    assert.equal(await editor.notifications.count(), 0);
  });

  it('serves further windows as its own, and one of them takes over when the first one closes', async () => {
    const second = await editor.openWindow(editor.folder ?? assert.fail('no folder'));
    await second.waitForStatusBar('model-a');
    const before = await gatewayPid(editor);
    await editor.page.close();
    await gatewayPid(second, (pid) => pid !== before);
    await second.waitForStatusBar('model-a');
    assert.equal(await second.notifications.count(), 0);
  });
});

describe('two windows with folders and rules of their own', function () {
  this.timeout(120_000);

  it('each have their agent answered by their own rules, whichever has the focus', async () => {
    const upstream = await FakeUpstream.start();
    const settings = settingsFor(upstream);
    const folder = (name: string): string => {
      const path = realpathSync(mkdtempSync(join(tmpdir(), `muxgate-${name}-`)));
      mkdirSync(join(path, '.vscode'));
      const chosen = { 'muxgate.activeWorkspace': name };
      writeFileSync(join(path, '.vscode', 'settings.json'), JSON.stringify(chosen));
      return path;
    };
    const editor = await openVscode({
      folder: folder('left'),
      settings: {
        ...settings,
        'muxgate.providers': {
          fake: {
            type: 'openai-compatible',
            endpoint: upstream.url,
            auth: 'none',
            models: ['model-left', 'model-right'],
          },
        },
        'muxgate.workspaces': {
          left: { model: 'fake/model-left' },
          right: { model: 'fake/model-right' },
        },
      },
    });
    try {
      await editor.waitForStatusBar('model-left');
      const other = await editor.openWindow(folder('right'));
      await other.waitForStatusBar('model-right');
      const ask = async (directory: string | undefined): Promise<string | null> => {
        const answer = await fetch(`${editor.gatewayUrl}/v1/chat/completions`, {
          method: 'POST',
          body: JSON.stringify({
            model: 'auto',
            messages: [
              { role: 'system', content: `<env>\n  Working directory: ${directory ?? ''}\n</env>` },
              { role: 'user', content: 'hi' },
            ],
          }),
        });
        await answer.text();
        return answer.headers.get('x-muxgate-model');
      };
      for (const focused of [editor, other, editor, other]) {
        await focused.page.bringToFront();
        assert.equal(await ask(editor.folder), 'fake/model-left');
        assert.equal(await ask(other.folder), 'fake/model-right');
      }
    } finally {
      await editor.close();
      await upstream.close();
    }
  });
});

describe('a port that a foreign program holds', function () {
  this.timeout(120_000);

  it('is one warning in the status bar, and a click moves Muxgate to a free one', async () => {
    const foreign = createServer((_request, response) => response.end('not muxgate'));
    foreign.listen(0, '127.0.0.1');
    await once(foreign, 'listening');
    const { port } = foreign.address() as AddressInfo;
    const upstream = await FakeUpstream.start();
    const editor = await openVscode({ settings: { ...settingsFor(upstream), 'muxgate.port': port } });
    try {
      await editor.waitForStatusBar(`Port ${port} is taken`);
      assert.equal(await editor.notifications.count(), 0);
      await editor.statusBarItem().click();
      await editor.quickInput.waitFor();
      await editor.page.keyboard.press('Enter');
      await editor.waitForStatusBar('model-a');
    } finally {
      await editor.close();
      await upstream.close();
      foreign.closeAllConnections();
      foreign.close();
    }
  });
});
