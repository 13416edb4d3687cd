import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { AccountStatus, GatewayStatus, ProviderStatus } from '../../protocol/status.ts';
import { confirmBriefly } from '../confirmBriefly.ts';
import { pickOne } from '../pickers/pickOne.ts';
import type { KeyStore } from '../secrets/keyStore.ts';

/** Asks for a provider, for the account where it has several, and for the API key. A blank answer keeps the key that is stored. */
export async function setApiKey(status: GatewayStatus, keys: KeyStore): Promise<void> {
  const providers = status.providers.filter(
    ({ endpoint, type }) => type !== 'demo' && URL.canParse(endpoint),
  );
  if (providers.length === 0)
    throw new Error(l10n.t('There is no provider yet; run “Muxgate: Add Provider”.'));
  const stored = await keys.keys();
  const provider = await pickProvider(providers, new Set(stored.map((key) => key.provider)));
  if (provider === undefined) return;
  const own = stored.filter((key) => key.provider === provider.id);
  const place = await keyPlace(provider, own);
  if (place === undefined) return;

  const { account, name, origin } = place;
  const hasKey = own.some((key) => key.account === account && key.origin === origin);
  const key = await vscode.window.showInputBox({
    title: l10n.t('API key of {0}', name),
    prompt: hasKey
      ? l10n.t(
          "Kept in VS Code's secret storage and sent to {0} only. Leave it empty to keep the key.",
          origin,
        )
      : l10n.t("Kept in VS Code's secret storage and sent to {0} only.", origin),
    password: true,
    ignoreFocusOut: true,
  });
  if (key === undefined || key.trim() === '') return;
  await keys.setKey(provider.id, { key: key.trim(), origin }, account);
  confirmBriefly(l10n.t('Key of {0} stored', name));
}

interface KeyPlace {
  readonly account: string;
  /** Shown to people. */
  readonly name: string;
  /** Scheme, host and port that alone the key may be sent to. */
  readonly origin: string;
}

/** Which account the key is for, asked where there are several; undefined: the user changed his mind. */
async function keyPlace(
  provider: ProviderStatus,
  stored: readonly { readonly account: string }[],
): Promise<KeyPlace | undefined> {
  const accounts = (provider.accounts ?? []).filter(({ endpoint }) => URL.canParse(endpoint));
  const account = accounts.length > 1 ? await pickAccount(provider, accounts, stored) : accounts[0];
  if (account !== undefined) {
    const name = accounts.length > 1 ? `${provider.name}, ${account.name}` : provider.name;
    return { account: account.id, name, origin: new URL(account.endpoint).origin };
  }
  if (accounts.length > 1) return undefined;
  return { account: 'default', name: provider.name, origin: new URL(provider.endpoint).origin };
}

function pickAccount(
  { name }: ProviderStatus,
  accounts: readonly AccountStatus[],
  stored: readonly { readonly account: string }[],
): Promise<AccountStatus | undefined> {
  const withKey = new Set(stored.map(({ account }) => account));
  return pickOne({
    title: l10n.t('API key of {0}', name),
    placeholder: l10n.t('Which account'),
    lines: accounts.map((account) => ({
      label: account.name,
      description: account.endpoint,
      detail: account.message,
      icon: account.state === 'key missing' ? 'warning' : withKey.has(account.id) ? 'key' : 'blank',
      action: account,
    })),
  });
}

function pickProvider(
  providers: readonly ProviderStatus[],
  withKey: ReadonlySet<string>,
): Promise<ProviderStatus | undefined> {
  const isMissing = ({ state }: ProviderStatus): boolean => state === 'key missing';
  const ordered = [...providers].sort((a, b) => Number(isMissing(b)) - Number(isMissing(a)));
  return pickOne({
    title: l10n.t('Set API key'),
    placeholder: l10n.t('Whose key'),
    lines: ordered.map((provider) => ({
      label: provider.name,
      description: provider.endpoint,
      detail: isMissing(provider) ? (provider.message ?? l10n.t('needs a key')) : undefined,
      icon: isMissing(provider) ? 'warning' : withKey.has(provider.id) ? 'key' : 'blank',
      action: provider,
    })),
  });
}
