import assert from 'node:assert/strict';
import { parsePagePlace, type PagePlace } from '../../../src/protocol/webviewMessages.ts';
import { tabs } from '../../../webview-ui/src/state/appState.ts';

describe('the place that the settings page is opened at', () => {
  it('may be every page, and what is shown on it', () => {
    for (const page of tabs) assert.deepEqual(parsePagePlace({ page }), { page });
    const places: PagePlace[] = [
      { page: 'requests', exchange: 'r1' },
      { page: 'providers', provider: 'openai' },
      { page: 'providers', add: 'openai' },
      { page: 'workspaces', workspace: 'default' },
      { page: 'routes', route: 'strong' },
      { page: 'agents', agent: 'codex' },
    ];
    for (const place of places) assert.deepEqual(parsePagePlace(place), place);
  });

  it('is none when there is no such page', () => {
    for (const raw of [undefined, null, 'limits', {}, { page: 'nonsense' }, { page: 'routes', route: 1 }])
      assert.equal(parsePagePlace(raw), undefined);
  });
});
