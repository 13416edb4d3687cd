// npm run l10n: writes l10n/bundle.l10n.json, every text of the editor and the page in English, and says what each translation lacks.
// Tests fail when they drift.
import { writeFileSync } from 'node:fs';
import { readTexts, sourceTexts, translations } from './texts.ts';
import { translationProblems } from './translationProblems.ts';

const texts = await sourceTexts();
writeFileSync(new URL('../../l10n/bundle.l10n.json', import.meta.url), `${JSON.stringify(texts, null, 2)}\n`);
const lines = translations().flatMap(({ language, manifest, bundle }) => [
  ...translationProblems(readTexts('package.nls.json'), manifest).map(
    (line) => `package.nls.${language}.json: ${line}`,
  ),
  ...translationProblems(texts, bundle).map((line) => `bundle.l10n.${language}.json: ${line}`),
]);
process.stdout.write(
  `${[`${Object.keys(texts).length} texts`, ...lines, `${lines.length} problems`].join('\n')}\n`,
);
