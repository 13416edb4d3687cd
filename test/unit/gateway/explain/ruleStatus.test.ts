import assert from 'node:assert/strict';
import { ruleStatus } from '../../../../src/gateway/explain/ruleStatus.ts';
import { openFile, routerOf, windowOf } from '../../../helpers/routing.ts';

describe('a rule’s status', () => {
  it('names the first files that it meets and counts them all', () => {
    const open = Array.from({ length: 50 }, (_, index) => openFile(`docs/${index}.md`));
    const status = ruleStatus({ files: '*.md', model: 'a/a' }, routerOf({}), windowOf({ open }));
    assert.equal(status.matchingFileCount, 50);
    assert.equal(status.matchingFiles.length, 20);
    assert.equal(status.matchingFiles[0], 'docs/0.md');
  });
});
