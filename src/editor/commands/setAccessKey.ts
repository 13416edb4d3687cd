import { randomBytes } from 'node:crypto';
import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { confirmBriefly } from '../confirmBriefly.ts';
import { pickOne } from '../pickers/pickOne.ts';
import type { PickLine } from '../pickers/pickRow.ts';
import type { KeyStore } from '../secrets/keyStore.ts';

type AccessKeyAction = 'generate' | 'type' | 'copy' | 'remove';

/** Sets the key that every request to the gateway must bring, or removes it. */
export async function setAccessKey(keys: KeyStore): Promise<void> {
  const [current] = await keys.accessKeys();
  const lines: PickLine<AccessKeyAction>[] = [
    { label: l10n.t('Generate a key'), description: l10n.t('and copy it'), icon: 'key', action: 'generate' },
    { label: l10n.t('Type a key…'), icon: 'edit', action: 'type' },
  ];
  if (current !== undefined) {
    lines.push(
      { label: l10n.t('Copy the key'), icon: 'copy', action: 'copy' },
      {
        label: l10n.t('Remove the key'),
        description: l10n.t('requests need none then'),
        icon: 'trash',
        action: 'remove',
      },
    );
  }
  const action = await pickOne({
    title: l10n.t('Access key'),
    placeholder:
      current === undefined
        ? l10n.t('No key is needed now: every program on this machine can use Muxgate')
        : l10n.t('Every request needs the key'),
    lines,
  });
  switch (action) {
    case undefined:
      return;
    case 'generate':
      return store(`mux-${randomBytes(24).toString('base64url')}`, keys);
    case 'type':
      return typeKey(keys);
    case 'copy':
      return copy(current ?? '');
    case 'remove':
      await keys.setAccessKeys([]);
      confirmBriefly(l10n.t('Access key removed'));
  }
}

async function typeKey(keys: KeyStore): Promise<void> {
  const key = await vscode.window.showInputBox({
    title: l10n.t('Access key'),
    prompt: l10n.t('Agents send it as their API key. Leave it empty to change nothing.'),
    password: true,
    ignoreFocusOut: true,
    validateInput: (text) =>
      /^[\x21-\x7e]*$/.test(text)
        ? undefined
        : l10n.t('Letters, digits and signs without spaces: it travels in a header.'),
  });
  if (key !== undefined && key !== '') await store(key, keys);
}

async function store(key: string, keys: KeyStore): Promise<void> {
  await keys.setAccessKeys([key]);
  await copy(key);
}

async function copy(key: string): Promise<void> {
  await vscode.env.clipboard.writeText(key);
  confirmBriefly(l10n.t('Access key copied'));
}
