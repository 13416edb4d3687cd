import type { EffectiveTier, EffectiveWorkspace } from '../../config/effectiveConfig.ts';
import { compileModelGlob, type MatchModel } from '../modelGlob.ts';
import { parseTargetReference, type TargetReference } from '../routes/targetReference.ts';

/** A row of `tiers` that is switched on, ready to be asked. */
export interface CompiledTier {
  /** e.g. `the tier *opus*`. */
  readonly label: string;
  /** Whether a requested name is one of it. */
  readonly matches: MatchModel;
  readonly target: TargetReference | undefined;
  /** Why it is skipped. */
  readonly broken: string | undefined;
}

/** The rows that may hold in a workspace: its own, then the global ones. */
export function compileTiers(
  { id, tiers: own = [] }: Pick<EffectiveWorkspace, 'id' | 'tiers'>,
  everywhere: readonly EffectiveTier[],
): CompiledTier[] {
  const compile = (tiers: readonly EffectiveTier[], whose: string): CompiledTier[] =>
    tiers
      .filter(({ enabled }) => enabled)
      .map(({ pattern, model, broken }) => ({
        label: `the tier ${pattern}${whose}`,
        matches: compileModelGlob(pattern),
        target: model === undefined ? undefined : parseTargetReference(model),
        broken,
      }));
  return [...compile(own, ` of "${id}"`), ...compile(everywhere, '')];
}
