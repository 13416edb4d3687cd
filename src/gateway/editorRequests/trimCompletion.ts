/** Where in a document a completion goes. */
export interface CompletionPlace {
  /** The text before and after the cursor. */
  readonly prefix: string;
  readonly suffix: string;
  /** false: nothing beyond the cursor's own line is wanted. */
  readonly isMultiLine: boolean;
}

export interface TrimmedCompletion {
  /** What is worth showing; may be empty. */
  readonly text: string;
  /** Nothing that still comes would be shown: the answer may be stopped. */
  readonly isComplete: boolean;
}

/** More is hard to judge at a glance. */
const maxLines = 24;
const opensBlock = /(?:[{([]|=>|:|\b(?:do|then|else|begin))\s*$/;
const closesBlock = /^\s*(?:[}\])]|end\b|fi\b|done\b|esac\b)/;

/**
 * Cuts what a model writes at the cursor to what a person would take: one line, or the block that begins there, without what
 * stands behind the cursor already. Called again with every piece that comes.
 * @param written all that has come yet
 */
export function trimCompletion(written: string, place: CompletionPlace): TrimmedCompletion {
  const lines = written.replace(/\r\n?/g, '\n').split('\n');
  const wanted = place.isMultiLine ? linesOfBlock(lines, place.prefix) : 1;
  const isCut = wanted < lines.length;
  const kept = withoutSuffix(lines.slice(0, wanted), place.suffix, isCut);
  return { text: kept.join('\n').trimEnd(), isComplete: isCut };
}

/** How many lines belong to what begins at the cursor; all of them while nothing has ended it. */
function linesOfBlock(lines: readonly string[], prefix: string): number {
  const [first = ''] = lines;
  const cursorLine = prefix.slice(prefix.lastIndexOf('\n') + 1);
  const depth = indentOf(cursorLine.trim() === '' ? cursorLine + first : cursorLine);
  const isBlock = opensBlock.test(cursorLine + first);
  for (let number = 1; number < lines.length; number++) {
    if (number === maxLines) return number;
    const line = lines[number] ?? '';
    // The last line may still grow: a blank one, or one whose indentation has only begun, says nothing yet.
    const isWhole = number < lines.length - 1;
    if (line.trim() === '') {
      if (isWhole && !isBlock) return number;
      continue;
    }
    if (indentOf(line) < depth) return number;
    if (!isBlock || indentOf(line) > depth) continue;
    if (closesBlock.test(line) && !opensBlock.test(line)) return isWhole ? number + 1 : lines.length;
    if (!closesBlock.test(line)) return number;
  }
  return lines.length;
}

/** Models like to write on into what stands behind the cursor. */
function withoutSuffix(lines: readonly string[], suffix: string, isCut: boolean): string[] {
  const kept = [...lines];
  const [lineRest = '', ...linesAfter] = suffix.replace(/\r\n?/g, '\n').split('\n');
  const rest = lineRest.trim();
  const last = kept.at(-1);
  if (rest !== '' && last?.trimEnd().endsWith(rest) === true) {
    kept[kept.length - 1] = last.trimEnd().slice(0, -rest.length);
  }
  const next = linesAfter.find((line) => line.trim() !== '')?.trimEnd();
  if (next === undefined || kept.length < 2) return kept;
  // A line such as `}` comes often by right: it repeats the suffix only where it ends what was written.
  const repeated = kept.findIndex(
    (line, number) =>
      number > 0 &&
      line.trimEnd() === next &&
      (next.trim().length > 2 || (isCut && number === kept.length - 1)),
  );
  return repeated === -1 ? kept : kept.slice(0, repeated);
}

function indentOf(line: string): number {
  return line.length - line.trimStart().length;
}
