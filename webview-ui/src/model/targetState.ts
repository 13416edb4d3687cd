import type { AccountStatus, ProviderStatus } from '../../../src/protocol/status.ts';
import { type JsonObject, textMember } from './json.ts';
import { parseModelReference } from './modelReference.ts';
import { accountText, providerText, type StateText } from './stateTexts.ts';

/** How a route's target stands right now. */
export function targetState(
  target: JsonObject,
  providers: readonly ProviderStatus[],
  routeIds: readonly string[],
  nowMs: number,
): StateText | undefined {
  const model = textMember(target, 'model');
  if (target['enabled'] === false) return { icon: 'circle-slash', tone: 'quiet', text: 'Off' };
  if (model === '') return undefined;
  if (model.startsWith('@')) {
    return routeIds.includes(model.slice(1))
      ? { icon: 'git-merge', tone: 'quiet', text: 'By that route' }
      : { icon: 'error', tone: 'bad', text: `There is no route "${model.slice(1)}".` };
  }
  const reference = parseModelReference(model);
  const provider = providers.find(({ id }) => id === reference?.provider);
  if (provider === undefined) {
    const text = reference === undefined ? 'Not a model' : `There is no provider "${reference.provider}".`;
    return { icon: 'error', tone: 'bad', text };
  }
  const account = textMember(target, 'account');
  if (account === '') return providerText(provider);
  if (provider.accounts === undefined) return providerText(provider);
  const status = provider.accounts.find(({ id }: AccountStatus) => id === account);
  return status === undefined
    ? { icon: 'error', tone: 'bad', text: `"${provider.id}" has no account "${account}".` }
    : accountText(status, nowMs);
}
