import assert from 'node:assert/strict';
import { listPosition } from '../../../../webview-ui/src/model/listPosition.ts';

describe('the list of a select box', () => {
  for (const [top, height, position] of [
    [100, 700, 'below'],
    [620, 700, 'above'],
    [150, 300, 'below'],
  ] as const) {
    it(`opens ${position} a box at ${top} px of ${height}`, () => {
      assert.equal(listPosition({ top, bottom: top + 26 }, height), position);
    });
  }
});
