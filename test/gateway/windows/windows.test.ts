import assert from 'node:assert/strict';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'mocha';
import { FakeUpstream } from '../../helpers/fakeUpstream.ts';
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
  ): Promise<{ status: number; model: string; window: string }> {
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
      method: 'POST',
      body: JSON.stringify({
        model: 'auto',
        messages: [
          { role: 'system', content: system },
          { role: 'user', content: 'hello' },
        ],
      }),
    });
    await answer.text();
    const { status, headers } = answer;
    return { status, model: headers.get('x-muxgate-model') ?? '', window: '' };
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
    await red.status(() => true);
    assert.equal((await ask('')).model, 'fake/red', 'the window focused last');
  });
});
