import type { ConfigScope } from './configScope.ts';
import type { EffectiveTier } from './effectiveConfig.ts';
import { type PathSegment, toIssues } from './issueText.ts';
import type { ProblemList } from './problemList.ts';
import { type TierConfig, tierSchema } from './routeSchema.ts';

const tierKeys = ['model', 'enabled'];

/** The names that Claude Code asks for, to be switched on: there without being written. */
const suggestedTiers = ['*opus*', '*sonnet*', '*haiku*'] as const;

/**
 * The user's own table of tiers, in the order written, and behind it the suggested rows that it does not have, switched off.
 * @param missing why a model reference points nowhere
 */
export function resolveGlobalTiers(
  scopes: readonly ConfigScope[],
  missing: (model: string) => string | undefined,
  problems: ProblemList,
): EffectiveTier[] {
  const written = scopes.flatMap((scope) =>
    resolveTiers(scope, ['tiers'], scope.value['tiers'], missing, problems),
  );
  const patterns = new Set(written.map(({ pattern }) => pattern));
  const suggested = suggestedTiers.filter((pattern) => !patterns.has(pattern));
  return [...written, ...suggested.map((pattern) => ({ pattern, enabled: false }))];
}

/**
 * The rows of a table of tiers in the order written; bad ones are reported and left out.
 * @param missing why a model reference points nowhere
 */
export function resolveTiers(
  scope: ConfigScope,
  path: readonly PathSegment[],
  value: unknown,
  missing: (model: string) => string | undefined,
  problems: ProblemList,
): EffectiveTier[] {
  if (value === undefined) return [];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    problems.error(scope, path, 'expected an object of globs and models, for example {"*opus*": "@strong"}');
    return [];
  }
  return Object.entries(value).flatMap(([pattern, row]) => {
    const result = tierSchema.safeParse(row);
    if (!result.success) {
      problems.errors(scope, toIssues(result.error, [...path, pattern], tierKeys));
      return [];
    }
    const { model, enabled } = rowOf(result.data);
    const broken = model === undefined || !enabled ? undefined : missing(model);
    if (broken !== undefined) problems.error(scope, [...path, pattern], broken);
    return [{ pattern, enabled: enabled && model !== undefined, model, broken }];
  });
}

function rowOf(tier: TierConfig): { readonly model?: string; readonly enabled: boolean } {
  return typeof tier === 'string'
    ? { model: tier, enabled: true }
    : { ...tier, enabled: tier.enabled ?? true };
}
