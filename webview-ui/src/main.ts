import './localization.ts';
import type { HostMessage } from '../../src/protocol/webviewMessages.ts';
import { documentStyles } from './components/documentStyles.ts';
import { loadOtherPages } from './components/loadOtherPages.ts';
import { placeLists } from './components/placeLists.ts';
import { SettingsApp } from './components/settingsApp.ts';
import { HostClient } from './host/hostClient.ts';
import { readPrepared } from './host/readPrepared.ts';
import { isJsonObject } from './model/json.ts';
import { Actions } from './state/actions.ts';
import { tabs } from './state/appState.ts';
import { readKeptPage } from './state/keptPage.ts';
import { SettingsStore } from './state/settingsStore.ts';
import type { VscodeApi } from './host/vscodeApi.ts';

/** Joins the page to its host. What was kept from before is taken up again. */
function start(vscode: VscodeApi): void {
  addCodicons();
  const kept = vscode.getState();
  const prepared = readPrepared(document.getElementById('prepared')?.textContent ?? '', kept, Date.now());
  const app = new SettingsApp();
  const host = new HostClient(
    (message) => vscode.postMessage(message),
    (message) => {
      if (message.type === 'exchanges') actions.exchanges.store.receive(message.live);
      else store.receive(message);
    },
    prepared.answers,
  );
  const { view, requests } = readKeptPage(kept);
  const tab = view?.tab ?? tabs.find((one) => one === document.body.dataset['page']) ?? 'providers';
  const keep = (page: object | undefined): void => vscode.setState({ ...page, prepared: prepared.id });
  const store = new SettingsStore({ host, keep, begin: { tab, requests } });
  keep(isJsonObject(kept) ? kept : undefined);
  const actions = new Actions(store);
  window.addEventListener('message', (event: MessageEvent<HostMessage>) => host.receive(event.data));
  app.actions = actions;
  app.state = store.state;
  store.subscribe((state) => (app.state = state));
  if (documentStyles.styleSheet !== undefined) document.adoptedStyleSheets.push(documentStyles.styleSheet);
  placeLists(document);
  document.body.append(app);
  void open(store, actions, kept);
  host.forgetPrepared();
}

/** The icons' style sheet, by the id that `vscode-icon` looks for. In the HTML itself the script would wait for it. */
function addCodicons(): void {
  const link = document.createElement('link');
  link.rel = 'stylesheet';
  link.id = 'vscode-codicon-stylesheet';
  link.href = document.body.dataset['codicons'] ?? '';
  document.head.append(link);
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
