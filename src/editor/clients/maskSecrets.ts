import type { ConnectionPlan } from './connectionPlan.ts';
import { isTable } from './text/configPath.ts';

const mask = '••••••••';
/** Keys of well-known kinds, wherever they stand. */
const knownKeys = /\b(?:sk-[\w-]{8,}|AIza[\w-]{10,}|gh[pousr]_\w{10,}|xox[abp]-[\w-]{8,}|mux-[\w-]{16,})/g;
const secretName = /key|token|secret|authorization/i;
/** What clients get where no key is asked for; it opens nothing. */
const placeholder = 'muxgate';

/** A function that covers the keys in a text of a plan's files: ours, those that are replaced, and others that look like one. */
export function secretsMask({ address, files }: ConnectionPlan): (text: string) => string {
  const edits = files.flatMap((file) => file.edits);
  const before = new Set(edits.flatMap((edit) => secretsIn(edit.path, edit.before)));
  const after = new Set(address.needsKey ? [address.key] : []);
  return (text) => {
    let masked = text;
    for (const secret of after) masked = masked.replaceAll(secret, mask);
    // Told apart from ours, so that the difference still shows.
    for (const secret of before)
      if (!after.has(secret)) masked = masked.replaceAll(secret, `${mask} (before)`);
    return masked.replace(knownKeys, mask);
  };
}

function secretsIn(path: readonly unknown[], value: unknown): string[] {
  if (isTable(value))
    return Object.entries(value).flatMap(([key, inner]) => secretsIn([...path, key], inner));
  const name = path.at(-1);
  const isSecret = typeof name === 'string' && secretName.test(name);
  return isSecret && typeof value === 'string' && value !== '' && value !== placeholder ? [value] : [];
}
