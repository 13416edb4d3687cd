import { compilePattern } from './globPattern.ts';
import type { GlobPath, GlobPattern, PathHint } from './globPattern.ts';

/** The globs of one rule, compiled. */
export interface Globs {
  /** `path` as found, with either kind of slash. */
  matches(path: string): boolean;
  /** The same for a path that `toGlobPath` has read. */
  test(file: GlobPath): boolean;
  /** A path that meets none of these cannot match; undefined: any may. */
  readonly hints: readonly PathHint[] | undefined;
}

/** Case counts on Linux only. */
export function ignoresCase(platform: NodeJS.Platform): boolean {
  return platform !== 'linux';
}

/** Reads a path the way globs compare it. */
export function toGlobPath(path: string, ignoreCase: boolean): GlobPath {
  const slashed = path.includes('\\') ? path.replaceAll('\\', '/') : path;
  const folded = ignoreCase ? slashed.toLowerCase() : slashed;
  return { path: folded, base: folded.slice(folded.lastIndexOf('/') + 1) };
}

/**
 * Compiles a rule's `files` (design section 2): a pattern without `/` looks at the base name, one with `/` at the path in
 * its folder; entries with `!` subtract from the others, or from everything when there are no others; an empty pattern and
 * an empty list match everything. Returns `{ error }`, saying which pattern is wrong and why, instead of throwing.
 */
export function compileGlobs(
  patterns: readonly string[],
  platform: NodeJS.Platform,
): Globs | { readonly error: string } {
  const ignoreCase = ignoresCase(platform);
  const included: GlobPattern[] = [];
  const excluded: GlobPattern[] = [];
  let includesAll = patterns.every((pattern) => pattern.trim().startsWith('!'));
  for (const written of patterns) {
    const pattern = written.trim();
    if (pattern === '') {
      includesAll = true;
      continue;
    }
    const subtracts = pattern.startsWith('!');
    const body = subtracts ? pattern.slice(1).trim() : pattern;
    if (body === '') return { error: 'the glob "!" says nothing to leave out' };
    try {
      (subtracts ? excluded : included).push(...compilePattern(body, ignoreCase));
    } catch (error) {
      // picomatch's advice is to escape with a backslash, which is a folder separator here.
      const why = (error instanceof Error ? error.message : String(error)).replace(/ - use ".*$/s, '');
      return { error: `the glob "${written}" does not compile: ${why}` };
    }
  }
  const test = (file: GlobPath): boolean =>
    (includesAll || included.some((pattern) => pattern.test(file))) &&
    !excluded.some((pattern) => pattern.test(file));
  return {
    matches: (path) => test(toGlobPath(path, ignoreCase)),
    test,
    hints: includesAll ? undefined : included.flatMap(({ hints }) => hints),
  };
}
