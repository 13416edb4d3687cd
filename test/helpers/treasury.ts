import { resolveConfig } from '../../src/config/resolveConfig.ts';
import type { EffectiveConfig } from '../../src/config/effectiveConfig.ts';
import type { ConfigInput } from '../../src/config/schema.ts';
import { createLog } from '../../src/gateway/log.ts';
import { type ModelReference, parseModelReference } from '../../src/gateway/modelReference.ts';
import { createProvider } from '../../src/gateway/providers/createProvider.ts';
import { isLocalTarget } from '../../src/gateway/providers/isLocalTarget.ts';
import type { StateStore } from '../../src/gateway/storage/stateStore.ts';
import { SpendBook } from '../../src/gateway/usage/money/spendBook.ts';
import { Treasury, type TreasuryOptions } from '../../src/gateway/usage/money/treasury.ts';
import { ManualClock } from './manualClock.ts';
import { MemorySpend } from './memorySpend.ts';
import { MemoryState } from './memoryState.ts';

export interface TestTreasury {
  readonly treasury: Treasury;
  readonly clock: ManualClock;
  readonly state: StateStore;
  readonly logLines: string[];
  readonly config: EffectiveConfig;
}

/** A treasury of this configuration whose prices are there; time stands still. */
export async function startTreasury(
  input: ConfigInput,
  options: Partial<TreasuryOptions> & {
    readonly clock?: ManualClock;
    /** What an earlier one has spent. */
    readonly spend?: MemorySpend;
    readonly listed?: readonly string[];
  } = {},
): Promise<TestTreasury> {
  const {
    clock = new ManualClock(),
    listed = [],
    state = new MemoryState(),
    spend = new MemorySpend(),
  } = options;
  const config = resolveConfig([{ kind: 'file', value: { ...input } }], {
    env: {},
    trusted: true,
    confirmedWorkspaces: [],
  });
  const logLines: string[] = [];
  const provider: TreasuryOptions['provider'] = (id) => {
    const found = config.providers.get(id);
    return found === undefined ? undefined : createProvider(found, {});
  };
  const treasury = new Treasury({
    config: () => config,
    provider,
    isLocal: ({ provider: id, model }) => {
      const found = provider(id);
      return found !== undefined && isLocalTarget(found, model);
    },
    models: () => listed.map(reference),
    state,
    book: new SpendBook(spend, () => clock.now()),
    dataDir: '/nonexistent',
    version: '0.0.0-test',
    fetchText: () => Promise.reject(new Error('nothing is fetched in this test')),
    log: createLog(
      (level, message) => logLines.push(`${level} ${message}`),
      () => 'trace',
    ),
    now: () => clock.now(),
    onChange: () => undefined,
    ...options,
  });
  treasury.configure();
  await treasury.ledger.ready;
  return { treasury, clock, state, logLines, config };
}

/** Reads `provider/model`; throws for anything else. */
export function reference(text: string): ModelReference {
  const parsed = parseModelReference(text);
  if (parsed === undefined) throw new Error(`"${text}" is no model reference`);
  return parsed;
}
