import assert from 'node:assert/strict';
import { placeList, workspaceList } from '../../../../src/editor/pickers/workspaceLists.ts';
import { gatewayStatus, workspaceStatus } from '../../../helpers/editor/gatewayStatus.ts';

type Choices = Parameters<typeof placeList>[1];

function rows(choices: Choices) {
  return placeList('writing', choices).lines.flatMap((line) => ('label' in line ? [line] : []));
}

describe('choosing a workspace', () => {
  it('marks the active one and opens any by its gear', () => {
    const status = gatewayStatus({
      workspaces: [workspaceStatus({ id: 'default' }), workspaceStatus({ id: 'writing' })],
    });
    const { lines } = workspaceList(status);
    assert.deepEqual(
      lines.map((line) => ('label' in line ? [line.label, line.icon, line.action?.do] : [])),
      [
        ['default', 'check', 'choose'],
        ['writing', 'blank', 'choose'],
      ],
    );
  });

  it('asks where: everywhere, in the folder, in this window', () => {
    const found = rows({ user: 'default', folder: { name: 'shop', choice: undefined }, window: undefined });
    assert.deepEqual(
      found.map(({ label, detail, action }) => [label, detail, action]),
      [
        ['Everywhere', 'now default', { place: 'user', workspace: 'writing' }],
        ['In the folder shop', undefined, { place: 'folder', workspace: 'writing' }],
        ['In this window', undefined, { place: 'window', workspace: 'writing' }],
      ],
    );
  });

  it('selects the narrowest place that chooses one now', () => {
    const folder = { name: 'shop', choice: 'team' };
    const active = (choices: Choices) =>
      rows(choices)
        .filter((row) => row.isActive)
        .map((row) => row.label);
    assert.deepEqual(active({ user: 'default', folder: undefined, window: undefined }), ['Everywhere']);
    assert.deepEqual(active({ user: 'default', folder, window: undefined }), ['In the folder shop']);
    assert.deepEqual(active({ user: 'default', folder, window: 'x' }), ['In this window']);
  });

  it('can take back what the folder or the window chooses', () => {
    const found = rows({ user: undefined, folder: { name: 'shop', choice: 'team' }, window: 'x' });
    assert.deepEqual(
      found.slice(3).map(({ action }) => action),
      [
        { place: 'folder', workspace: undefined },
        { place: 'window', workspace: undefined },
      ],
    );
  });

  it('does not speak of a folder where none is open', () => {
    const found = rows({ user: undefined, folder: undefined, window: undefined });
    assert.deepEqual(
      found.map(({ label }) => label),
      ['Everywhere', 'In this window'],
    );
  });
});
