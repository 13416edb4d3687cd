import type { EffectiveSettings } from '../../../config/effectiveConfig.ts';
import type { ExchangeObserver } from '../../exchange/services.ts';
import type { Log } from '../../log.ts';
import type { Database } from '../../storage/database.ts';
import { ExchangeRecorder } from './exchangeRecorder.ts';
import { type RecordBounds, RecordPruner } from './recordPruner.ts';

const mib = 1024 * 1024;

/** The record of exchanges in the gateway's database, as the settings that hold at each exchange want it. */
export function createExchangeRecorder(
  database: Database,
  options: {
    readonly settings: () => EffectiveSettings['record'];
    readonly now: () => number;
    readonly log: Log;
  },
): { readonly recorder: ExchangeObserver; readonly pruner: RecordPruner } {
  const { settings, now, log } = options;
  const bounds = (): RecordBounds => {
    const { maxDays, maxMiB, capture } = settings();
    return { maxDays, maxBytes: maxMiB * mib, captureHours: capture.enabled ? capture.maxHours : 0 };
  };
  const pruner = new RecordPruner({ database, bounds, now });
  return {
    recorder: new ExchangeRecorder({ database, isEnabled: () => settings().enabled, pruner, log }),
    pruner,
  };
}
