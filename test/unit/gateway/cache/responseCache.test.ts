import assert from 'node:assert/strict';
import { describe, it } from 'mocha';
import { ResponseCache } from '../../../../src/gateway/cache/responseCache.ts';

describe('ResponseCache', () => {
  const answer = (bytes: number) => ({ headers: {}, body: Buffer.alloc(bytes) });
  const newCache = (maxBytes: number): ResponseCache =>
    new ResponseCache(
      () => ({ maxEntries: 100, maxBytes, ttlMs: 1000 }),
      () => 0,
    );

  it('stays within its bytes, the ones used longest ago going first', () => {
    const cache = newCache(100_000);
    for (let index = 0; index < 20; index++) {
      cache.put(`${index}`, answer(10_000));
      cache.get('0');
    }
    assert.ok(cache.size.bytes <= 100_000);
    assert.ok(cache.get('0'));
    assert.ok(cache.get('19'));
    assert.equal(cache.get('1'), undefined);
  });

  it('keeps no answer that would push most others out', () => {
    const cache = newCache(100_000);
    cache.put('large', answer(12_501));
    assert.equal(cache.get('large'), undefined);
  });

  it('counts an entry once that is put again', () => {
    const cache = newCache(100_000);
    cache.put('a', answer(1000));
    cache.put('a', answer(2000));
    assert.deepEqual(cache.size, { entries: 1, bytes: 2512 });
  });
});
