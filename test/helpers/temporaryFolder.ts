import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after } from 'mocha';

/** A folder that is gone when the enclosing `describe` is over. Call it inside one. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'muxgate-test-'));
  after(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  return folder;
}
