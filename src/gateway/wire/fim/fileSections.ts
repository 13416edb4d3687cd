/** Text of several files in one prompt, taken apart at its separators. */
export interface FileSections {
  /** The paths named, in order. */
  readonly files: string[];
  /** The whole text with every separator as a line `+++++ path`. */
  readonly text: string;
  /** The text up to the last separator, and what stands below it. */
  readonly others: string;
  readonly last: string;
}

/**
 * The separators that models are trained on: repository-level tokens of StarCoder, Qwen, Granite and CodeGemma, CodeGeeX's
 * `###PATH:`, Codestral's `+++++`. A path follows on the same line.
 */
const separator =
  /(?:<\|?file_sep(?:arator)?\|?>|<filename>|^###PATH:|^\+{5} )[ \t]*([^\n<>]{0,300})(?:\n|(?=<)|$)/gm;
/** What such prompts hold besides files. */
const otherTokens =
  /<\|?repo_?name\|?>[^\n<]*\n?|<gh_stars>[^\n<]*\n?|^###(?:REFERENCE|LANGUAGE|MODE):[^\n]*\n?/gm;

/** Reads the sections of a prompt's part; a separator that no path follows divides and names nothing. */
export function readFileSections(text: string): FileSections {
  const files: string[] = [];
  let written = '';
  let lastStart = 0;
  let from = 0;
  const plain = text.replace(otherTokens, '');
  for (const match of plain.matchAll(separator)) {
    const path = (match[1] ?? '').trim();
    const isNamed = looksLikePath(path);
    written += plain.slice(from, match.index);
    written += isNamed ? `+++++ ${path}\n` : `\n${match[1] ?? ''}\n`;
    from = match.index + match[0].length;
    if (!isNamed) continue;
    files.push(path);
    lastStart = written.length;
  }
  written += plain.slice(from);
  return { files, text: written, others: written.slice(0, lastStart), last: written.slice(lastStart) };
}

/** A text with separators as lines `+++++ path`, as `FileSections.text` has them, cut there; what stands first may have no path. */
export function splitSections(text: string): { readonly path?: string; readonly text: string }[] {
  const [first = '', ...named] = text.split(/^\+{5} (?=[^\n]*\n)/m);
  const sections = named.map((section) => {
    const lineEnd = section.indexOf('\n');
    return { path: section.slice(0, lineEnd), text: section.slice(lineEnd + 1) };
  });
  return first === '' ? sections : [{ text: first }, ...sections];
}

/** A path has an extension or a directory, and none of the characters that make a line of code. */
function looksLikePath(text: string): boolean {
  if (!/^[^{};=*?"'`|,]+$/.test(text)) return false;
  return /[/\\]/.test(text) || /^[^\s()]+\.\w{1,12}$/.test(text);
}
