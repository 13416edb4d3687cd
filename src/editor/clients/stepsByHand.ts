import * as l10n from '@vscode/l10n';
import type { ClientAddress, ClientConnector, ClientStep, Machine } from './connector.ts';
import { changeText } from './fileChange.ts';

/** Everything that can be done by hand for a client: what its files would say, then its own steps. */
export function stepsByHand(
  client: ClientConnector,
  address: ClientAddress,
  machine: Machine,
): readonly ClientStep[] {
  const targets = client.config?.targets(machine) ?? [];
  const files = targets.map((target) => ({
    text: l10n.t('In {0}', target.path.replace(machine.home, '~')),
    copy: changeText(target, undefined, address).text.trimEnd(),
  }));
  return [...files, ...(client.steps?.(address) ?? [])];
}
