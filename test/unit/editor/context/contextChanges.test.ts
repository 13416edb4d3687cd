import assert from 'node:assert/strict';
import { contextChanges, type ContextSnapshot } from '../../../../src/editor/context/contextChanges.ts';

const cart = { path: 'src/cart.ts', folder: '/shop', languageId: 'typescript' };
const readme = { path: 'README.md', folder: '/shop', languageId: 'markdown' };
const before: ContextSnapshot = {
  folders: [{ name: 'shop', path: '/shop', uri: 'file:///shop' }],
  active: cart,
  visible: [cart],
  open: [cart, readme],
  diagnostics: null,
  focusedAtMs: 1,
  processes: [1],
};

describe('what is told of a changed editor context', () => {
  it('is everything the first time', () => {
    assert.deepEqual(contextChanges(undefined, before), { type: 'context', ...before });
  });

  it('is nothing when nothing differs', () => {
    assert.equal(contextChanges(before, structuredClone(before)), undefined);
  });

  it('is only the members that differ', () => {
    const after = { ...before, active: readme, visible: [readme] };
    assert.deepEqual(contextChanges(before, after), { type: 'context', active: readme, visible: [readme] });
  });

  it('is the count of errors of the active file when it changes, and a branch with its folder', () => {
    const diagnostics = { errors: 1, warnings: 0 };
    assert.deepEqual(contextChanges(before, { ...before, diagnostics }), { type: 'context', diagnostics });
    const folders = before.folders.map((folder) => ({ ...folder, branch: 'main' }));
    assert.deepEqual(contextChanges(before, { ...before, folders }), { type: 'context', folders });
  });

  it('is null for an active editor that is gone', () => {
    assert.deepEqual(contextChanges(before, { ...before, active: null }), { type: 'context', active: null });
  });

  it('is a changed language of a file that stays open', () => {
    const open = [{ ...cart, languageId: 'javascript' }, readme];
    assert.deepEqual(contextChanges(before, { ...before, open }), { type: 'context', open });
  });

  it('is a list that became empty, and a new focus', () => {
    assert.deepEqual(contextChanges(before, { ...before, open: [], focusedAtMs: 2 }), {
      type: 'context',
      open: [],
      focusedAtMs: 2,
    });
  });

  it('tells of a terminal that was opened', () => {
    const after = { ...before, processes: [1, 2] };
    assert.deepEqual(contextChanges(before, after), { type: 'context', processes: [1, 2] });
  });
});
