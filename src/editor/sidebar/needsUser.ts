import * as l10n from '@vscode/l10n';
import type { GatewayStatus } from '../../protocol/status.ts';
import type { CommandId } from '../commands/commandIds.ts';

/** Something that goes on failing until the user does something. */
export interface UserTask {
  readonly id: string;
  readonly text: string;
  readonly detail: string;
  readonly command: CommandId;
  /** What the command is given. */
  readonly argument?: unknown;
}

/** Keys that were rejected and budgets that are used up. */
export function needsUser({ providers, spending }: GatewayStatus): UserTask[] {
  const keys = providers.flatMap(({ id, name, accounts = [] }) =>
    accounts
      .filter(({ state }) => state === 'key rejected')
      .map((account): UserTask => ({
        id: `key:${id}:${account.id}`,
        text: l10n.t('Key rejected: {0}', accounts.length === 1 ? name : `${name}, ${account.name}`),
        detail: account.message ?? '',
        ...(account.login === undefined
          ? { command: 'muxgate.setApiKey' }
          : { command: 'muxgate.signIn', argument: { provider: id, account: account.id } }),
      })),
  );
  const budgets = (spending?.budgets ?? [])
    .filter(({ mode, spentUsd, limitUsd }) => mode === 'hard' && spentUsd >= limitUsd)
    .map(({ path, limitUsd }): UserTask => ({
      id: `budget:${path}`,
      text: l10n.t('Budget reached: {0} USD', limitUsd.toFixed(2)),
      detail: path,
      command: 'muxgate.openSettings',
      argument: { page: 'limits' },
    }));
  return [...keys, ...budgets];
}
