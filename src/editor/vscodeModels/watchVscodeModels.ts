import * as vscode from 'vscode';
import type { GatewayClient } from '../link/gatewayClient.ts';
import type { StartTimer } from '../startTimer.ts';
import { modelId, otherModels } from './otherModels.ts';

/** Extensions register their models one after the other. */
const settleDelayMs = 1_000;

/**
 * Has the gateway fetch its list anew when the models that VS Code has have changed, where a provider of the type `vscode-lm` is
 * configured. Ours change the event too, and do not count.
 */
export function watchVscodeModels(gateway: GatewayClient, startTimer: StartTimer): vscode.Disposable {
  const { lm } = vscode as Partial<typeof vscode>;
  if (lm?.onDidChangeChatModels === undefined) return vscode.Disposable.from();
  let known: string | undefined;
  let stopTimer = (): void => undefined;

  const refresh = async (): Promise<void> => {
    const ids = gateway.status.providers.filter(({ type }) => type === 'vscode-lm').map(({ id }) => id);
    if (ids.length === 0) return;
    const models = (await otherModels()).map(modelId).sort().join('\n');
    if (models === known) return;
    known = models;
    for (const provider of ids) await gateway.request('refreshModels', { provider });
  };

  const subscription = lm.onDidChangeChatModels(() => {
    stopTimer();
    // A gateway that is not there fetches the list when it starts.
    stopTimer = startTimer(settleDelayMs, () => void refresh().catch(() => undefined));
  });
  return vscode.Disposable.from(subscription, { dispose: () => stopTimer() });
}
