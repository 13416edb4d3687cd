import picomatch from 'picomatch';

/** Tells whether a model's name meets a glob. */
export type MatchModel = (name: string) => boolean;

/**
 * Compiles a glob over model names: `*` also crosses `/`, case does not count, a name without wildcards is itself. A glob
 * that does not compile matches as plain text.
 */
export function compileModelGlob(glob: string): MatchModel {
  const isMatch = compile(glob);
  return (name) => name === glob || (isMatch?.(hideSlashes(name)) ?? false);
}

function compile(glob: string): MatchModel | undefined {
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
