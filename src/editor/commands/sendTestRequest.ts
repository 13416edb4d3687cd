import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { Pages } from '../documents/pages.ts';
import { testReport } from '../documents/testReport.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';

/** Sends a chat request through the gateway's own port, as an agent would, and shows the answer and the decision. */
export async function sendTestRequest(gateway: GatewayClient, pages: Pages): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: l10n.t('Send a test request'),
    prompt: l10n.t('Goes to the model that the rules choose. It may cost what such a request costs.'),
    value: l10n.t('Say hello in one short sentence.'),
    ignoreFocusOut: true,
  });
  if (text === undefined || text.trim() === '') return;
  const result = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: waitingText(gateway.status.preview.model),
      cancellable: true,
    },
    (_progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return gateway.request('sendTestRequest', { text }, { signal: controller.signal });
    },
  );
  await pages.open(l10n.t('Test request'), testReport(text, result));
}

function waitingText(model: string | undefined): string {
  return model === undefined ? l10n.t('Waiting for an answer…') : l10n.t('Waiting for {0}…', model);
}
