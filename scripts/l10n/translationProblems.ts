import type { Texts } from './texts.ts';

/** What must be in a translation as it is in English: values, commands, addresses, code and icons. */
const kept = /\{\w+\}|\]\([^)]*\)|`[^`]*`|\$\([\w-]+\)/g;

/**
 * What is wrong with a translation: texts that are missing, that are not in English any more, or that do not have the
 * same placeholders, links, code and icons.
 * @returns a line each; none when all is well
 */
export function translationProblems(english: Texts, translated: Texts): string[] {
  const problems: string[] = [];
  for (const [key, text] of Object.entries(english)) {
    const translation = translated[key];
    if (translation === undefined || translation.trim() === '') problems.push(`not translated: ${key}`);
    else if (keptParts(text) !== keptParts(translation)) {
      problems.push(`other placeholders, links, code or icons than in English: ${key}`);
    }
  }
  for (const key of Object.keys(translated)) {
    if (!(key in english)) problems.push(`not in English any more: ${key}`);
  }
  return problems;
}

function keptParts(text: string): string {
  return [...text.matchAll(kept)]
    .map(([part]) => part)
    .toSorted()
    .join(' ');
}
