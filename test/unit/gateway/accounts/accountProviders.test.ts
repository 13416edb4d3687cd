import assert from 'node:assert/strict';
import type { ProviderConfig } from '../../../../src/config/schema.ts';
import {
  accountProviders,
  type AccountProviders,
} from '../../../../src/gateway/accounts/accountProviders.ts';
import { KeyRing, type StoredKey } from '../../../../src/gateway/providers/keyRing.ts';

function bind(config: ProviderConfig, keys: StoredKey[] = []): AccountProviders {
  const keyRing = new KeyRing();
  keyRing.replace(keys);
  return accountProviders({ ...config, id: 'p' }, { WORK: 'work-key' }, keyRing);
}

function stored(account: string, origin = 'https://api.openai.com'): StoredKey {
  return { provider: 'p', account, origin, key: `key of ${account}` };
}

describe('accountProviders', () => {
  it('gives a provider without accounts one that is called default', () => {
    const { primary, byAccount, usable } = bind({ type: 'openai', apiKey: 'k' });
    assert.deepEqual([...byAccount.keys()], ['default']);
    assert.equal(byAccount.get('default'), primary);
    assert.equal(primary.configuredKey, 'k');
    assert.equal(usable, true);
  });

  it('binds each account to its own key and endpoint', () => {
    const { byAccount } = bind({
      type: 'openai',
      accounts: { work: { apiKey: '${env:WORK}' }, eu: { endpoint: 'https://eu.example.com/v1/' } },
    });
    assert.equal(byAccount.get('work')?.configuredKey, 'work-key');
    assert.equal(byAccount.get('work')?.endpoint, 'https://api.openai.com/v1');
    assert.equal(byAccount.get('eu')?.configuredKey, undefined);
    assert.equal(byAccount.get('eu')?.endpoint, 'https://eu.example.com/v1');
  });

  it('can be used when any enabled account has its key, and asks that one first', () => {
    const config: ProviderConfig = { type: 'openai', accounts: { a: {}, b: {}, off: { enabled: false } } };
    assert.equal(bind(config).usable, false);
    assert.equal(bind(config).primary.account, 'a');
    assert.equal(bind(config, [stored('off')]).usable, false);
    assert.equal(bind(config, [stored('b')]).usable, true);
    assert.equal(bind(config, [stored('b')]).primary.account, 'b');
  });

  it('keeps a stored key from an account whose endpoint has another origin', () => {
    const config: ProviderConfig = {
      type: 'openai',
      accounts: { a: { endpoint: 'https://elsewhere.example' } },
    };
    assert.equal(bind(config, [stored('a')]).usable, false);
    assert.equal(bind(config, [stored('a', 'https://elsewhere.example')]).usable, true);
  });

  it('is local only when all its accounts are', () => {
    const here: ProviderConfig = {
      type: 'ollama',
      accounts: { a: {}, b: { endpoint: 'http://127.0.0.1:11435' } },
    };
    assert.equal(bind(here).primary.local, true);
    const mixed = bind({ type: 'ollama', accounts: { a: {}, b: { endpoint: 'https://gpu.example.com' } } });
    assert.deepEqual(
      [...mixed.byAccount.values()].map(({ local }) => local),
      [false, false],
    );
  });
});
