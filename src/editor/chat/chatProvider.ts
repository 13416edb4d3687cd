import * as vscode from 'vscode';
import type { GatewayStatus } from '../../protocol/status.ts';
import type { StartTimer } from '../startTimer.ts';
import { offeredFingerprint } from './offeredFingerprint.ts';
import { chatVendor } from './chatVendor.ts';

/** Several things change together, as when a model list is fetched; VS Code asks for all models after each word of a change. */
const changeDelayMs = 500;

export interface ChatProviderParts {
  readonly status: () => GatewayStatus;
  readonly onStatus: (listener: (status: GatewayStatus) => void) => { dispose(): void };
  readonly startTimer: StartTimer;
  /** What does the work, made when VS Code first asks. */
  readonly load: () => Promise<vscode.LanguageModelChatProvider>;
}

/**
 * Registers Muxgate as a provider of language models. Nothing but this is loaded until VS Code asks. In editors without the API
 * nothing happens.
 */
export function registerChatProvider(parts: ChatProviderParts): vscode.Disposable {
  const { lm } = vscode as Partial<typeof vscode>;
  if (typeof lm?.registerLanguageModelChatProvider !== 'function') return vscode.Disposable.from();
  const changed = new vscode.EventEmitter<void>();
  let shown = offeredFingerprint(parts.status());
  let stopTimer = (): void => undefined;
  const onStatus = (status: GatewayStatus): void => {
    const next = offeredFingerprint(status);
    if (next === shown) return;
    shown = next;
    stopTimer();
    stopTimer = parts.startTimer(changeDelayMs, () => changed.fire());
  };
  const provider: vscode.LanguageModelChatProvider = {
    onDidChangeLanguageModelChatInformation: changed.event,
    provideLanguageModelChatInformation: async (...asked) => {
      // There are none before the gateway has read the settings; it says so when it has.
      if (parts.status().gateway.phase === 'starting') return [];
      return await (await parts.load()).provideLanguageModelChatInformation(...asked);
    },
    provideLanguageModelChatResponse: async (...asked) => {
      await (await parts.load()).provideLanguageModelChatResponse(...asked);
    },
    provideTokenCount: async (...asked) => await (await parts.load()).provideTokenCount(...asked),
  };
  return vscode.Disposable.from(
    lm.registerLanguageModelChatProvider(chatVendor, provider),
    parts.onStatus(onStatus),
    changed,
    { dispose: () => stopTimer() },
  );
}
