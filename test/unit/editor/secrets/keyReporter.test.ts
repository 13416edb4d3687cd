import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import { KeyReporter } from '../../../../src/editor/secrets/keyReporter.ts';
import { KeyStore } from '../../../../src/editor/secrets/keyStore.ts';
import type { KeysMessage } from '../../../../src/protocol/gatewayMessages.ts';
import { MemorySecrets } from '../../../helpers/editor/memorySecrets.ts';
import { recordingLog } from '../../../helpers/recordingLog.ts';

function setUp() {
  const secrets = new MemorySecrets();
  const keys = new KeyStore(secrets);
  const reported: KeysMessage[] = [];
  const log = recordingLog();
  const start = () => new KeyReporter({ keys, report: (message) => reported.push(message), log });
  return { secrets, keys, reported, log, start };
}

const openai = { key: 'sk-1', origin: 'https://api.openai.com' };

describe('the gateway hears of the keys', () => {
  it('at the start and after every change', async () => {
    const { keys, reported, start } = setUp();
    await keys.setKey('openai', openai);
    start();
    await setImmediate();
    await keys.setAccessKeys(['mux-1']);
    await setImmediate();
    const provider = { provider: 'openai', account: 'default', ...openai };
    assert.deepEqual(reported, [
      { type: 'keys', keys: [provider], accessKeys: [] },
      { type: 'keys', keys: [provider], accessKeys: ['mux-1'] },
    ]);
  });

  it('once for changes that follow each other quickly', async () => {
    const { keys, reported, start } = setUp();
    start();
    await keys.setKey('a', openai);
    await keys.setKey('b', openai);
    await setImmediate();
    assert.deepEqual(
      reported.map((message) => message.keys.map(({ provider }) => provider)),
      [['a', 'b']],
    );
  });

  it('that there are none when they cannot be read, so that local providers work', async () => {
    const { secrets, reported, log, start } = setUp();
    secrets.failure = new Error('the keyring is locked');
    start();
    await setImmediate();
    assert.deepEqual(reported, [{ type: 'keys', keys: [], accessKeys: [] }]);
    assert.match(log.lines.join(), /the keyring is locked/);
  });

  it('nothing new when they cannot be read later, so that what it has goes on to work', async () => {
    const { secrets, keys, reported, start } = setUp();
    start();
    await setImmediate();
    secrets.failure = new Error('the keyring is locked');
    await keys.setKey('openai', openai);
    await setImmediate();
    assert.equal(reported.length, 1);
  });
});
