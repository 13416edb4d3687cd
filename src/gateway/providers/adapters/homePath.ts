import { homedir } from 'node:os';
import { join } from 'node:path';

/** A path with `~/` at its beginning as the shell reads it. */
export function homePath(path: string): string {
  return path.startsWith('~/') || path.startsWith('~\\') ? join(homedir(), path.slice(2)) : path;
}
