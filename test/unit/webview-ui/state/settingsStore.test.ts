import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { SettingsChange } from '../../../../src/protocol/settingsChange.ts';
import type {
  PageMethod,
  PageParams,
  PageResults,
  PageState,
} from '../../../../src/protocol/webviewMessages.ts';
import { Actions } from '../../../../webview-ui/src/state/actions.ts';
import { SettingsStore } from '../../../../webview-ui/src/state/settingsStore.ts';

const saved = { model: 'a/x', rules: [{ files: '*.md', model: 'a/y' }] };

function pageState(workspaces: Record<string, unknown> = { default: saved }): PageState {
  return {
    windowId: 'window-1',
    status: {
      gateway: { phase: 'starting' },
      preview: { workspace: 'default', localOnly: false, warnings: [] },
      activeWorkspace: 'default',
      workspaces: [],
      unconfirmedWorkspaces: [],
      providers: [],
      problems: [],
      requestCount: 0,
      errorCount: 0,
      override: {},
      accessKeysSet: false,
    },
    settings: {
      providers: { p: { type: 'openai' } },
      workspaces,
      modelOverrides: {},
      routes: {},
      objects: {},
      activeWorkspace: 'default',
    },
    opened: [],
    trusted: true,
    providerTypes: [
      {
        type: 'openai',
        title: 'OpenAI',
        defaultEndpoint: 'https://api.openai.com/v1',
        needsKey: 'required',
        keyVariables: [],
      },
    ],
    keyOrigins: [],
    languages: [],
  };
}

type Answers = { [M in PageMethod]?: (params: PageParams<M>) => PageResults[M] | Promise<PageResults[M]> };

interface Asked {
  readonly method: PageMethod;
  readonly params: unknown;
}

function setUp(answers: Answers = {}): {
  store: SettingsStore;
  actions: Actions;
  asked: Asked[];
  kept: unknown[];
} {
  const asked: Asked[] = [];
  const kept: unknown[] = [];
  const all: Answers = { load: () => ({ state: pageState() }), keepDraft: () => ({}), ...answers };
  const request = async <M extends PageMethod>(method: M, params: PageParams<M>): Promise<PageResults[M]> => {
    asked.push({ method, params });
    const answer = all[method];
    if (answer === undefined) throw new Error(`no answer to ${method}`);
    return answer(params);
  };
  const store = new SettingsStore({ host: { request }, keep: (page) => kept.push(page) });
  return { store, actions: new Actions(store), asked, kept };
}

const editDefault = ({ actions, store }: { actions: Actions; store: SettingsStore }, files: string): void => {
  const base = store.state.page?.settings.workspaces['default'];
  actions.workspaces.edit('default', {
    id: 'default',
    savedId: 'default',
    hasOwnId: true,
    base,
    head: { model: 'a/x' },
    rules: [{ key: 0, value: { files, model: 'a/y' } }],
    nextKey: 1,
  });
};

