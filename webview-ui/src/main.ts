import './localization.ts';
import type { HostMessage } from '../../src/protocol/webviewMessages.ts';
import { documentStyles } from './components/documentStyles.ts';
import { SettingsApp } from './components/settingsApp.ts';
import { HostClient } from './host/hostClient.ts';
import { Actions } from './state/actions.ts';
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
  const store = new SettingsStore({ host, keep: (kept) => vscode.setState(kept) });
  const actions = new Actions(store);
  window.addEventListener('message', (event: MessageEvent<HostMessage>) => host.receive(event.data));
  app.actions = actions;
  app.state = store.state;
  store.subscribe((state) => (app.state = state));
  if (documentStyles.styleSheet !== undefined) document.adoptedStyleSheets.push(documentStyles.styleSheet);
  document.body.append(app);
  void store.load(vscode.getState());
}

start(acquireVsCodeApi());
