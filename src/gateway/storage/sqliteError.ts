/** Primary result codes of SQLite (https://www.sqlite.org/rescode.html). */
const busyCodes = [5, 6];
const corruptCodes = [11, 26];

/** Another process holds the lock: the same may succeed a little later. */
export function isBusy(error: unknown): boolean {
  return busyCodes.includes(primaryCode(error));
}

/** The file is damaged, or no database at all. */
export function isCorrupt(error: unknown): boolean {
  return corruptCodes.includes(primaryCode(error));
}

/** The low byte; the rest is detail. -1: no error of SQLite. */
function primaryCode(error: unknown): number {
  if (!(error instanceof Error) || !('errcode' in error)) return -1;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : -1;
}
