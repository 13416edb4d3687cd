import './localization.ts';
import type { HostMessage } from '../../src/protocol/webviewMessages.ts';
import { documentStyles } from './components/documentStyles.ts';
import { loadOtherPages } from './components/loadOtherPages.ts';
import { SettingsApp } from './components/settingsApp.ts';
import { HostClient } from './host/hostClient.ts';
import { Actions } from './state/actions.ts';
import { tabs } from './state/appState.ts';
import { readKeptPage } from './state/keptPage.ts';
import { SettingsStore } from './state/settingsStore.ts';
import type { VscodeApi } from './host/vscodeApi.ts';

/** Joins the page to its host. What was kept from before is taken up again. */
function start(vscode: VscodeApi): void {
  const app = new SettingsApp();
  const host = new HostClient(
    (message) => vscode.postMessage(message),
    (message) => {
      if (message.type === 'exchanges') actions.exchanges.store.receive(message.live);
      else store.receive(message);
    },
  );
  const kept = vscode.getState();
  const { view, requests } = readKeptPage(kept);
  const tab = view?.tab ?? tabs.find((one) => one === document.body.dataset['page']) ?? 'providers';
  const store = new SettingsStore({ host, keep: (page) => vscode.setState(page), begin: { tab, requests } });
  const actions = new Actions(store);
  window.addEventListener('message', (event: MessageEvent<HostMessage>) => host.receive(event.data));
  app.actions = actions;
  app.state = store.state;
  store.subscribe((state) => (app.state = state));
  if (documentStyles.styleSheet !== undefined) document.adoptedStyleSheets.push(documentStyles.styleSheet);
  document.body.append(app);
  void open(store, actions, kept);
}

/** What is shown first is read together with the settings, not after them. */
async function open(store: SettingsStore, actions: Actions, kept: unknown): Promise<void> {
  const { view, requests } = store.state;
  const expected = view.tab;
  if (expected === 'requests') actions.exchanges.readAhead(requests);
  else loadOtherPages().catch(() => undefined);
  await store.load(kept);
  if (expected === 'requests' && store.state.view.tab !== 'requests') actions.exchanges.end();
}

start(acquireVsCodeApi());