describe('the settings page’s store', () => {
  it('keeps drafts for a reload of the page and, in the host, for a closed one', async () => {
    const page = setUp();
    await page.store.load(undefined);
    editDefault(page, '*.go');
    assert.ok(JSON.stringify(page.kept.at(-1)).includes('*.go'));
    assert.ok(JSON.stringify(page.asked.at(-1)).includes('*.go'));

    const again = setUp();
    await again.store.load(page.kept.at(-1));
    assert.deepEqual(again.store.state.drafts.workspaces, page.store.state.drafts.workspaces);
  });

  it('stays on the page that was chosen by hand before the settings had come', async () => {
    const { store } = setUp({
      load: () => ({ state: pageState(), place: { page: 'requests', exchange: 'r1' } }),
    });
    const loading = store.load({ view: { tab: 'routes', isEditingProvider: false, route: 'strong' } });
    store.update({ view: { ...store.state.view, tab: 'usage' } });
    await loading;
    assert.equal(store.state.view.tab, 'usage');
    assert.equal(store.state.view.route, 'strong', 'what was kept of the other pages is there');
  });

  it('goes where a command leads even when a page was chosen by hand before it', async () => {
    const { store } = setUp();
    const loading = store.load(undefined);
    store.update({ view: { ...store.state.view, tab: 'usage' } });
    store.receive({ type: 'show', place: { page: 'agents' } });
    await loading;
    assert.equal(store.state.view.tab, 'agents');
  });

  it('takes up the draft of a closed page, and shows where it is', async () => {
    const draft = {
      workspaces: {
        default: {
          id: 'default',
          savedId: 'default',
          hasOwnId: true,
          base: saved,
          head: {},
          rules: [],
          nextKey: 0,
        },
      },
    };
    const { store } = setUp({ load: () => ({ state: pageState(), draft }) });
    await store.load(undefined);
    assert.deepEqual(store.state.drafts.workspaces, draft.workspaces);
    assert.equal(store.state.view.workspace, 'default');
  });

  it('makes nobody forget a draft before it has loaded', async () => {
    const { store, asked } = setUp();
    store.update({ view: { tab: 'workspaces', isEditingProvider: false } });
    store.receive({ type: 'state', state: pageState() });
    assert.deepEqual(asked, []);
    store.receive({ type: 'show', place: { page: 'workspaces', workspace: 'w' } });
    await store.load(undefined);
    assert.equal(store.state.view.workspace, 'w');
  });

  it('drops what was kept and cannot be read', async () => {
    for (const kept of [
      'x',
      { drafts: 7 },
      { drafts: { workspaces: { a: { id: 1 } }, provider: 'p' }, view: [] },
    ]) {
      const { store } = setUp();
      await store.load(kept);
      assert.deepEqual(store.state.drafts.workspaces, {});
      assert.equal(store.state.drafts.provider, undefined);
    }
  });

  it('needs no saving any more when settings.json comes to say the same', async () => {
    const page = setUp();
    await page.store.load(undefined);
    editDefault(page, '*.go');
    const now = { model: 'a/x', rules: [{ files: '*.go', model: 'a/y' }] };
    page.store.receive({ type: 'state', state: pageState({ default: now }) });
    assert.deepEqual(page.store.state.drafts.workspaces, {});
  });

  it('shows a conflict, and overwrites what was seen and nothing newer', async () => {
    const written: readonly SettingsChange[][] = [];
    const results: PageResults['writeSettings'][] = [
      { outcome: 'conflict', conflicts: [{ path: 'workspaces.default', current: { model: 'b/b' } }] },
      { outcome: 'written' },
    ];
    const page = setUp({
      writeSettings: ({ changes }) => {
        (written as SettingsChange[][]).push(changes);
        return results.shift() ?? { outcome: 'written' };
      },
    });
    await page.store.load(undefined);
    editDefault(page, '*.go');
    page.actions.workspaces.save('default');
    await setImmediate();
    assert.deepEqual(page.store.state.conflict?.conflicts[0]?.current, { model: 'b/b' });
    assert.ok('default' in page.store.state.drafts.workspaces, 'the draft stays');

    page.store.overwrite();
    await setImmediate();
    assert.deepEqual(
      written.map(([change]) => change?.base),
      [saved, { model: 'b/b' }],
    );
    assert.equal(page.store.state.conflict, undefined);
    assert.deepEqual(page.store.state.drafts.workspaces, {});
  });

  it('shows why nothing was saved, and keeps the draft', async () => {
    const page = setUp({ writeSettings: () => ({ outcome: 'failed', message: 'the disk is full' }) });
    await page.store.load(undefined);
    editDefault(page, '*.go');
    page.actions.workspaces.save('default');
    await setImmediate();
    assert.deepEqual(page.store.state.notice, { kind: 'error', text: 'the disk is full' });
    assert.ok('default' in page.store.state.drafts.workspaces);
  });

  it('asks before deleting a provider, naming what uses it, and forgets its key', async () => {
    const page = setUp({
      load: () => ({ state: pageState({ default: { model: 'p/x' } }) }),
      writeSettings: () => ({ outcome: 'written' }),
    });
    await page.store.load(undefined);
    page.actions.providers.remove('p', 'P');
    assert.match(page.store.state.question?.lines.join('\n') ?? '', /default: catch-all model → p\/x/);
    assert.ok(!page.asked.some(({ method }) => method === 'writeSettings'));
    page.store.state.question?.run();
    const write = page.asked.find(({ method }) => method === 'writeSettings')?.params;
    assert.deepEqual(write, {
      changes: [{ kind: 'entry', table: 'providers', id: 'p', base: { type: 'openai' } }],
      forgetKeys: [{ provider: 'p' }],
    });
  });

  it('sends a typed key for the endpoint’s origin, and never keeps it', async () => {
    const page = setUp({ writeSettings: () => ({ outcome: 'written' }) });
    await page.store.load(undefined);
    page.actions.providers.open('p');
    const draft = page.store.state.drafts.provider;
    assert.ok(draft);
    page.actions.providers.edit({ ...draft, endpoint: 'https://proxy.example/v1' });
    const edited = page.store.state.drafts.provider;
    assert.ok(edited);
    page.actions.providers.save(edited, 'sk-secret');
    await setImmediate();
    const write = page.asked.find(({ method }) => method === 'writeSettings')
      ?.params as PageParams<'writeSettings'>;
    assert.deepEqual(write.keys, [
      { provider: 'p', account: 'default', origin: 'https://proxy.example', key: 'sk-secret' },
    ]);
    assert.doesNotMatch(JSON.stringify([page.kept, write.changes]), /sk-secret/);

    page.actions.providers.open('p');
    const blank = page.store.state.drafts.provider;
    assert.ok(blank);
    page.actions.providers.save(blank, '');
    const second = page.asked.findLast(({ method }) => method === 'writeSettings')
      ?.params as PageParams<'writeSettings'>;
    assert.equal(second.keys, undefined);
  });

  it('does not let another provider’s form take the place of unsaved changes without asking', async () => {
    const page = setUp();
    await page.store.load(undefined);
    page.actions.providers.open('p');
    const draft = page.store.state.drafts.provider;
    assert.ok(draft);
    page.actions.providers.edit({ ...draft, name: 'Mine' });
    page.actions.providers.close();
    const [type] = page.store.state.page?.providerTypes ?? [];
    assert.ok(type);
    page.actions.providers.add(type);
    const nameInForm = (): string | undefined => page.store.state.drafts.provider?.name;
    assert.equal(nameInForm(), 'Mine');
    page.store.state.question?.run();
    assert.equal(nameInForm(), 'OpenAI');
  });
});
