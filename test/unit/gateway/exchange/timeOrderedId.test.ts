import assert from 'node:assert/strict';
import { timeOrderedId } from '../../../../src/gateway/exchange/timeOrderedId.ts';

describe('ids of requests', () => {
  it('are UUIDs of version 7', () => {
    assert.match(timeOrderedId(), /^[\da-f]{8}-[\da-f]{4}-7[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/);
    // The example of RFC 9562, appendix A.6.
    assert.equal(timeOrderedId(0x017f22e279b0).slice(0, 15), '017f22e2-79b0-7');
  });

  it('sort by their time, and differ within it', () => {
    const [first, second] = [timeOrderedId(1_790_000_000_000), timeOrderedId(1_790_000_000_001)];
    assert.ok(first < second);
    assert.notEqual(timeOrderedId(5), timeOrderedId(5));
    // 0x10000 ms are told by the first part.
    const [before, after] = [timeOrderedId(0x0199_ffff_ffff), timeOrderedId(0x019a_0000_0000)];
    assert.equal(before.slice(0, 15), '0199ffff-ffff-7');
    assert.equal(after.slice(0, 15), '019a0000-0000-7');
  });
});
