import * as vscode from 'vscode';
import type { Pages } from '../documents/pages.ts';
import { testReport } from '../documents/testReport.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';

/** Sends a chat request through the gateway's own port, as an agent would, and shows the answer and the decision. */
export async function sendTestRequest(gateway: GatewayClient, pages: Pages): Promise<void> {
  const text = await vscode.window.showInputBox({
    title: 'Send a test request',
    prompt: 'Goes to the model that the rules choose. It may cost what such a request costs.',
    value: 'Say hello in one short sentence.',
    ignoreFocusOut: true,
  });
  if (text === undefined || text.trim() === '') return;
  const result = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: `Waiting for ${gateway.status.preview.model ?? 'an answer'}…`,
      cancellable: true,
    },
    (_progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      return gateway.request('sendTestRequest', { text }, { signal: controller.signal });
    },
  );
  await pages.open('Test request', testReport(text, result));
}
