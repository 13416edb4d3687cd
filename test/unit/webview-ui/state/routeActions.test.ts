import assert from 'node:assert/strict';
import { setImmediate } from 'node:timers/promises';
import type { PageMethod, PageParams } from '../../../../src/protocol/webviewMessages.ts';
import { listRoutes } from '../../../../webview-ui/src/model/listedRoutes.ts';
import { Actions } from '../../../../webview-ui/src/state/actions.ts';
import { SettingsStore } from '../../../../webview-ui/src/state/settingsStore.ts';
import { pageState } from '../../../helpers/pageState.ts';

const saved = {
  providers: {
    p: { type: 'openai', accounts: { default: {}, work: { endpoint: 'https://work.example/v1' } } },
  },
  workspaces: { default: { rules: [{ model: '@strong' }] } },
  modelOverrides: {},
  routes: { strong: { targets: [{ model: 'p/big', account: 'work' }] } },
  objects: { budget: { perDayUsd: 5 } },
};

/** A page on these settings, with everything that it wrote. */
async function setUp(): Promise<{ actions: Actions; written: PageParams<'writeSettings'>[] }> {
  const written: PageParams<'writeSettings'>[] = [];
  const request = (method: PageMethod, params: unknown): Promise<never> => {
    if (method === 'load') return Promise.resolve({ state: pageState({ settings: saved }) } as never);
    if (method === 'writeSettings') written.push(params as PageParams<'writeSettings'>);
    return Promise.resolve({ outcome: 'written' } as never);
  };
  const store = new SettingsStore({ host: { request }, keep: () => undefined });
  await store.load(undefined);
  return { actions: new Actions(store), written };
}

describe('routes on the settings page', () => {
  it('keeps what is typed while they are saved', async () => {
    const { actions } = await setUp();
    const draftNow = () => actions.store.state.drafts.routes['strong'];
    const { page, drafts } = actions.store.state;
    assert.ok(page);
    const [listed] = listRoutes(page.settings, drafts);
    assert.ok(listed);
    const named = (name: string) => ({ ...listed.draft, head: { name } });
    actions.routes.edit('strong', named('one'));
    actions.routes.save('strong');
    actions.routes.edit('strong', named('one and more'));
    await setImmediate();
    assert.equal(draftNow()?.head['name'], 'one and more');
    assert.deepEqual(draftNow()?.base, { name: 'one', targets: saved.routes.strong.targets });
  });

  it('begins a new one with one target, and keeps it until it is saved', async () => {
    const { actions, written } = await setUp();
    actions.routes.create();
    const { view, drafts } = actions.store.state;
    assert.deepEqual([view.tab, view.route], ['routes', 'new:route']);
    const draft = drafts.routes['new:route'];
    assert.ok(draft);
    actions.routes.edit('new:route', {
      ...draft,
      id: 'fast',
      targets: [{ key: 0, value: { model: 'p/m' } }],
    });
    actions.routes.save('new:route');
    await setImmediate();
    assert.deepEqual(written[0]?.changes, [
      {
        kind: 'entry',
        table: 'routes',
        id: 'fast',
        renamedFrom: undefined,
        base: undefined,
        value: { targets: [{ model: 'p/m' }] },
      },
    ]);
    assert.deepEqual(actions.store.state.drafts.routes, {});
    assert.equal(actions.store.state.view.route, 'fast');
  });

  it('says who uses a route before it is deleted', async () => {
    const { actions, written } = await setUp();
    const { page, drafts } = actions.store.state;
    assert.ok(page);
    const [strong] = listRoutes(page.settings, drafts);
    assert.ok(strong);
    actions.routes.remove(strong);
    const { question } = actions.store.state;
    assert.ok(question);
    assert.deepEqual(question.lines.at(-1), 'default: rule 1 → @strong');
    assert.equal(written.length, 0);
    question.run();
    await setImmediate();
    assert.equal(actions.store.state.page?.settings.routes['strong'], undefined);
  });

  it('writes several single settings at once, and takes one out that became empty', async () => {
    const { actions, written } = await setUp();
    actions.objects.edit('budget', {});
    actions.objects.edit('cache', { enabled: true });
    actions.objects.save(['budget', 'cache']);
    await setImmediate();
    assert.deepEqual(written[0]?.changes, [
      { kind: 'object', setting: 'budget', base: { perDayUsd: 5 }, value: undefined },
      { kind: 'object', setting: 'cache', base: undefined, value: { enabled: true } },
    ]);
    assert.deepEqual(actions.store.state.page?.settings.objects, { cache: { enabled: true } });
    assert.deepEqual(actions.store.state.drafts.objects, {});
  });

  it('needs no saving once a setting says again what is written', async () => {
    const { actions } = await setUp();
    actions.objects.edit('budget', { perDayUsd: 6 });
    assert.deepEqual(Object.keys(actions.store.state.drafts.objects), ['budget']);
    actions.objects.edit('budget', { perDayUsd: 5 });
    assert.deepEqual(Object.keys(actions.store.state.drafts.objects), []);
  });
});

describe('keys of accounts', () => {
  it('go to the origin of their own account, and those of a deleted account are forgotten', async () => {
    const { actions, written } = await setUp();
    actions.providers.open('p');
    const draft = actions.store.state.drafts.provider;
    assert.ok(draft);
    actions.providers.save({ ...draft, endpoint: 'https://main.example' }, { default: 'k1', work: 'k2' });
    await setImmediate();
    assert.deepEqual(written[0]?.keys, [
      { provider: 'p', account: 'default', origin: 'https://main.example', key: 'k1' },
      { provider: 'p', account: 'work', origin: 'https://work.example', key: 'k2' },
    ]);
    assert.equal(written[0].forgetKeys, undefined);
    const accounts = draft.accounts.filter(({ id }) => id !== 'work');
    actions.providers.save({ ...draft, accounts }, { default: '' });
    await setImmediate();
    assert.deepEqual(written[1]?.forgetKeys, [{ provider: 'p', account: 'work' }]);
    assert.equal(written[1].keys, undefined);
  });
});
