import type { ConditionFile } from './fileCondition.ts';
import type { PathHint } from './globPattern.ts';

/** Files by name and by the beginning of their paths, so that a glob is tried on the few that it may match. */
export class FileIndex {
  readonly #all: readonly ConditionFile[];
  readonly #byBase = new Map<string, ConditionFile[]>();
  readonly #byExtension = new Map<string, ConditionFile[]>();

  constructor(files: readonly ConditionFile[]) {
    // Sorted, so that the paths with one beginning stand together.
    this.#all = files.toSorted((one, other) => (one.globPath.path < other.globPath.path ? -1 : 1));
    for (const file of this.#all) {
      const base = file.globPath.base.toLowerCase();
      append(this.#byBase, base, file);
      const dot = base.lastIndexOf('.');
      if (dot !== -1) append(this.#byExtension, base.slice(dot + 1), file);
    }
  }

  /** The files that a glob with this hint may match. */
  *candidates({ start, base, extension }: PathHint): Generator<ConditionFile> {
    const group =
      base !== undefined
        ? this.#byBase.get(base)
        : extension !== undefined
          ? this.#byExtension.get(extension)
          : this.#all;
    if (group === undefined) return;
    for (let index = lowerBound(group, start); index < group.length; index++) {
      const file = group[index];
      if (file === undefined || !file.globPath.path.startsWith(start)) return;
      yield file;
    }
  }
}

/** Where the first path stands that is not before `start`. */
function lowerBound(sorted: readonly ConditionFile[], start: string): number {
  if (start === '') return 0;
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const path = sorted[middle]?.globPath.path ?? '';
    if (path < start) low = middle + 1;
    else high = middle;
  }
  return low;
}

function append(groups: Map<string, ConditionFile[]>, key: string, file: ConditionFile): void {
  const group = groups.get(key);
  if (group === undefined) groups.set(key, [file]);
  else group.push(file);
}
