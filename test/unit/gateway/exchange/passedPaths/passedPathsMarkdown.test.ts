import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { passedPathsMarkdown } from '../../../../../src/gateway/exchange/passedPaths/passedPathsMarkdown.ts';

describe('passedPathsMarkdown', () => {
  it('is what docs/other-paths.md holds (run `node scripts/exportPassedPaths.ts` after a change)', () => {
    const written = readFileSync(new URL('../../../../../docs/other-paths.md', import.meta.url), 'utf8');
    assert.equal(written, passedPathsMarkdown());
  });
});
