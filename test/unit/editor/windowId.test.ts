import assert from 'node:assert/strict';
import { windowId } from '../../../src/editor/windowId.ts';
import { MemoryMemento } from '../../helpers/editor/memoryMemento.ts';

describe('the id of a window', () => {
  it('is the same after a reload', () => {
    const workspaceState = new MemoryMemento();
    assert.equal(windowId(workspaceState), windowId(workspaceState));
  });

  it('is another in another window', () => {
    assert.notEqual(windowId(new MemoryMemento()), windowId(new MemoryMemento()));
  });
});
