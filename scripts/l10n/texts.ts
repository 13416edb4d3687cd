import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { getL10nJson } from '@vscode/l10n-dev';

/** English text or key, to text. */
export type Texts = Readonly<Record<string, string>>;

const repositoryRoot = fileURLToPath(new URL('../..', import.meta.url));
const sources = ['src/editor', 'src/protocol', 'src/gateway/doctor', 'webview-ui/src'];

/** A language that package.json, the editor and the page are translated into. */
export interface Translation {
  readonly language: string;
  readonly manifest: Texts;
  readonly bundle: Texts;
}

/** Every text that the code gives to `l10n.t`, in alphabetical order. */
export async function sourceTexts(): Promise<Texts> {
  const files = sources
    .flatMap((folder) =>
      readdirSync(path.join(repositoryRoot, folder), { recursive: true, withFileTypes: true }),
    )
    .filter((entry) => entry.isFile() && entry.name.endsWith('.ts'))
    .map(({ parentPath, name }) => readFileSync(path.join(parentPath, name), 'utf8'));
  const found = Object.keys(await getL10nJson(files.map((contents) => ({ extension: '.ts', contents }))));
  return Object.fromEntries(found.toSorted().map((text) => [text, text]));
}

/** Every language that has a package.nls.LANGUAGE.json. */
export function translations(): Translation[] {
  const languages = readdirSync(repositoryRoot)
    .map((name) => /^package\.nls\.([\w-]+)\.json$/.exec(name)?.[1])
    .filter((language) => language !== undefined);
  return languages.map((language) => ({
    language,
    manifest: readTexts(`package.nls.${language}.json`),
    bundle: readTexts(`l10n/bundle.l10n.${language}.json`),
  }));
}

/** @param file from the repository's root */
export function readTexts(file: string): Texts {
  return JSON.parse(readFileSync(path.join(repositoryRoot, file), 'utf8')) as Texts;
}
