import assert from 'node:assert/strict';
import { compareVersions } from '../../../../src/gateway/link/compareVersions.ts';

describe('Which of two Muxgates is newer', () => {
  const order = (one: string, other: string, protocols: [number, number] = [1, 1]): number =>
    Math.sign(
      compareVersions(
        { version: one, protocolVersion: protocols[0] },
        { version: other, protocolVersion: protocols[1] },
      ),
    );

  it('is told by numbers, not by letters', () => {
    assert.equal(order('1.10.0', '1.9.9'), 1);
    assert.equal(order('0.4.0', '0.4.0'), 0);
    assert.equal(order('0.4.0', '1.0.0'), -1);
  });

  it('puts pre-releases before their release, and in their own order', () => {
    assert.equal(order('1.0.0-beta.2', '1.0.0'), -1);
    assert.equal(order('1.0.0-beta.10', '1.0.0-beta.2'), 1);
    assert.equal(order('1.0.0+build', '1.0.0'), 0);
  });

  it('is the one with the higher protocol, whatever their versions', () => {
    assert.equal(order('1.0.0', '9.0.0', [2, 1]), 1);
  });
});
