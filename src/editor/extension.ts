import './localization.ts';
import path from 'node:path';
import * as vscode from 'vscode';
import { registerChatProvider } from './chat/chatProvider.ts';
import { registerCommands } from './commands/registerCommands.ts';
import { offerCompletions } from './completions/offerCompletions.ts';
import { ConfigurationReporter } from './configure/configurationReporter.ts';
import { FolderConfirmations } from './configure/folderConfirmations.ts';
import { FolderReview } from './configure/folderReview.ts';
import { ContextReporter } from './context/contextReporter.ts';
import { ContextKeys } from './contextKeys.ts';
import { Pages } from './documents/pages.ts';
import { LanguageStatus } from './languageStatus/languageStatus.ts';
import { gatewayProcessStarter } from './link/gatewayProcess.ts';
import { inTurns } from './inTurns.ts';
import { GatewayLink } from './link/gatewayLink.ts';
import { isLauncherStale } from './launcher/launcherRecord.ts';
import { lastingRuntime } from './launcher/lastingRuntime.ts';
import { writeGatewayLog } from './log/gatewayLog.ts';
import { LogTail } from './log/logTail.ts';
import type { OnDemand } from './onDemand.ts';
import { SignInCallbacks } from './login/signInCallbacks.ts';
import { KeyReporter } from './secrets/keyReporter.ts';
import { KeyStore } from './secrets/keyStore.ts';
import { startTimer } from './startTimer.ts';
import { LiveView } from './sidebar/liveView.ts';
import { StatusBarItem } from './status/statusBarItem.ts';
import { SteadyFlag } from './status/steadyFlag.ts';
import { createTerminalEnvironment } from './terminals/createTerminalEnvironment.ts';
import { isWithTerminals } from './terminals/isWithTerminals.ts';
import { watchVscodeModels } from './vscodeModels/watchVscodeModels.ts';
import { restoreSettingsPanel } from './webview/restoreSettingsPanel.ts';
import { windowId } from './windowId.ts';
import { WindowPins } from './windowPins.ts';

/** After the start, when nobody waits for anything. */
const launcherRefreshDelayMs = 5_000;

/**
 * Puts the parts of the editor together and starts the gateway; waits for nothing. The gateway outlives this window only
 * for the answers that are still running.
 */
export function activate(context: vscode.ExtensionContext): void {
  const { extension, secrets, workspaceState } = context;
  const log = vscode.window.createOutputChannel('Muxgate', { log: true });
  const logTail = new LogTail();
  const keys = new KeyStore(secrets);
  const link = new GatewayLink({
    startProcess: gatewayProcessStarter({
      modulePath: path.join(context.extensionPath, 'dist', 'gateway.js'),
      logFolder: context.logUri.fsPath,
    }),
    startTimer,
    now: Date.now,
    windowId: windowId(workspaceState),
    extensionVersion: (extension.packageJSON as { version: string }).version,
    log: (message) => {
      logTail.add(message);
      writeGatewayLog(log, message);
    },
    onLoginRenewed: ({ provider, account, origin, key }) => {
      void keys.setKey(provider, { key, origin }, account);
    },
    questions: {
      vscodeModels: async (...asked) => (await onDemand()).questions.vscodeModels(...asked),
      vscodeAsk: async (...asked) => (await onDemand()).questions.vscodeAsk(...asked),
    },
  });
  const confirmations = new FolderConfirmations(workspaceState);
  const review = new FolderReview(confirmations);
  const pins = new WindowPins({ workspaceState, report: (message) => link.setOverride(message) });
  const pages = new Pages();
  const callbacks = new SignInCallbacks(extension.id);
  const launcherTarget = {
    runtime: lastingRuntime(process.execPath),
    extension: context.extensionPath,
  };
  let made: Promise<OnDemand> | undefined;
  const onDemand = (): Promise<OnDemand> => {
    made ??= import('./onDemand.ts').then(({ createOnDemand }) =>
      createOnDemand({
        context,
        contextKeys,
        gateway: link,
        keys,
        callbacks,
        pins,
        review,
        pages,
        confirmWorkspace: (hash) => confirmations.confirm(hash),
        log,
        launcherTarget,
        extension,
        logTail,
        isWithTerminals: isWithTerminals(extension),
      }),
    );
    return made;
  };

  // An updated editor or extension lies elsewhere than the installed command says.
  const stopRefresh = startTimer(launcherRefreshDelayMs, () => {
    if (!isLauncherStale(context.globalState, launcherTarget)) return;
    onDemand()
      .then(({ launcher }) => launcher.refresh())
      .catch((error: unknown) => log.warn(`the muxgate command was not refreshed: ${String(error)}`));
  });

  const statusBarItem = new StatusBarItem(startTimer);
  const contextKeys = new ContextKeys();
  const languageStatus = new LanguageStatus();
  const liveView = new LiveView(async (onChange) => (await onDemand()).liveTree(onChange));
  const streaming = new SteadyFlag(startTimer, () => showStatus());
  const showStatus = (): void => {
    streaming.update((link.status.runningCount ?? 0) > 0);
    statusBarItem.show(link.status, review.awaiting(link.status), streaming.value);
    languageStatus.show(link.status);
    liveView.showBadge(link.status);
    contextKeys.update(link.status);
  };
  statusBarItem.show(link.status, [], false);

  // VS Code times how long this function takes, and other extensions wait for it: only what must be there when it ends is done in it.
  const later = inTurns(
    [
      // Starting a process takes longest, and nothing here waits for it.
      () => {
        link.start();
        return { dispose: () => link.stop() };
      },
      () => new ContextReporter({ report: (changes) => link.updateContext(changes), startTimer }),
      () => new KeyReporter({ keys, report: (message) => link.setKeys(message), log }),
      () => new ConfigurationReporter({ report: (message) => link.configure(message), confirmations }),
      () => {
        showStatus();
        return vscode.Disposable.from(link.onStatus(showStatus), confirmations.onDidChange(showStatus));
      },
      () => createTerminalEnvironment({ context, link, keys }),
      () => offerCompletions(async () => (await onDemand()).completions),
      () => watchVscodeModels(link, startTimer),
    ],
    (error) => log.error(error instanceof Error ? error : String(error)),
  );

  context.subscriptions.push(
    log,
    later,
    { dispose: stopRefresh },
    pages,
    vscode.window.registerUriHandler(callbacks),
    registerCommands(async () => (await onDemand()).handlers, log),
    registerChatProvider({
      status: () => link.status,
      onStatus: (listener) => link.onStatus(listener),
      startTimer,
      load: async () => {
        const { muxgateChat } = await import('./chat/muxgateChat.ts');
        return muxgateChat({ gateway: link, log });
      },
    }),
    restoreSettingsPanel(async () => (await onDemand()).settingsPanel),
    statusBarItem,
    languageStatus,
    liveView,
    streaming,
  );
}
