import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { GatewayStatus } from '../../protocol/status.ts';
import { type AgentSettings, agentSettings } from '../clients/agentSettings.ts';
import { confirmBriefly } from '../confirmBriefly.ts';
import { connectionGuide } from '../documents/connectionGuide.ts';
import type { Pages } from '../documents/pages.ts';
import { pickOne } from '../pickers/pickOne.ts';
import type { KeyStore } from '../secrets/keyStore.ts';
import { requireOrigin } from './requireOrigin.ts';

export interface ConnectAgentParts {
  readonly status: GatewayStatus;
  readonly keys: KeyStore;
  readonly pages: Pages;
}

/** Clients insist on a key; without access keys any text will do. */
const anyKey = 'muxgate';
/** The key is one of an environment variable, which the editor does not know. */
const unknownKey = 'YOUR_ACCESS_KEY';
const hiddenKey = '••••••••';

/** Copies an agent's settings for the port that is live now, and shows them with where they go. */
export async function connectAgent({ status, keys, pages }: ConnectAgentParts): Promise<void> {
  const origin = requireOrigin(status);
  const [accessKey] = await keys.accessKeys();
  const key = accessKey ?? (status.accessKeysSet ? unknownKey : anyKey);
  const agents = agentSettings({ origin, key });
  const agent = await pickOne({
    title: l10n.t('Connect an agent'),
    placeholder: l10n.t('Settings for {0}, copied on a click', origin),
    lines: agents.map((each) => ({
      label: each.title,
      description: each.summary,
      icon: 'plug',
      action: each,
    })),
  });
  if (agent === undefined) return;
  await vscode.env.clipboard.writeText(agent.snippets[0].text);
  confirmBriefly(l10n.t('Settings of {0} copied', agent.title));
  await pages.open(l10n.t('Connect {0}', agent.title), connectionGuide(withoutKey(agent, accessKey, origin)));
}

/** What is shown may be seen by others; only the clipboard gets an access key. */
function withoutKey(agent: AgentSettings, accessKey: string | undefined, origin: string): AgentSettings {
  if (accessKey === undefined) return agent;
  return agentSettings({ origin, key: hiddenKey }).find(({ id }) => id === agent.id) ?? agent;
}
