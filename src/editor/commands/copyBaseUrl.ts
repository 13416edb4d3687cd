import * as vscode from 'vscode';
import type { GatewayStatus } from '../../protocol/status.ts';
import { type BaseUrl, baseUrls } from '../clients/baseUrls.ts';
import { confirmBriefly } from '../confirmBriefly.ts';
import { pickOne } from '../pickers/pickOne.ts';
import type { PickLine } from '../pickers/pickRow.ts';
import type { KeyStore } from '../secrets/keyStore.ts';
import { requireOrigin } from './requireOrigin.ts';

type CopyAction = { readonly copy: BaseUrl } | { readonly copyKey: string };

/** Copies a base URL: the kind that a link named, else one that the user picks; with it the access key is offered. */
export async function copyBaseUrl(status: GatewayStatus, keys: KeyStore, kind?: unknown): Promise<void> {
  const urls = baseUrls(requireOrigin(status));
  const named = urls.find((url) => url.kind === kind);
  const action = named === undefined ? await pickUrl(urls, await keys.accessKeys()) : { copy: named };
  if (action === undefined) return;
  const text = 'copy' in action ? action.copy.url : action.copyKey;
  await vscode.env.clipboard.writeText(text);
  confirmBriefly('copy' in action ? `Copied ${text}` : 'Access key copied');
}

function pickUrl(urls: readonly BaseUrl[], [key]: readonly string[]): Promise<CopyAction | undefined> {
  const keyLines: PickLine<CopyAction>[] =
    key === undefined
      ? []
      : [
          { separator: 'goes with it' },
          {
            label: 'Access key',
            description: 'as the API key of the client',
            icon: 'key',
            action: { copyKey: key },
          },
        ];
  return pickOne<CopyAction>({
    title: 'Copy base URL',
    placeholder: 'What kind of client',
    lines: [
      ...urls.map((url) => ({
        label: url.url,
        description: url.title,
        detail: url.use,
        icon: 'link',
        action: { copy: url },
      })),
      ...keyLines,
    ],
  });
}
