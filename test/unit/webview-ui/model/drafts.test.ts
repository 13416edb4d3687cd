import assert from 'node:assert/strict';
import type { SettingsChange } from '../../../../src/protocol/settingsChange.ts';
import { changedUserSettings } from '../../../../webview-ui/src/model/changedUserSettings.ts';
import {
  type Drafts,
  listWorkspaces,
  noDrafts,
  settledDrafts,
  withoutDraftsOf,
  withWorkspaceDraft,
} from '../../../../webview-ui/src/model/drafts.ts';
import { rebasedChanges } from '../../../../webview-ui/src/model/rebase.ts';
import { draftOf, newDraft, withHead } from '../../../../webview-ui/src/model/workspaceDraft.ts';
import { workspaceProblem } from '../../../../webview-ui/src/model/workspaceProblem.ts';
import { pageState } from '../../../helpers/pageState.ts';

const settings = {
  providers: {},
  workspaces: { a: { model: 'p/1' }, b: { name: 'Bee' } },
  modelOverrides: {},
  routes: {},
  objects: {},
  activeWorkspace: 'a',
};
const edited = withHead(draftOf('a', settings.workspaces.a), 'model', 'p/2');
const drafts: Drafts = withWorkspaceDraft(noDrafts, 'a', edited);

describe('unsaved changes', () => {
  it('are listed in the order of the settings, new workspaces last', () => {
    const listed = listWorkspaces(settings, withWorkspaceDraft(drafts, 'new:c', newDraft('c')));
    assert.deepEqual(
      listed.map(({ key, title, isUnsaved }) => [key, title, isUnsaved]),
      [
        ['a', 'a', true],
        ['b', 'Bee', false],
        ['new:c', 'c', true],
      ],
    );
  });

  it('are outdated once the settings say something else', () => {
    const changed = { ...settings, workspaces: { a: { model: 'p/9' } } };
    const [workspace] = listWorkspaces(changed, drafts);
    assert.equal(workspace?.isOutdated, true);
    assert.equal(workspace.draft.head['model'], 'p/2');
    const gone = listWorkspaces({ ...settings, workspaces: {} }, drafts);
    assert.equal(gone[0]?.isOutdated, true);
  });

  it('end when they are taken back or the settings say the same', () => {
    assert.deepEqual(withWorkspaceDraft(drafts, 'a', draftOf('a', settings.workspaces.a)).workspaces, {});
    const same = { ...settings, workspaces: { a: { model: 'p/2' } } };
    assert.deepEqual(settledDrafts(drafts, same).workspaces, {});
    assert.equal(settledDrafts(drafts, settings).workspaces['a'], edited);
  });

  it('end for the entries of a conflict that was decided for the settings', () => {
    const change: SettingsChange = { kind: 'entry', table: 'workspaces', id: 'a' };
    assert.deepEqual(withoutDraftsOf(drafts, [change]).workspaces, {});
    assert.deepEqual(withoutDraftsOf(drafts, [{ ...change, table: 'providers' }]).workspaces, { a: edited });
  });

  it('cannot be saved under an id that another workspace has', () => {
    const page = { page: undefined, drafts };
    assert.equal(workspaceProblem({ key: 'a', draft: { ...edited, id: 'b' } }, page), undefined);
    const state = { page: pageState({ settings }), drafts };
    assert.match(workspaceProblem({ key: 'a', draft: { ...edited, id: 'b' } }, state) ?? '', /taken/);
    assert.match(workspaceProblem({ key: 'a', draft: { ...edited, id: 'B' } }, state) ?? '', /Lower-case/);
    assert.equal(workspaceProblem({ key: 'a', draft: edited }, state), undefined);
  });
});

describe('changes to the settings', () => {
  const rename: SettingsChange = {
    kind: 'entry',
    table: 'workspaces',
    id: 'z',
    renamedFrom: 'a',
    base: { model: 'p/1' },
    value: { model: 'p/3' },
  };

  it('are shown at once, each entry in its place', () => {
    const changed = changedUserSettings(settings, [
      rename,
      { kind: 'activeWorkspace', base: 'a', value: 'z' },
    ]);
    assert.deepEqual(Object.entries(changed.workspaces), [
      ['z', { model: 'p/3' }],
      ['b', { name: 'Bee' }],
    ]);
    assert.equal(changed.activeWorkspace, 'z');
    const removed = changedUserSettings(settings, [{ kind: 'entry', table: 'workspaces', id: 'b' }]);
    assert.deepEqual(Object.keys(removed.workspaces), ['a']);
  });

  it('overwrite exactly what was seen', () => {
    const [change] = rebasedChanges([rename], [{ path: 'workspaces.a', current: { model: 'p/8' } }]) ?? [];
    assert.deepEqual(change, { ...rename, base: { model: 'p/8' } });
    const [anew] = rebasedChanges([rename], [{ path: 'workspaces.a' }]) ?? [];
    assert.deepEqual(anew, { ...rename, base: undefined, renamedFrom: undefined });
    const active: SettingsChange = { kind: 'activeWorkspace', base: 'a', value: 'z' };
    assert.deepEqual(rebasedChanges([active], [{ path: 'activeWorkspace', current: 'q' }]), [
      { ...active, base: 'q' },
    ]);
  });

  it('never overwrite another entry that has the new id', () => {
    assert.equal(rebasedChanges([rename], [{ path: 'workspaces.z', current: {} }]), undefined);
  });
});
