import { compileModelGlob } from '../../modelGlob.ts';

/**
 * Compiles globs over names (models, branches): any case, `*` also crosses `/`, entries with `!` subtract from the others, or
 * from everything when there are no others. undefined when there is no pattern.
 */
export function compileNameGlobs(patterns: readonly string[]): ((name: string) => boolean) | undefined {
  const written = patterns.map((pattern) => pattern.trim()).filter((pattern) => pattern !== '');
  if (written.length === 0) return undefined;
  const included = written.filter((pattern) => !pattern.startsWith('!')).map(compileModelGlob);
  const excluded = written
    .filter((pattern) => pattern.startsWith('!'))
    .map((pattern) => compileModelGlob(pattern.slice(1)));
  return (name) =>
    (included.length === 0 || included.some((matches) => matches(name))) &&
    !excluded.some((matches) => matches(name));
}
