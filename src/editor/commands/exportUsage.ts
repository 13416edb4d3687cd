import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { confirmBriefly } from '../confirmBriefly.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';
import { readUsage } from './readUsage.ts';

const dayMs = 86_400_000;
const periods = [
  { label: l10n.t('Everything that is recorded'), days: undefined },
  { label: l10n.t('The last 30 days'), days: 30 },
  { label: l10n.t('The last 7 days'), days: 7 },
  { label: l10n.t('The last 24 hours'), days: 1 },
];

/** Saves the recorded requests as CSV or JSON where the user says, with progress that can be stopped. */
export async function exportUsage(gateway: GatewayClient): Promise<void> {
  const period = await vscode.window.showQuickPick(periods, {
    title: l10n.t('Export usage: which requests?'),
  });
  if (period === undefined) return;
  const folder = vscode.workspace.workspaceFolders?.[0]?.uri;
  const name = `muxgate-usage-${new Date().toISOString().slice(0, 10)}.csv`;
  const uri = await vscode.window.showSaveDialog({
    title: l10n.t('Export Usage'),
    defaultUri: folder === undefined ? undefined : vscode.Uri.joinPath(folder, name),
    filters: { CSV: ['csv'], JSON: ['json'] },
  });
  if (uri === undefined) return;
  const format = uri.path.toLowerCase().endsWith('.json') ? 'json' : 'csv';
  const sinceMs = period.days === undefined ? undefined : Date.now() - period.days * dayMs;
  const { bytes, rows } = await vscode.window.withProgress(
    {
      location: vscode.ProgressLocation.Notification,
      title: l10n.t('Reading the record…'),
      cancellable: true,
    },
    (progress, token) => {
      const controller = new AbortController();
      token.onCancellationRequested(() => controller.abort());
      let shown = 0;
      return readUsage(gateway, { format, sinceMs }, controller.signal, (done, total) => {
        const percent = total === 0 ? 100 : (done / total) * 100;
        progress.report({ message: l10n.t('{0} of {1}', done, total), increment: percent - shown });
        shown = percent;
      });
    },
  );
  await vscode.workspace.fs.writeFile(uri, bytes);
  const place = vscode.workspace.asRelativePath(uri);
  confirmBriefly(
    rows === 1 ? l10n.t('1 request saved to {0}', place) : l10n.t('{0} requests saved to {1}', rows, place),
  );
}
