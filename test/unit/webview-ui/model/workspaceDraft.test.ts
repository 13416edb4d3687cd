import assert from 'node:assert/strict';
import {
  draftChanges,
  draftOf,
  draftValue,
  isChanged,
  newDraft,
  withHead,
  withNewRule,
  withoutRule,
  withRule,
  withRuleAt,
} from '../../../../webview-ui/src/model/workspaceDraft.ts';

const saved = {
  model: 'a/x',
  later: { unknown: true },
  rules: [
    { files: '*.md', model: 'a/y', weight: 3 },
    { request: 'fim', model: 'b/z' },
  ],
};
const models = (draft: ReturnType<typeof draftOf>): unknown[] =>
  draft.rules.map((rule) => rule.value['model']);

describe('a workspace being edited', () => {
  it('is unchanged until something is edited, and again when that is taken back', () => {
    const draft = draftOf('default', saved);
    assert.equal(isChanged(draft), false);
    const edited = withHead(draft, 'model', 'a/other');
    assert.equal(isChanged(edited), true);
    assert.equal(isChanged(withHead(edited, 'model', 'a/x')), false);
  });

  it('keeps keys that the page does not know, in workspace and rules', () => {
    const edited = withRule(draftOf('default', saved), 0, { files: '*.md', model: 'a/q', weight: 3 });
    assert.deepEqual(draftValue(edited), {
      ...saved,
      rules: [{ files: '*.md', model: 'a/q', weight: 3 }, saved.rules[1]],
    });
  });

  it('moves rules, to the ends at most', () => {
    const draft = withNewRule(draftOf('default', saved), { model: 'c/c' });
    assert.deepEqual(models(withRuleAt(draft, 2, 0)), ['c/c', 'a/y', 'b/z']);
    assert.deepEqual(models(withRuleAt(draft, 0, 99)), ['b/z', 'c/c', 'a/y']);
    assert.deepEqual(models(withRuleAt(draft, 1, -1)), ['b/z', 'a/y', 'c/c']);
    assert.deepEqual(models(withRuleAt(draft, 7, 0)), models(draft));
  });

  it('adds a copy right below its original, and removes', () => {
    const draft = withNewRule(draftOf('default', saved), { model: 'copy' }, 0);
    assert.deepEqual(models(draft), ['a/y', 'copy', 'b/z']);
    assert.deepEqual(models(withoutRule(draft, 0)), ['copy', 'b/z']);
  });

  it('is written whole when new, and compared with what was loaded when not', () => {
    assert.deepEqual(draftChanges(newDraft('new', saved), 'default'), [
      {
        kind: 'entry',
        table: 'workspaces',
        id: 'new',
        renamedFrom: undefined,
        base: undefined,
        value: saved,
      },
    ]);
    const [change] = draftChanges(draftOf('default', saved), 'default');
    assert.deepEqual(change, { ...change, base: saved });
  });

  it('stays active when it is renamed', () => {
    const renamed = { ...draftOf('default', saved), id: 'main' };
    assert.equal(isChanged(renamed), true);
    assert.deepEqual(draftChanges(renamed, 'default'), [
      { kind: 'entry', table: 'workspaces', id: 'main', renamedFrom: 'default', base: saved, value: saved },
      { kind: 'activeWorkspace', base: 'default', value: 'main' },
    ]);
    assert.equal(draftChanges(renamed, 'other').length, 1);
  });

  it('writes no empty list of rules where there was none', () => {
    assert.deepEqual(draftValue(draftOf('default', { model: 'a/x' })), { model: 'a/x' });
    assert.deepEqual(draftValue(withoutRule(draftOf('w', { rules: [{}] }), 0)), { rules: [] });
  });

  it('survives settings that are not of the right shape', () => {
    assert.deepEqual(draftValue(draftOf('w', 'nonsense')), {});
    assert.deepEqual(draftValue(draftOf('w', { rules: [1] })), { rules: [{}] });
  });
});
