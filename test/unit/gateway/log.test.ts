import assert from 'node:assert/strict';
import { createLog } from '../../../src/gateway/log.ts';

describe('the log', () => {
  it('writes what is at least as severe as its level, asked each time', () => {
    const lines: string[] = [];
    let level: 'warn' | 'debug' = 'warn';
    const log = createLog(
      (severity, message) => lines.push(`${severity} ${message}`),
      () => level,
    );
    log.info('a');
    log.error('b');
    level = 'debug';
    log.info('c');
    assert.deepEqual(lines, ['error b', 'info c']);
  });

  it('a text that a client chose neither passes for an entry nor steers a terminal', () => {
    const lines: string[] = [];
    const log = createLog(
      (_level, message) => lines.push(message),
      () => 'info',
    );
    log.info('model x\r\n2026-01-01 error FAKE\u001b[31m\u202e\r, 200');
    assert.deepEqual(lines, ['model x\n    2026-01-01 error FAKE\\u{1b}[31m\\u{202e}\\u{d}, 200']);
  });
});
