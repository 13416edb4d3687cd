import type { AccountStatus } from '../../protocol/status.ts';
import type { Provider } from '../providers/provider.ts';
import type { AccountStanding } from './account.ts';
import { type AccountPool, notByItself } from './accountPool.ts';

/**
 * How a provider's accounts stand, for people.
 * @param providerFor the provider bound to one of its accounts
 */
export function accountStatuses(
  standings: ReturnType<AccountPool['standings']>,
  provider: string,
  providerFor: (account: string) => Provider | undefined,
): AccountStatus[] {
  return standings
    .filter(({ account }) => account.provider === provider)
    .map(({ account, standing, limits }) => {
      const bound = providerFor(account.id);
      const untilMs = 'untilMs' in standing ? standing.untilMs : undefined;
      return {
        id: account.id,
        name: account.name,
        endpoint: bound?.endpoint ?? '',
        state: standing.state,
        untilMs: untilMs === notByItself ? undefined : untilMs,
        message: messageOf(standing),
        login: bound?.login?.type,
        limits,
      };
    });
}

function messageOf(standing: AccountStanding): string | undefined {
  switch (standing.state) {
    case 'active':
    case 'disabled':
      return undefined;
    case 'cooling':
      return standing.model === undefined ? standing.why : `${standing.model}: ${standing.why}`;
    case 'limited':
      return `${standing.limit} is reached`;
    case 'key rejected':
    case 'key missing':
      return standing.message;
    case 'over budget':
      return 'the budget of this month is spent';
  }
}
