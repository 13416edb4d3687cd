import assert from 'node:assert/strict';
import * as vscode from 'vscode';

interface Manifest {
  contributes?: { commands?: { command: string }[] };
}

describe('the manifest', () => {
  it('contributes no command that does nothing', async () => {
    const muxgate = vscode.extensions.getExtension('muxgate.muxgate');
    assert.ok(muxgate, 'Muxgate is not installed');
    await muxgate.activate();
    const registered = new Set(await vscode.commands.getCommands(true));
    const contributed = (muxgate.packageJSON as Manifest).contributes?.commands ?? [];
    assert.notEqual(contributed.length, 0);
    assert.deepEqual(
      contributed.map(({ command }) => command).filter((id) => !registered.has(id)),
      [],
    );
  });
});
