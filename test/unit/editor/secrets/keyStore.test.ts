import assert from 'node:assert/strict';
import { KeyStore } from '../../../../src/editor/secrets/keyStore.ts';
import { MemorySecrets } from '../../../helpers/editor/memorySecrets.ts';

function setUp() {
  const secrets = new MemorySecrets();
  return { secrets, keys: new KeyStore(secrets) };
}

const openai = { key: 'sk-1', origin: 'https://api.openai.com' };

describe('the key store', () => {
  it('keeps a key per provider and account, with the origin it was entered for', async () => {
    const { keys } = setUp();
    await keys.setKey('openai', openai);
    await keys.setKey('openai', { ...openai, key: 'sk-2' }, 'work');
    assert.deepEqual(await keys.keys(), [
      { provider: 'openai', account: 'default', ...openai },
      { provider: 'openai', account: 'work', origin: openai.origin, key: 'sk-2' },
    ]);
  });

  it('replaces the key of an account', async () => {
    const { keys } = setUp();
    await keys.setKey('openai', openai);
    await keys.setKey('openai', { key: 'sk-9', origin: 'https://proxy.example.com' });
    assert.deepEqual(
      (await keys.keys()).map(({ key, origin }) => [key, origin]),
      [['sk-9', 'https://proxy.example.com']],
    );
  });

  it('forgets all accounts of a provider and none of another, whatever its name begins with', async () => {
    const { keys } = setUp();
    await keys.setKey('openai', openai);
    await keys.setKey('openai', openai, 'work');
    await keys.setKey('openai-2', openai);
    await keys.deleteKeys('openai');
    assert.deepEqual(
      (await keys.keys()).map(({ provider }) => provider),
      ['openai-2'],
    );
  });

  it('forgets the key of one account and keeps the others', async () => {
    const { keys } = setUp();
    await keys.setKey('openai', openai);
    await keys.setKey('openai', openai, 'work');
    await keys.deleteKeys('openai', 'work');
    assert.deepEqual(
      (await keys.keys()).map(({ account }) => account),
      ['default'],
    );
  });

  it('stores nothing but the key and its origin', async () => {
    const { keys, secrets } = setUp();
    const typed = { ...openai, note: 'mine' };
    await keys.setKey('openai', typed);
    assert.deepEqual(JSON.parse([...secrets.values.values()][0] ?? ''), openai);
  });

  it('passes over what is not of its making', async () => {
    const { keys, secrets } = setUp();
    secrets.values.set('other.secret', 'x');
    secrets.values.set('muxgate.providerKey/openai/default', 'not json');
    secrets.values.set('muxgate.providerKey/openai/work', '{"key":1}');
    secrets.values.set('muxgate.accessKeys', '{"a":1}');
    assert.deepEqual(await keys.keys(), []);
    assert.deepEqual(await keys.accessKeys(), []);
  });

  it('keeps access keys, and removes them when none is left', async () => {
    const { keys, secrets } = setUp();
    await keys.setAccessKeys(['one', 'two']);
    assert.deepEqual(await keys.accessKeys(), ['one', 'two']);
    await keys.setAccessKeys([]);
    assert.deepEqual(await keys.accessKeys(), []);
    assert.equal(secrets.values.size, 0);
  });

  it('tells of its own changes only, and no more once disposed', async () => {
    const { keys, secrets } = setUp();
    let changes = 0;
    const subscription = keys.onDidChange(() => changes++);
    await keys.setKey('openai', openai);
    await keys.setAccessKeys(['one']);
    await secrets.store('other.secret', 'x');
    assert.equal(changes, 2);
    subscription.dispose();
    await keys.deleteKeys('openai');
    assert.equal(changes, 2);
  });
});
