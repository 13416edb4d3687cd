import type { RequestFile } from './decision.ts';
import { hintOf, meets } from './fileCondition.ts';
import type { ConditionFile, FileCondition } from './fileCondition.ts';
import { toGlobPath } from './globs.ts';

/**
 * The files of one layer. Conditions are matched by an index of names and each only once: a set lives as long as the editor
 * context that it was made from, so that a thousand rules over a thousand open files cost next to nothing.
 */
export class FileSet {
  readonly files: readonly RequestFile[];
  readonly #ignoreCase: boolean;
  readonly #firstMatches = new Map<FileCondition, RequestFile | undefined>();
  #index: NameIndex | undefined;

  constructor(files: readonly RequestFile[], ignoreCase: boolean) {
    this.files = files;
    this.#ignoreCase = ignoreCase;
  }

  get isEmpty(): boolean {
    return this.files.length === 0;
  }

  /** A file that meets the condition; undefined when none does. */
  firstMatch(condition: FileCondition): RequestFile | undefined {
    const known = this.#firstMatches.get(condition);
    if (known !== undefined || this.#firstMatches.has(condition)) return known;
    let match: RequestFile | undefined;
    for (const candidates of this.#candidates(condition)) {
      match = candidates.find((candidate) => meets(condition, candidate))?.file;
      if (match !== undefined) break;
    }
    this.#firstMatches.set(condition, match);
    return match;
  }

  /** All files that meet the condition. */
  allMatches(condition: FileCondition): RequestFile[] {
    const matches = new Set<RequestFile>();
    for (const candidates of this.#candidates(condition)) {
      for (const candidate of candidates) if (meets(condition, candidate)) matches.add(candidate.file);
    }
    return [...matches];
  }

  /** The files that may meet the condition, by what its patterns say of names. */
  #candidates(condition: FileCondition): readonly (readonly ConditionFile[])[] {
    this.#index ??= buildIndex(this.files, this.#ignoreCase);
    const index = this.#index;
    const hint = hintOf(condition);
    if (hint === undefined) return [index.all];
    const groups: (readonly ConditionFile[])[] = [];
    for (const base of hint.bases) {
      const group = index.byBase.get(base);
      if (group !== undefined) groups.push(group);
    }
    for (const extension of hint.extensions) {
      const group = index.byExtension.get(extension);
      if (group !== undefined) groups.push(group);
    }
    return groups;
  }
}

interface NameIndex {
  readonly all: readonly ConditionFile[];
  /** Keys in lower case. */
  readonly byBase: ReadonlyMap<string, readonly ConditionFile[]>;
  readonly byExtension: ReadonlyMap<string, readonly ConditionFile[]>;
}

function buildIndex(files: readonly RequestFile[], ignoreCase: boolean): NameIndex {
  const all = files.map((file) => ({ file, globPath: toGlobPath(file.path, ignoreCase) }));
  const byBase = new Map<string, ConditionFile[]>();
  const byExtension = new Map<string, ConditionFile[]>();
  for (const entry of all) {
    const base = entry.globPath.base.toLowerCase();
    append(byBase, base, entry);
    const dot = base.lastIndexOf('.');
    if (dot !== -1) append(byExtension, base.slice(dot + 1), entry);
  }
  return { all, byBase, byExtension };
}

function append(groups: Map<string, ConditionFile[]>, key: string, entry: ConditionFile): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [entry]);
  else group.push(entry);
}
