import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { SettingsChange } from '../../../../src/protocol/settingsChange.ts';
import type { PageMethod, PageParams, PageResults } from '../../../../src/protocol/webviewMessages.ts';
import { Actions } from '../../../../webview-ui/src/state/actions.ts';
import { SettingsStore } from '../../../../webview-ui/src/state/settingsStore.ts';
import { pageState } from '../../../helpers/pageState.ts';

const modelOverrides = { 'p/m': { tools: false }, 'p/*': { images: false } };

interface Scene {
  readonly store: SettingsStore;
  readonly actions: Actions;
  readonly written: SettingsChange[][];
}

async function setUp(draft?: unknown): Promise<Scene> {
  const written: SettingsChange[][] = [];
  const state = pageState({
    settings: { providers: { p: {} }, workspaces: {}, routes: {}, objects: {}, modelOverrides },
  });
  const answers: { [M in PageMethod]?: (params: PageParams<M>) => PageResults[M] } = {
    load: () => ({ state, draft }),
    keepDraft: () => ({}),
    writeSettings: ({ changes }) => {
      written.push(changes);
      return { outcome: 'written' };
    },
  };
  const request = <M extends PageMethod>(method: M, params: PageParams<M>): Promise<PageResults[M]> => {
    const answer = answers[method];
    return answer === undefined ? Promise.reject(new Error(method)) : Promise.resolve(answer(params));
  };
  const store = new SettingsStore({ host: { request }, keep: () => undefined });
  await store.load(undefined);
  return { store, actions: new Actions(store), written };
}

describe('overrides of models', () => {
  it('are written by themselves, with what the settings said', async () => {
    const { store, actions, written } = await setUp();
    actions.overrides.open('p', 'p/m', true);
    const draft = store.state.drafts.override;
    assert.equal(draft?.tools, 'no');
    actions.overrides.save({ ...draft, maxOutputTokens: '4K' });
    await setImmediate();
    const value = { tools: false, maxOutputTokens: 4000 };
    assert.deepEqual(written, [
      [
        {
          kind: 'entry',
          table: 'modelOverrides',
          id: 'p/m',
          renamedFrom: undefined,
          base: { tools: false },
          value,
        },
      ],
    ]);
    assert.equal(store.state.drafts.override, undefined);
    assert.deepEqual(store.state.page?.settings.modelOverrides['p/m'], value);
  });

  it('a pattern that is typed anew keeps its place under the new name', async () => {
    const { store, actions, written } = await setUp();
    actions.overrides.open('p', 'p/*', false);
    const draft = store.state.drafts.override;
    assert.ok(draft !== undefined);
    actions.overrides.save({ ...draft, pattern: ' p/gpt-* ' });
    await setImmediate();
    const [change] = written[0] ?? [];
    assert.ok(change?.kind === 'entry');
    assert.deepEqual([change.id, change.renamedFrom], ['p/gpt-*', 'p/*']);
  });

  it('one that says nothing any more is taken out, one that never said anything is not written', async () => {
    const { store, actions, written } = await setUp();
    actions.overrides.open('p', 'p/m', true);
    const draft = store.state.drafts.override;
    assert.ok(draft !== undefined);
    actions.overrides.save({ ...draft, tools: 'known' });
    await setImmediate();
    actions.overrides.open('p', 'p/other', true);
    const other = store.state.drafts.override;
    assert.ok(other !== undefined);
    actions.overrides.save(other);
    await setImmediate();
    assert.equal(written.length, 1);
    assert.equal(store.state.page?.settings.modelOverrides['p/m'], undefined);
    assert.equal(store.state.drafts.override, undefined);
  });

  it('what is begun is asked about before another takes its place', async () => {
    const { store, actions } = await setUp();
    actions.overrides.open('p', 'p/m', true);
    const draft = store.state.drafts.override;
    assert.ok(draft !== undefined);
    actions.overrides.edit({ ...draft, contextTokens: '8K' });
    actions.overrides.open('p', 'p/*', false);
    assert.match(store.state.question?.title ?? '', /p\/m/);
    assert.equal(store.state.drafts.override?.pattern, 'p/m');
    store.state.question?.run();
    assert.equal(store.state.drafts.override.pattern, 'p/*');
  });

  it('what is begun outlives a closed page', async () => {
    const first = await setUp();
    first.actions.overrides.open('p', 'p/m', true);
    const draft = first.store.state.drafts.override;
    assert.ok(draft !== undefined);
    first.actions.overrides.edit({ ...draft, contextTokens: '8K' });
    const second = await setUp(JSON.parse(JSON.stringify(first.store.state.drafts)));
    assert.equal(second.store.state.drafts.override?.contextTokens, '8K');
  });
});
