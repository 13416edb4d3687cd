import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { providersMarkdown } from '../../../../src/gateway/providers/providersMarkdown.ts';

describe('providersMarkdown', () => {
  it('is what docs/providers.md holds (run `node scripts/exportProviderTable.ts` after a change)', () => {
    const written = readFileSync(new URL('../../../../docs/providers.md', import.meta.url), 'utf8');
    assert.equal(written, providersMarkdown());
  });
});
