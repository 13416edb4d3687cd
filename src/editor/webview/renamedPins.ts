import type { SettingsChange } from '../../protocol/settingsChange.ts';
import type { Pins } from '../windowPins.ts';

/** The pins that name a route which these changes give another id, with the new one; undefined when none does. */
export function renamedPins(pins: Pins, changes: readonly SettingsChange[]): Pins | undefined {
  const ids = new Map(
    changes.flatMap((change): [string, string][] =>
      change.kind === 'entry' && change.table === 'routes' && change.renamedFrom !== undefined
        ? [[`@${change.renamedFrom}`, `@${change.id}`]]
        : [],
    ),
  );
  const chat = ids.get(pins.chat ?? '');
  const fim = ids.get(pins.fim ?? '');
  if (chat === undefined && fim === undefined) return undefined;
  return { ...(chat === undefined ? {} : { chat }), ...(fim === undefined ? {} : { fim }) };
}
