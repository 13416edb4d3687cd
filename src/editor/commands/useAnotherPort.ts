import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { AgentConnections } from '../clients/agentConnections.ts';
import { confirmBriefly } from '../confirmBriefly.ts';
import type { GatewayStatus } from '../../protocol/status.ts';
import { findFreePort } from '../findFreePort.ts';

/** Changes `muxgate.port`, with a free one offered, and points the agents that Muxgate connected at it. */
export async function useAnotherPort(
  { gateway }: GatewayStatus,
  agents: Pick<AgentConnections, 'repoint'>,
): Promise<void> {
  const taken = 'port' in gateway ? gateway.port : 8989;
  const offered = await findFreePort(taken + 1);
  const text = await vscode.window.showInputBox({
    title: l10n.t('Use another port'),
    prompt: l10n.t(
      'Agents that Muxgate connected follow; those that you pointed at port {0} by hand have to be changed by hand.',
      taken,
    ),
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
  const { moved, failed } = await agents.repoint(`http://127.0.0.1:${Number(text)}`);
  if (moved.length > 0) confirmBriefly(l10n.t('Changed to port {0}: {1}', text, moved.join(', ')));
  if (failed.length === 0) return;
  const lines = failed.map(({ name, message }) => `${name}: ${message}`);
  throw new Error(
    l10n.t('The port is changed, but these agents still use the old one. {0}', lines.join(' ')),
  );
}

function isPort(text: string): boolean {
  return /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535;
}
