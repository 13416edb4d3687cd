import assert from 'node:assert/strict';
import { WindowPins } from '../../../src/editor/windowPins.ts';
import type { OverrideMessage } from '../../../src/protocol/gatewayMessages.ts';
import { MemoryMemento } from '../../helpers/editor/memoryMemento.ts';

describe('the pins of a window', () => {
  it('are told at once, and with every change', async () => {
    const reported: OverrideMessage[] = [];
    const pins = new WindowPins({
      workspaceState: new MemoryMemento(),
      report: (message) => reported.push(message),
    });
    await pins.update({ chat: 'openai/gpt-4o' });
    await pins.update({ fim: 'ollama/qwen' });
    await pins.update({ chat: undefined });
    assert.deepEqual(reported, [
      { type: 'override' },
      { type: 'override', chat: 'openai/gpt-4o' },
      { type: 'override', chat: 'openai/gpt-4o', fim: 'ollama/qwen' },
      { type: 'override', chat: undefined, fim: 'ollama/qwen' },
    ]);
  });

  it('outlive a reload', async () => {
    const workspaceState = new MemoryMemento();
    const before = new WindowPins({ workspaceState, report: () => undefined });
    await before.update({ chat: 'openai/gpt-4o', workspace: 'writing' });
    const after = new WindowPins({ workspaceState, report: () => undefined });
    assert.deepEqual(after.pins, { chat: 'openai/gpt-4o', workspace: 'writing' });
  });
});
