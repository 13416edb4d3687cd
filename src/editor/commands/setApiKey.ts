import * as vscode from 'vscode';
import type { GatewayStatus, ProviderStatus } from '../../protocol/status.ts';
import { confirmBriefly } from '../confirmBriefly.ts';
import { pickOne } from '../pickers/pickOne.ts';
import type { KeyStore } from '../secrets/keyStore.ts';

/** Asks for a provider and its API key. A blank answer keeps the key that is stored. */
export async function setApiKey(status: GatewayStatus, keys: KeyStore): Promise<void> {
  const providers = status.providers.filter(
    ({ endpoint, type }) => type !== 'demo' && URL.canParse(endpoint),
  );
  if (providers.length === 0) throw new Error('There is no provider yet; run “Muxgate: Add Provider”.');
  const stored = await keys.keys();
  const provider = await pickProvider(providers, new Set(stored.map((key) => key.provider)));
  if (provider === undefined) return;

  const { origin } = new URL(provider.endpoint);
  const hasKey = stored.some((key) => key.provider === provider.id && key.origin === origin);
  const key = await vscode.window.showInputBox({
    title: `API key of ${provider.name}`,
    prompt: `Kept in VS Code's secret storage and sent to ${origin} only.${hasKey ? ' Leave it empty to keep the key.' : ''}`,
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined || key.trim() === '') return;
  await keys.setKey(provider.id, { key: key.trim(), origin });
  confirmBriefly(`Key of ${provider.name} stored`);
}

function pickProvider(
  providers: readonly ProviderStatus[],
  withKey: ReadonlySet<string>,
): Promise<ProviderStatus | undefined> {
  const isMissing = ({ state }: ProviderStatus): boolean => state === 'key missing';
  const ordered = [...providers].sort((a, b) => Number(isMissing(b)) - Number(isMissing(a)));
  return pickOne({
    title: 'Set API key',
    placeholder: 'Whose key',
    lines: ordered.map((provider) => ({
      label: provider.name,
      description: provider.endpoint,
      detail: isMissing(provider) ? (provider.message ?? 'needs a key') : undefined,
      icon: isMissing(provider) ? 'warning' : withKey.has(provider.id) ? 'key' : 'blank',
      action: provider,
    })),
  });
}
