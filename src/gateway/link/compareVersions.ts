import type { Program } from './linkMessages.ts';

/**
 * Which of two programs is newer: the one with the higher protocol, else with the higher version (semver.org, section 11).
 * @returns more than 0 when `one` is newer, 0 when neither is
 */
export function compareVersions(one: Program, other: Program): number {
  if (one.protocolVersion !== other.protocolVersion) return one.protocolVersion - other.protocolVersion;
  const [a, b] = [parse(one.version), parse(other.version)];
  for (const [index, number] of a.numbers.entries()) {
    const difference = number - (b.numbers[index] ?? 0);
    if (difference !== 0) return difference;
  }
  if (a.preRelease === b.preRelease) return 0;
  // A version without a pre-release is newer than all of its pre-releases.
  if (a.preRelease === '') return 1;
  if (b.preRelease === '') return -1;
  return a.preRelease.localeCompare(b.preRelease, 'en', { numeric: true });
}

function parse(version: string): { numbers: number[]; preRelease: string } {
  const [core = '', preRelease = ''] = (version.split('+')[0] ?? '').split(/-(.*)/s);
  const numbers = core.split('.').map((text) => Number.parseInt(text, 10) || 0);
  return { numbers: [numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0], preRelease };
}
