import type { RequestFile } from './decision.ts';
import { languageOf } from './files/languages.ts';
import type { GlobPath } from './globPattern.ts';
import { toGlobPath } from './globs.ts';
import type { Globs } from './globs.ts';

/** A file as conditions look at it. */
export interface ConditionFile {
  readonly file: RequestFile;
  readonly globPath: GlobPath;
}

/** What a rule demands of one file: its `files` and `languages` together. Equal conditions are one object. */
export interface FileCondition {
  readonly globs: Globs | undefined;
  readonly languages: ReadonlySet<string> | undefined;
}

/** Whether one file meets the condition. */
export function meets(condition: FileCondition, { file, globPath }: ConditionFile): boolean {
  return hasLanguage(condition, file) && (condition.globs?.test(globPath) ?? true);
}

/**
 * Whether a file meets a `localOnly` rule's condition. Outside a known folder a pattern with `/` may begin anywhere in the
 * path, since nobody knows where the project starts; `written` is the path as the prompt has it.
 */
export function meetsAnywhere(
  condition: FileCondition,
  file: RequestFile,
  written: string,
  ignoreCase: boolean,
): boolean {
  if (!hasLanguage(condition, file)) return false;
  const { globs } = condition;
  if (globs === undefined) return true;
  const isOutside = file.folder === undefined;
  for (const path of new Set([file.path, written, ...(isOutside ? [file.absolutePath ?? file.path] : [])])) {
    const whole = toGlobPath(path, ignoreCase);
    if (globs.test(whole)) return true;
    if (isOutside && suffixesOf(whole).some((suffix) => globs.test(suffix))) return true;
  }
  return false;
}

function hasLanguage({ languages }: FileCondition, file: RequestFile): boolean {
  if (languages === undefined) return true;
  const language = file.languageId ?? languageOf(file.path);
  return language !== undefined && languages.has(language);
}

function suffixesOf({ path, base }: GlobPath): GlobPath[] {
  const suffixes: GlobPath[] = [];
  for (let slash = path.indexOf('/'); slash !== -1; slash = path.indexOf('/', slash + 1)) {
    suffixes.push({ path: path.slice(slash + 1), base });
  }
  return suffixes;
}
