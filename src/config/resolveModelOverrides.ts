import type { ConfigScope } from './configScope.ts';
import { toIssues } from './issueText.ts';
import type { ProblemList } from './problemList.ts';
import { type ModelOverride, modelOverrideSchema, modelPatternSchema } from './schema.ts';

const overrideKeys = Object.keys(modelOverrideSchema.shape);

/**
 * Validates each override by itself: a bad one is left out and reported, the others hold. An override of a provider that
 * is not configured is only warned about.
 * @param scopes the user's own; a folder may say nothing here
 */
export function resolveModelOverrides(
  scopes: readonly ConfigScope[],
  providerIds: ReadonlySet<string>,
  problems: ProblemList,
): Map<string, ModelOverride> {
  const overrides = new Map<string, ModelOverride>();
  for (const scope of scopes) {
    const table = scope.value['modelOverrides'];
    if (table === undefined) continue;
    if (typeof table !== 'object' || table === null || Array.isArray(table)) {
      problems.error(scope, ['modelOverrides'], 'expected an object keyed by provider/model');
      continue;
    }
    for (const [pattern, value] of Object.entries(table)) {
      const path = ['modelOverrides', pattern];
      const patternResult = modelPatternSchema.safeParse(pattern);
      const result = modelOverrideSchema.safeParse(value);
      if (!patternResult.success) problems.errors(scope, toIssues(patternResult.error, path, []));
      if (!result.success) problems.errors(scope, toIssues(result.error, path, overrideKeys));
      if (!patternResult.success || !result.success) continue;
      overrides.set(pattern, result.data);
      const missing = missingProvider(pattern, providerIds);
      if (missing !== undefined) problems.warning(scope, path, `there is no provider "${missing}"`);
    }
  }
  return overrides;
}

/** The provider that a pattern names, where it names one that is not configured. */
function missingProvider(pattern: string, providerIds: ReadonlySet<string>): string | undefined {
  const provider = pattern.slice(0, pattern.indexOf('/'));
  return /^[\w.-]+$/.test(provider) && !providerIds.has(provider) ? provider : undefined;
}
