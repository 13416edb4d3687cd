import assert from 'node:assert/strict';
import { LogTail } from '../../../../src/editor/log/logTail.ts';

describe('the end of the log', () => {
  it('is the last hundred messages, with when and how bad, and none of them long', () => {
    const tail = new LogTail();
    for (let index = 0; index < 150; index++)
      tail.add({ level: 'warn', message: `m${index} ${'x'.repeat(999)}` });
    assert.equal(tail.lines.length, 100);
    assert.match(tail.lines[0] ?? '', /^\d{4}-\d\d-\d\dT[\d:.]+Z \[warn\] m50 x+$/);
    assert.ok(tail.lines.every((line) => line.length < 450));
  });
});
