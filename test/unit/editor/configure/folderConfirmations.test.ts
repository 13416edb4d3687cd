import assert from 'node:assert/strict';
import { FolderConfirmations } from '../../../../src/editor/configure/folderConfirmations.ts';
import { MemoryMemento } from '../../../helpers/editor/memoryMemento.ts';

describe('what the user said to workspaces of the folder', () => {
  it('is kept by the hash of their content, and outlives a reload', async () => {
    const state = new MemoryMemento();
    const confirmations = new FolderConfirmations(state);
    await confirmations.confirm('one');
    await confirmations.confirm('one');
    await confirmations.ignore('two');
    const afterReload = new FolderConfirmations(state);
    assert.deepEqual(afterReload.confirmed, ['one']);
    assert.equal(afterReload.isIgnored('two'), true);
    assert.equal(afterReload.isIgnored('one'), false);
  });

  it('is told to listeners once it is kept', async () => {
    const confirmations = new FolderConfirmations(new MemoryMemento());
    const heard: string[][] = [];
    const subscription = confirmations.onDidChange(() => heard.push([...confirmations.confirmed]));
    await confirmations.confirm('one');
    subscription.dispose();
    await confirmations.confirm('two');
    assert.deepEqual(heard, [['one']]);
  });
});
