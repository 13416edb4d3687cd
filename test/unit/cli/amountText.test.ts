import assert from 'node:assert/strict';
import { costText } from '../../../src/cli/amountText.ts';

describe('costs in a table of the command line', () => {
  const known = { hasEstimated: false, unknownCosts: 0 };

  for (const [costUsd, text] of [
    [0, '0.0000'],
    [12.345, '12.35'],
    [0.0123, '0.0123'],
    [0.000315, '0.00032'],
    [0.000002, '0.0000020'],
  ] as const) {
    it(`show ${costUsd} USD as ${text}, so that nothing looks free that is not`, () => {
      assert.equal(costText({ ...known, costUsd }), text);
    });
  }

  it('say what is estimated and what is not known', () => {
    assert.equal(costText({ costUsd: 0.5, hasEstimated: true, unknownCosts: 2 }), '~0.5000+?');
    assert.equal(costText({ ...known, costUsd: undefined, unknownCosts: 1 }), 'unknown');
  });
});
