import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, describe, it } from 'mocha';
import { resolveConfig } from '../../src/config/resolveConfig.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import { Gateway } from '../../src/gateway/gateway.ts';
import { recordingLog } from '../helpers/recordingLog.ts';
import { temporaryFolder } from '../helpers/temporaryFolder.ts';

describe('Capturing for debugging', () => {
  const folder = temporaryFolder();
  let count = 0;
  let gateway: Gateway;
  let dataDir: string;

  const configure = (config: ConfigInput): void => {
    gateway.configure(
      resolveConfig([{ kind: 'file', value: { ...config } }], {
        env: {},
        trusted: true,
        confirmedWorkspaces: [],
      }),
    );
  };
  async function start(config: ConfigInput): Promise<string> {
    dataDir = join(folder, `${++count}`);
    gateway = new Gateway({
      version: '0.0.0-test',
      dataDir,
      env: {},
      log: recordingLog(),
      now: Date.now,
      onChange: () => undefined,
      onLoginRenewed: () => undefined,
    });
    configure(config);
    const { port } = await gateway.createServer().listen('127.0.0.1', 0);
    return `http://127.0.0.1:${port}`;
  }
  async function ask(url: string, text: string): Promise<void> {
    const answer = await fetch(`${url}/v1/chat/completions`, {
      method: 'POST',
      body: JSON.stringify({ model: 'demo/echo', stream: true, messages: [{ role: 'user', content: text }] }),
    });
    await answer.text();
  }
  /** What is in the file now. */
  function captured(): { request: string; answer: string }[] {
    gateway.database.flush();
    const file = join(dataDir, 'muxgate.db');
    assert.ok(existsSync(file));
    const database = new DatabaseSync(file, { readOnly: true });
    const rows = database.prepare('SELECT request, answer FROM capture').all();
    database.close();
    const text = (value: unknown): string =>
      value instanceof Uint8Array ? Buffer.from(value).toString() : '';
    return rows.map(({ request, answer }) => ({ request: text(request), answer: text(answer) }));
  }

  afterEach(() => gateway.close());

  it('is off: no prompt is kept', async () => {
    const url = await start({});
    await ask(url, 'a private question');
    assert.deepEqual(captured(), []);
  });

  it('keeps what came and what went out while it is on, and deletes all of it when it is turned off', async () => {
    const url = await start({ record: { capture: { enabled: true } } });
    await ask(url, 'a private question');
    const [one] = captured();
    assert.match(one?.request ?? '', /a private question/);
    assert.match(one?.answer ?? '', /data: \[DONE\]/);
    configure({});
    assert.deepEqual(captured(), []);
  });
});
