import assert from 'node:assert/strict';
import type { PagePlace } from '../../../../src/protocol/webviewMessages.ts';
import { Actions } from '../../../../webview-ui/src/state/actions.ts';
import { SettingsStore } from '../../../../webview-ui/src/state/settingsStore.ts';

const page = {
  settings: { providers: { work: { type: 'openai' } }, workspaces: {} },
  providerTypes: [
    { type: 'anthropic', title: 'Anthropic', needsKey: 'required', keyVariables: [] },
    { type: 'openai', title: 'OpenAI', needsKey: 'required', keyVariables: [] },
  ],
  opened: [],
  trusted: true,
  keyOrigins: [],
  languages: [],
};

/** A page that was opened at a place by a command. */
async function openedAt(place: PagePlace): Promise<SettingsStore> {
  const loaded = { state: page, place } as unknown;
  const store = new SettingsStore({
    host: { request: (method) => Promise.resolve((method === 'load' ? loaded : {}) as never) },
    keep: () => undefined,
  });
  const actions = new Actions(store);
  assert.equal(actions.store, store);
  await store.load(undefined);
  return store;
}

describe('a settings page that a command leads to a provider', () => {
  it('opens the form of a new one, of the type that was picked', async () => {
    const store = await openedAt({ page: 'providers', add: 'openai' });
    assert.equal(store.state.drafts.provider?.type, 'openai');
    assert.equal(store.state.drafts.provider.savedId, undefined);
    assert.equal(store.state.view.isEditingProvider, true);
  });

  it('opens the form of a saved one', async () => {
    const store = await openedAt({ page: 'providers', provider: 'work' });
    assert.equal(store.state.drafts.provider?.savedId, 'work');
  });

  it('shows the list for one that is not in the settings', async () => {
    const store = await openedAt({ page: 'providers', provider: 'demo' });
    assert.equal(store.state.drafts.provider, undefined);
    assert.equal(store.state.view.isEditingProvider, false);
  });
});
