import picomatch from 'picomatch';
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

/** undefined when there are no globs. A glob that does not compile matches as plain text. */
function matcherOf(globs: readonly string[] | undefined): ((id: string) => boolean) | undefined {
  if (globs === undefined || globs.length === 0) return undefined;
  const tests = globs.map((glob) => {
    const isMatch = compile(glob);
    return (id: string) => id === glob || (isMatch?.(hideSlashes(id)) ?? false);
  });
  return (id) => tests.some((test) => test(id));
}

function compile(glob: string): ((text: string) => boolean) | undefined {
  try {
    return picomatch(hideSlashes(glob), { dot: true, nocase: true, posix: true });
  } catch {
    return undefined;
  }
}

/** A model's name is no path: with its slashes replaced, `*` means "anything". */
function hideSlashes(text: string): string {
  return text.replaceAll('/', '\u2215');
}
