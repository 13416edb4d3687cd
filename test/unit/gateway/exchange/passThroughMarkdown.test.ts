import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { passThroughChanges } from '../../../../src/gateway/exchange/passThroughChanges.ts';
import { passThroughMarkdown } from '../../../../src/gateway/exchange/passThroughMarkdown.ts';

describe('passThroughMarkdown', () => {
  it('is what docs/pass-through.md holds (run `node scripts/exportPassThroughTable.ts` after a change)', () => {
    const written = readFileSync(new URL('../../../../docs/pass-through.md', import.meta.url), 'utf8');
    assert.equal(written, passThroughMarkdown());
  });

  it('names files that exist', () => {
    for (const { file } of passThroughChanges) {
      assert.ok(existsSync(new URL(`../../../../src/gateway/exchange/${file}`, import.meta.url)), file);
    }
  });
});
