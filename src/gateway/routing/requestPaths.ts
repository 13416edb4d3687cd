import type { RequestFiles } from './files/requestFiles.ts';

/** The paths that a request names, those of its newest turn first. */
export function* pathsOf(files: RequestFiles, readAll: boolean): Generator<string> {
  for (const { path } of files.newest) yield path;
  if (readAll) for (const { path } of files.older) yield path;
}
