import * as l10n from '@vscode/l10n';
import * as vscode from 'vscode';
import { confirmBriefly } from '../confirmBriefly.ts';
import type { GatewayClient } from '../link/gatewayClient.ts';
import { pickOne } from '../pickers/pickOne.ts';
import type { KeyStore } from '../secrets/keyStore.ts';
import { accountsToSignIn, namedAccount, type SignInAccount } from './accountsToSignIn.ts';
import { printedToken } from './printedToken.ts';
import { runInTerminal } from './runInTerminal.ts';
import type { SignInCallbacks } from './signInCallbacks.ts';

export interface SignInParts {
  readonly gateway: GatewayClient;
  readonly keys: KeyStore;
  readonly callbacks: SignInCallbacks;
}

/**
 * Signs an account in and keeps the result in the secret storage.
 * @param argument the account of a link: `{provider, account}`
 */
export async function signIn(parts: SignInParts, argument: unknown): Promise<void> {
  const accounts = accountsToSignIn(parts.gateway.status);
  if (accounts.length === 0) {
    throw new Error(
      l10n.t('No account signs in: give one a “login” on its provider’s page, or set an API key.'),
    );
  }
  const chosen = namedAccount(accounts, argument) ?? (await pickAccount(accounts));
  if (chosen === undefined) return;
  const { provider, account } = chosen;
  const isDone = await signInTo(chosen, parts);
  if (!isDone) return;
  await parts.gateway.request('refreshModels', { provider: provider.id });
  confirmBriefly(
    account.id === 'default'
      ? l10n.t('Signed in to {0}', provider.name)
      : l10n.t('Signed in to {0} ({1})', provider.name, account.name),
  );
}

/** @returns whether the user is signed in now */
function signInTo(chosen: SignInAccount, parts: SignInParts): Promise<boolean> {
  switch (chosen.account.login) {
    case 'oauth':
      return signInWithOAuth(chosen, parts);
    case 'claude-setup-token':
      return signInWithClaude(chosen, parts.keys);
    case 'codex':
      return signInWithCodex();
  }
}

async function signInWithOAuth({ provider, account }: SignInAccount, parts: SignInParts): Promise<boolean> {
  const { gateway, keys, callbacks } = parts;
  const way = await pickOne<'browser' | 'code'>({
    title: l10n.t('Sign in to {0}', provider.name),
    placeholder: l10n.t('How'),
    lines: [
      { label: l10n.t('In the browser'), icon: 'globe', action: 'browser' },
      {
        label: l10n.t('With a code'),
        description: l10n.t('on any device, where the service offers it'),
        icon: 'device-mobile',
        action: 'code',
      },
    ],
  });
  if (way === undefined) return false;
  return withCancel(l10n.t('Signing in to {0}…', provider.name), async (signal, report) => {
    const redirectUri = way === 'browser' ? await callbacks.redirectUri() : undefined;
    const begun = await gateway.request(
      'beginSignIn',
      { provider: provider.id, account: account.id, redirectUri },
      { signal },
    );
    if (begun.userCode !== undefined) {
      report(await codeText(begun.userCode));
    }
    const cameBack = way === 'browser' ? callbacks.cameBack(begun.url, signal) : undefined;
    // Who does not want it opened here may open it anywhere else.
    vscode.env.openExternal(vscode.Uri.parse(begun.url, true)).then(undefined, () => undefined);
    const callbackUrl = await cameBack;
    const { origin, key } = await gateway.request('finishSignIn', { id: begun.id, callbackUrl }, { signal });
    await keys.setKey(provider.id, { key, origin }, account.id);
    return true;
  });
}

async function signInWithClaude({ provider, account }: SignInAccount, keys: KeyStore): Promise<boolean> {
  const output = await withCancel(l10n.t('Waiting for `claude setup-token` in the terminal…'), (signal) =>
    runInTerminal(l10n.t('Claude sign-in'), 'claude setup-token', signal),
  );
  const printed = output === undefined ? undefined : printedToken(output);
  const token =
    printed ??
    (await vscode.window.showInputBox({
      title: l10n.t('Sign in to {0}', provider.name),
      prompt: l10n.t('Paste the token that `claude setup-token` has printed in the terminal.'),
      password: true,
      ignoreFocusOut: true,
    }));
  if (token === undefined || token.trim() === '') return false;
  const { origin } = new URL(account.endpoint);
  await keys.setKey(provider.id, { key: token.trim(), origin }, account.id);
  return true;
}

/** Its result is read from Codex's own file. */
async function signInWithCodex(): Promise<boolean> {
  await withCancel(l10n.t('Waiting for `codex login` in the terminal…'), (signal) =>
    runInTerminal(l10n.t('Codex sign-in'), 'codex login', signal),
  );
  return true;
}

/** A browser may refuse the clipboard to a window without focus. */
async function codeText(code: string): Promise<string> {
  try {
    await vscode.env.clipboard.writeText(code);
    return l10n.t('Type in the code {0} (it is on the clipboard)', code);
  } catch {
    return l10n.t('Type in the code {0} (it could not be copied)', code);
  }
}

function withCancel<T>(
  title: string,
  run: (signal: AbortSignal, report: (message: string) => void) => Promise<T>,
): Promise<T> {
  return Promise.resolve(
    vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title, cancellable: true },
      (progress, token) => {
        const controller = new AbortController();
        token.onCancellationRequested(() => controller.abort());
        return run(controller.signal, (message) => progress.report({ message }));
      },
    ),
  );
}

function pickAccount(accounts: readonly SignInAccount[]): Promise<SignInAccount | undefined> {
  return pickOne({
    title: l10n.t('Sign in'),
    placeholder: l10n.t('To which account'),
    lines: accounts.map((choice) => ({
      label: choice.provider.name,
      description: choice.account.id === 'default' ? undefined : choice.account.name,
      detail: choice.account.message,
      icon: choice.account.state === 'active' ? 'account' : 'warning',
      action: choice,
    })),
  });
}
