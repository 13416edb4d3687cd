import picomatch from 'picomatch';

/** A path as globs look at it: forward slashes, and lower case where case does not count. */
export interface GlobPath {
  readonly path: string;
  /** The last segment of `path`. */
  readonly base: string;
}

/** What a path must have for a pattern to match at all, so that an index spares the rest; all names in lower case. */
export interface PathHint {
  /** How the whole path begins; empty when any beginning will do. */
  readonly start: string;
  readonly base?: string;
  readonly extension?: string;
}

/** One pattern, compiled. */
export interface GlobPattern {
  test(file: GlobPath): boolean;
  /** A path that meets none of these cannot match. */
  readonly hints: readonly PathHint[];
}

const options = {
  dot: true,
  posix: true,
  nonegate: true,
  noextglob: true,
  keepQuotes: true,
  strictBrackets: true,
  debug: true,
  windows: false,
} as const;

/**
 * Compiles one pattern (without a leading `!`) by design section 2. A backslash has two readings, so a pattern may become
 * several, any of which may match; none is returned for an empty pattern, which matches everything. Throws an Error that
 * says what is wrong when no reading compiles.
 */
export function compilePattern(text: string, ignoreCase: boolean): GlobPattern[] {
  const readings = text.includes('\\') ? [text.replaceAll('\\', '/'), text.replaceAll('\\', '')] : [text];
  const compiled: GlobPattern[] = [];
  let failure: unknown;
  for (const reading of new Set(readings)) {
    try {
      compiled.push(compileReading(ignoreCase ? reading.toLowerCase() : reading));
    } catch (error) {
      failure = error;
    }
  }
  if (compiled.length > 0) return compiled;
  throw failure instanceof Error ? failure : new Error('it is not understood');
}

function compileReading(written: string): GlobPattern {
  const isAnchored = /^\.?\//.test(written);
  let pattern = written.replace(/^(?:\.?\/+)+/, '').replace(/\/{2,}/g, '/');
  if (pattern === '' || pattern.endsWith('/')) pattern += '**';
  const onPath = isAnchored || pattern.includes('/');
  if (!/[*?[\]{}]/.test(pattern)) {
    return {
      hints: hintsOf(pattern, onPath ? pattern : ''),
      test: (file) => (onPath ? file.path : file.base) === pattern,
    };
  }
  // Parentheses are literal: folders like `app/(shop)` are common, and braces say alternatives.
  const regex = picomatch.makeRe(pattern.replace(/[()]/g, '\\$&'), options);
  // `secrets/**` matches `secrets` too, so the slash before the first wildcard is no part of what must be there.
  const start = pattern.slice(0, pattern.search(/[*?[\]{}]/)).replace(/\/$/, '');
  const hints = hintsOf(pattern, onPath ? start : '');
  const test = (subject: string): boolean =>
    subject === pattern || (subject.startsWith(start) && regex.test(subject));
  return { hints, test: onPath ? (file) => test(file.path) : (file) => test(file.base) };
}

/** Reads off the end of a pattern which names can match. */
function hintsOf(pattern: string, start: string): PathHint[] {
  const last = pattern.slice(pattern.lastIndexOf('/') + 1).toLowerCase();
  if (!/[*?[\]{}]/.test(last)) return [{ start, base: last }];
  const single = /\.([\w-]+)$/.exec(last)?.[1];
  const several = /\.\{([\w,-]+)\}$/.exec(last)?.[1];
  const extensions = single === undefined ? several?.split(',') : [single];
  return extensions?.map((extension) => ({ start, extension })) ?? [{ start }];
}
