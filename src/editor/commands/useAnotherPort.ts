import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { GatewayStatus } from '../../protocol/status.ts';
import { findFreePort } from '../findFreePort.ts';

/** Changes `muxgate.port`, with a free one offered. */
export async function useAnotherPort({ gateway }: GatewayStatus): Promise<void> {
  const taken = 'port' in gateway ? gateway.port : 8989;
  const offered = await findFreePort(taken + 1);
  const text = await vscode.window.showInputBox({
    title: l10n.t('Use another port'),
    prompt: l10n.t('Agents that use port {0} have to be pointed at the new one.', taken),
    value: offered === undefined ? '' : `${offered}`,
    validateInput: (value) =>
      isPort(value)
        ? undefined
        : l10n.t('A port is a number from 1 to 65535; those below 1024 are often forbidden.'),
  });
  if (text === undefined) return;
  await vscode.workspace
    .getConfiguration('muxgate')
    .update('port', Number(text), vscode.ConfigurationTarget.Global);
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}
