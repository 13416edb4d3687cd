import * as l10n from '@vscode/l10n';

/** What an id looks like; the gateway holds the same. */
const idPattern = /^[a-z0-9][a-z0-9._-]*$/;

export const idHint = l10n.t('Lower-case letters, digits, ".", "_" and "-"; starts with a letter or digit.');

/**
 * The id that a name suggests: lower case, without accents, other characters as "-".
 * @returns the empty text when nothing usable is left
 */
export function idFromName(name: string): string {
  return name
    .normalize('NFKD')
    .replace(/\p{Mark}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9._]+/g, '-')
    .replace(/^[^a-z0-9]+|-+$/g, '');
}

/** The id itself, or with the first number that makes it free: `local`, `local-2`. */
export function freeId(id: string, taken: Iterable<string>): string {
  const others = new Set(taken);
  let free = id;
  for (let number = 2; others.has(free); number++) free = `${id}-${number}`;
  return free;
}

/** Why this cannot be an id, or undefined when it can. */
export function idProblem(id: string, taken: Iterable<string>): string | undefined {
  if (id === '') return l10n.t('An id is needed.');
  if (!idPattern.test(id)) return idHint;
  return new Set(taken).has(id) ? l10n.t('"{0}" is taken.', id) : undefined;
}
