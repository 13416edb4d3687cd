import assert from 'node:assert/strict';
import { hasAccessKey, offeredKeys } from '../../../../../src/gateway/http/access/accessKeys.ts';

describe('offeredKeys', () => {
  it('reads a key from every place where clients put one', () => {
    const headers = { authorization: 'bearer  a ', 'x-api-key': 'b', 'x-goog-api-key': 'c' };
    assert.deepEqual(offeredKeys(headers, new URLSearchParams('key=d')), ['a', 'b', 'c', 'd']);
  });

  it('finds none in other schemes and empty values', () => {
    assert.deepEqual(
      offeredKeys({ authorization: 'Basic YTpi', 'x-api-key': '' }, new URLSearchParams('key=')),
      [],
    );
  });
});

describe('hasAccessKey', () => {
  it('accepts any of the keys, offered in any place', () => {
    assert.ok(hasAccessKey(['wrong', 'two'], ['one', 'two']));
  });

  it('accepts no part of a key, no longer text, and nothing', () => {
    for (const offered of [['on'], ['one '], ['onetwo'], ['']])
      assert.ok(!hasAccessKey(offered, ['one', 'two']));
    assert.ok(!hasAccessKey([], ['one']));
  });
});
