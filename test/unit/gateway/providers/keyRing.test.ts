import assert from 'node:assert/strict';
import { KeyRing } from '../../../../src/gateway/providers/keyRing.ts';
import { provider } from '../../../helpers/upstreamAttempt.ts';

describe('KeyRing', () => {
  const stored = { provider: 'work', account: 'default', origin: 'https://api.openai.com', key: 'stored' };

  function ringWith(...keys: (typeof stored)[]): KeyRing {
    const ring = new KeyRing();
    ring.replace(keys);
    return ring;
  }

  it('gives the stored key for the origin that it was entered for', () => {
    const work = provider({ id: 'work', type: 'openai' });
    assert.deepEqual(ringWith(stored).keyFor(work), { key: 'stored' });
  });

  it('gives nothing for another origin, and says to enter the key again', () => {
    for (const endpoint of [
      'https://evil.example/v1',
      'http://api.openai.com/v1',
      'https://api.openai.com:444/v1',
    ]) {
      const moved = provider({ id: 'work', type: 'openai', endpoint });
      const lookup = ringWith(stored).keyFor(moved);
      assert.ok('missing' in lookup);
      assert.equal(lookup.missing, 'key bound elsewhere');
      assert.match(
        lookup.message,
        /entered for https:\/\/api\.openai\.com, and its endpoint is now .*Enter the key again/,
      );
    }
  });

  it('does not mind another path or letter case at the same origin', () => {
    const work = provider({
      id: 'work',
      type: 'openai-compatible',
      endpoint: 'https://API.openai.com/other/v1',
    });
    assert.deepEqual(ringWith(stored).keyFor(work), { key: 'stored' });
  });

  it('prefers the configured key', () => {
    const work = provider({ id: 'work', type: 'openai', apiKey: 'configured' });
    assert.deepEqual(ringWith(stored).keyFor(work), { key: 'configured' });
  });

  it('forgets keys that are no longer stored', () => {
    const ring = ringWith(stored);
    ring.replace([]);
    assert.ok('missing' in ring.keyFor(provider({ id: 'work', type: 'openai' })));
  });

  it('gives no key of another provider or account', () => {
    const others = [
      { ...stored, provider: 'other' },
      { ...stored, account: 'second' },
    ];
    const lookup = ringWith(...others).keyFor(provider({ id: 'work', type: 'openai' }));
    assert.deepEqual(lookup, { missing: 'key missing', message: '"work" has no API key. Enter one.' });
  });

  it('names the environment variable that is not set', () => {
    const lookup = new KeyRing().keyFor(provider({ id: 'work', type: 'openai', apiKey: '${env:WORK_KEY}' }));
    assert.ok('missing' in lookup);
    assert.equal(lookup.missing, 'key missing');
    assert.match(lookup.message, /WORK_KEY of "work" is not set/);
  });

  const without: [string, Parameters<typeof provider>[0]][] = [
    ['a local server', { type: 'ollama' }],
    ['a compatible server', { endpoint: 'https://x.example' }],
    ['auth none', { type: 'openai', auth: 'none' }],
    ['auth passthrough', { type: 'openai', auth: 'passthrough' }],
    ['demo', { type: 'demo' }],
  ];
  for (const [name, config] of without) {
    it(`needs no key for ${name}`, () => {
      assert.deepEqual(new KeyRing().keyFor(provider(config)), { notNeeded: true });
    });
  }

  it('sends no stored key where auth is none', () => {
    const open = provider({ id: 'work', type: 'openai', auth: 'none' });
    assert.deepEqual(ringWith(stored).keyFor(open), { notNeeded: true });
  });

  it('misses the key of a named header', () => {
    const named = provider({ endpoint: 'https://x.example', auth: { type: 'api-key', header: 'X-Key' } });
    assert.ok('missing' in new KeyRing().keyFor(named));
  });
});
