/** A line of one of two texts that are compared. */
export interface ComparedLine {
  readonly text: string;
  /** The other text does not have it at this place. */
  readonly isOwn: boolean;
}

/** Marks in each text the lines that are not in the longest sequence common to both. */
export function compareLines(left: string, right: string): [ComparedLine[], ComparedLine[]] {
  const a = left.split('\n');
  const b = right.split('\n');
  const lengths = commonLengths(a, b);
  const at = (i: number, j: number): number => lengths[i]?.[j] ?? 0;
  const common: [Set<number>, Set<number>] = [new Set(), new Set()];
  for (let i = 0, j = 0; i < a.length && j < b.length;) {
    if (a[i] === b[j]) {
      common[0].add(i++);
      common[1].add(j++);
    } else if (at(i + 1, j) >= at(i, j + 1)) i++;
    else j++;
  }
  const marked = (lines: string[], shared: Set<number>): ComparedLine[] =>
    lines.map((text, index) => ({ text, isOwn: !shared.has(index) }));
  return [marked(a, common[0]), marked(b, common[1])];
}

/** Length of the longest common sequence from each pair of lines on. */
function commonLengths(a: readonly string[], b: readonly string[]): number[][] {
  const lengths = Array.from({ length: a.length + 1 }, () => new Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    for (let j = b.length - 1; j >= 0; j--) {
      const row = lengths[i];
      if (row === undefined) continue;
      const below = lengths[i + 1];
      row[j] = a[i] === b[j] ? (below?.[j + 1] ?? 0) + 1 : Math.max(below?.[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return lengths;
}
