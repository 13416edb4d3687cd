import type { JsonLines } from './jsonLines.ts';

/** Both ends are on this machine; a busy one still answers within this. */
const handshakeTimeoutMs = 3000;

/** The next value of a handshake. Rejects when the connection ends, or nothing comes in time. */
export function nextValue(lines: JsonLines): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      reject(new Error('no answer in time'));
    }, handshakeTimeoutMs);
    lines.onClose(() => {
      clearTimeout(timer);
      reject(new Error('the connection was closed'));
    });
    lines.nextValue((value) => {
      clearTimeout(timer);
      resolve(value);
    });
  });
}
