import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { errorTable } from '../../../src/gateway/errors.ts';
import { errorTableMarkdown } from '../../../src/gateway/errorTableMarkdown.ts';

describe('errorTableMarkdown', () => {
  it('is what docs/errors.md holds (run `node scripts/exportErrorTable.ts` after a change)', () => {
    assert.equal(
      readFileSync(new URL('../../../docs/errors.md', import.meta.url), 'utf8'),
      errorTableMarkdown(),
    );
  });

  it('has a row for every code', () => {
    for (const code of Object.keys(errorTable)) assert.ok(errorTableMarkdown().includes(`\`${code}\``), code);
  });
});
