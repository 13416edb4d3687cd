import { compileModelGlob, type MatchModel } from '../modelGlob.ts';
import type { ListedModel, Provider } from './provider.ts';

/**
 * The models that a provider shows: those typed by hand instead of the fetched ones (with what is known of them), then
 * `includeModels` and without `excludeModels`. Globs are matched against the whole name, where `*` also crosses `/` and case
 * does not count; a name without wildcards is itself.
 */
export function filterModels(provider: Provider, fetched: readonly ListedModel[]): readonly ListedModel[] {
  const models =
    provider.models === undefined
      ? fetched
      : provider.models.map((id) => fetched.find((model) => model.id === id) ?? { id });
  const isIncluded = matcherOf(provider.includeModels);
  const isExcluded = matcherOf(provider.excludeModels);
  return models.filter(({ id }) => (isIncluded?.(id) ?? true) && !(isExcluded?.(id) ?? false));
}

/** undefined when there are no globs. */
function matcherOf(globs: readonly string[] | undefined): MatchModel | undefined {
  if (globs === undefined || globs.length === 0) return undefined;
  const tests = globs.map(compileModelGlob);
  return (id) => tests.some((test) => test(id));
}
