import * as l10n from '@vscode/l10n';
import type { AccountStatus, ProviderStatus } from '../../../src/protocol/status.ts';
import { type JsonObject, textMember } from './json.ts';
import { parseModelReference } from './modelReference.ts';
import { accountText, providerText, type StateText, troubledAccounts } from './stateTexts.ts';

/** How a route's target stands right now. */
export function targetState(
  target: JsonObject,
  providers: readonly ProviderStatus[],
  routeIds: readonly string[],
  nowMs: number,
): StateText | undefined {
  const model = textMember(target, 'model');
  if (target['enabled'] === false) return { icon: 'circle-slash', tone: 'quiet', text: l10n.t('Off') };
  if (model === '') return undefined;
  if (model.startsWith('@')) {
    return routeIds.includes(model.slice(1))
      ? { icon: 'git-merge', tone: 'quiet', text: l10n.t('By that route') }
      : { icon: 'error', tone: 'bad', text: l10n.t('There is no route "{0}".', model.slice(1)) };
  }
  const reference = parseModelReference(model);
  const provider = providers.find(({ id }) => id === reference?.provider);
  if (provider === undefined) {
    const text =
      reference === undefined
        ? l10n.t('Not a model')
        : l10n.t('There is no provider "{0}".', reference.provider);
    return { icon: 'error', tone: 'bad', text };
  }
  const account = textMember(target, 'account');
  if (account === '') return restingAccount(provider, nowMs) ?? providerText(provider);
  if (provider.accounts === undefined) return providerText(provider);
  const status = provider.accounts.find(({ id }: AccountStatus) => id === account);
  return status === undefined
    ? { icon: 'error', tone: 'bad', text: l10n.t('"{0}" has no account "{1}".', provider.id, account) }
    : accountText(status, nowMs);
}

/** None of its accounts can be used now: how the first one stands. */
function restingAccount(provider: ProviderStatus, nowMs: number): StateText | undefined {
  const accounts = (provider.accounts ?? []).filter(({ state }) => state !== 'disabled');
  const troubled = troubledAccounts(provider);
  const [first] = troubled;
  return first === undefined || troubled.length < accounts.length ? undefined : accountText(first, nowMs);
}
