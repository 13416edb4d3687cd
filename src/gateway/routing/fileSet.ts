import type { RequestFile } from './decision.ts';
import { meets } from './fileCondition.ts';
import type { ConditionFile, FileCondition } from './fileCondition.ts';
import { FileIndex } from './fileIndex.ts';
import { toGlobPath } from './globs.ts';

/** Below this an index costs more than it spares. */
const smallestIndexed = 32;

/**
 * The files of one layer. Each condition is matched once and by an index: a set lives as long as the editor context that it
 * was made from, so that a thousand rules over a thousand open files cost next to nothing.
 */
export class FileSet {
  readonly files: readonly RequestFile[];
  readonly #ignoreCase: boolean;
  readonly #firstMatches = new Map<FileCondition, RequestFile | undefined>();
  #entries: readonly ConditionFile[] | undefined;
  #index: FileIndex | undefined;

  constructor(files: readonly RequestFile[], ignoreCase: boolean) {
    this.files = files;
    this.#ignoreCase = ignoreCase;
  }

  get isEmpty(): boolean {
    return this.files.length === 0;
  }

  /** A file that meets the condition: of few files the first, of many the first by path. Undefined when none does. */
  firstMatch(condition: FileCondition): RequestFile | undefined {
    if (this.isEmpty) return undefined;
    const known = this.#firstMatches.get(condition);
    if (known !== undefined || this.#firstMatches.has(condition)) return known;
    const match = this.#find(condition);
    this.#firstMatches.set(condition, match);
    return match;
  }

  /** All files that meet the condition, in their order. */
  allMatches(condition: FileCondition): RequestFile[] {
    return this.#all()
      .filter((entry) => meets(condition, entry))
      .map(({ file }) => file);
  }

  #find(condition: FileCondition): RequestFile | undefined {
    const hints = condition.globs?.hints;
    if (hints === undefined || this.files.length < smallestIndexed) {
      return this.#all().find((entry) => meets(condition, entry))?.file;
    }
    this.#index ??= new FileIndex(this.#all());
    for (const hint of hints) {
      for (const entry of this.#index.candidates(hint)) if (meets(condition, entry)) return entry.file;
    }
    return undefined;
  }

  #all(): readonly ConditionFile[] {
    this.#entries ??= this.files.map((file) => ({ file, globPath: toGlobPath(file.path, this.#ignoreCase) }));
    return this.#entries;
  }
}

/** No file matches anything. */
export const noFiles = new FileSet([], false);
