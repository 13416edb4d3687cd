import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import type { GatewayStatus } from '../../protocol/status.ts';
import { type BaseUrl, baseUrls } from '../clients/baseUrls.ts';
import { externalOrigin } from '../clients/externalOrigin.ts';
import { confirmBriefly } from '../confirmBriefly.ts';
import { pickOne } from '../pickers/pickOne.ts';
import type { PickLine } from '../pickers/pickRow.ts';
import type { KeyStore } from '../secrets/keyStore.ts';
import { requireOrigin } from './requireOrigin.ts';

type CopyAction = { readonly copy: BaseUrl } | { readonly copyKey: string };

/** Copies a base URL: the kind that a link named, else one that the user picks; with it the access key is offered. */
export async function copyBaseUrl(status: GatewayStatus, keys: KeyStore, kind?: unknown): Promise<void> {
  const origin = requireOrigin(status);
  const urls = baseUrls(origin);
  const named = urls.find((url) => url.kind === kind);
  const [key] = await keys.accessKeys();
  const action =
    named === undefined ? await pickUrl(urls, await externalOrigin(origin), key) : { copy: named };
  if (action === undefined) return;
  if ('copyKey' in action) {
    await copyKey(action.copyKey);
    return;
  }
  const { url } = action.copy;
  await vscode.env.clipboard.writeText(url);
  if (key === undefined) confirmBriefly(l10n.t('Copied {0}', url));
  else await offerKey(url, key);
}

/** With access keys an address alone opens nothing. */
async function offerKey(url: string, key: string): Promise<void> {
  const offer = l10n.t('Copy Access Key');
  const chosen = await vscode.window.showInformationMessage(
    l10n.t('Copied {0}. Clients need an access key with it.', url),
    offer,
  );
  if (chosen === offer) await copyKey(key);
}

async function copyKey(key: string): Promise<void> {
  await vscode.env.clipboard.writeText(key);
  confirmBriefly(l10n.t('Access key copied'));
}

function pickUrl(
  urls: readonly BaseUrl[],
  external: string | undefined,
  key: string | undefined,
): Promise<CopyAction | undefined> {
  const externalLines: PickLine<CopyAction>[] =
    external === undefined
      ? []
      : [{ separator: l10n.t('for programs on your own computer') }, ...baseUrls(external).map(urlLine)];
  const keyLines: PickLine<CopyAction>[] =
    key === undefined
      ? []
      : [
          { separator: l10n.t('goes with it') },
          {
            label: l10n.t('Access key'),
            description: l10n.t('as the API key of the client'),
            icon: 'key',
            action: { copyKey: key },
          },
        ];
  return pickOne<CopyAction>({
    title: l10n.t('Copy base URL'),
    placeholder: l10n.t('What kind of client'),
    lines: [...urls.map(urlLine), ...externalLines, ...keyLines],
  });
}

function urlLine(url: BaseUrl): PickLine<CopyAction> {
  return { label: url.url, description: url.title, detail: url.use, icon: 'link', action: { copy: url } };
}
