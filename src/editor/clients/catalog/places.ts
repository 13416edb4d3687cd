import path from 'node:path';
import type { Machine } from '../connector.ts';

/** The path module of the machine's system, so that a table of paths can be tested anywhere. */
export function pathsOf({ platform }: Machine): path.PlatformPath {
  return platform === 'win32' ? path.win32 : path.posix;
}

/** A path by the rules of the machine's system. */
export function joined(machine: Machine, ...parts: readonly string[]): string {
  return pathsOf(machine).join(...parts);
}

/** A path below the user's home. */
export function inHome(machine: Machine, ...parts: readonly string[]): string {
  return joined(machine, machine.home, ...parts);
}

/** A folder that a variable may name; else below the home. */
export function folderOf(machine: Machine, variable: string, ...inHomeParts: readonly string[]): string {
  const named = machine.env[variable];
  return named === undefined || named === '' ? inHome(machine, ...inHomeParts) : named;
}

/** The folder of programs' settings by the XDG rules. */
export function configHome(machine: Machine): string {
  return folderOf(machine, 'XDG_CONFIG_HOME', '.config');
}

/** The first of these files that is there, else the first. */
export function firstThere<Candidate extends { readonly path: string }>(
  machine: Machine,
  candidates: readonly [Candidate, ...Candidate[]],
): Candidate {
  return candidates.find((candidate) => machine.exists(candidate.path)) ?? candidates[0];
}

/** A value as text, if it is some. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
