import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { confirmBriefly } from '../confirmBriefly.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';

/**
 * Fetches the newest prices, until the user cancels it.
 * @throws Error that says why they cannot be had
 */
export async function refreshPrices(gateway: GatewayClient): Promise<void> {
  const options = {
    location: vscode.ProgressLocation.Notification,
    title: l10n.t('Fetching the newest prices'),
    cancellable: true,
  };
  const isDone = await vscode.window.withProgress(options, async (_progress, token) => {
    const controller = new AbortController();
    token.onCancellationRequested(() => {
      controller.abort();
    });
    try {
      await gateway.request('refreshPrices', {}, { signal: controller.signal });
      return true;
    } catch (error) {
      if (controller.signal.aborted) return false;
      throw error;
    }
  });
  if (isDone) confirmBriefly(l10n.t('Prices are up to date'));
}
