import { withoutIdeContext } from './editorStateFiles.ts';
import { cleanPath } from './filePath.ts';
import { fileNameCertainty } from './fileName.ts';
import type { FoundFile } from './foundFile.ts';
import { pathLikeWords } from './pathLikeWords.ts';
import type { PromptText } from './promptText.ts';

/** Names in backticks or double quotes may have spaces; everything else ends at one. */
const quoted = /`([^`\n]{1,300})`|@?"([^"\n]{1,300})"/g;
/** Of a pasted log nobody reads the middle; what is read there are tool calls and fences. */
const longestHead = 192 * 1024;
const longestTail = 64 * 1024;

/**
 * Files named in the user's own words: `src/app.ts`, README.md, @src/app.ts, `docs/My file.md`. A word counts only when it is
 * unmistakably a file's name; a path without an extension is `possible`.
 */
export function mentionFiles(text: PromptText): FoundFile[] {
  const prose = shorten(withoutIdeContext(text.prose));
  const files: FoundFile[] = [];
  const hasQuotes = prose.includes('`') || prose.includes('"');
  const takeQuoted = (whole: string, ...names: (string | undefined)[]): string => {
    const name = names[0] ?? names[1] ?? '';
    if (!/\s/.test(name) || !/^[\w@.~/\\ ()+-]+$/.test(name)) return whole;
    const mentioned = mention(name, false);
    files.push(...mentioned);
    return mentioned.length === 0 ? whole : ' ';
  };
  const words = hasQuotes ? prose.replace(quoted, takeQuoted) : prose;
  // A word says the same each time.
  for (const written of new Set(pathLikeWords(words))) files.push(...mention(written, true));
  return files;
}

function shorten(prose: string): string {
  if (prose.length <= longestHead + longestTail) return prose;
  return `${prose.slice(0, longestHead)}\n${prose.slice(-longestTail)}`;
}

function mention(written: string, isWord: boolean): FoundFile[] {
  const bare = isWord ? bareWord(written) : written;
  if (bare === '' || /^\w+:\/\/(?!\/)|^www\.|[*?{}]/.test(bare)) return [];
  const isMarked = /^[@#]/.test(bare);
  const unmarked = bare.replace(/^[@#](?:file:)?\/?(?=\S)/, '');
  const path = cleanPath(isMarked ? unmarked : bare);
  if (path === undefined || /[@:]/.test(path.replace(/^[a-z]:\//, ''))) return [];
  const hasFolder = path.includes('/');
  if (hasFolder && isWebAddress(path)) return [];
  // `list.html()` is a call, `app/(shop)/page.tsx` a path.
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (/[()]/.test(last) || (!hasFolder && /[[\]]/.test(last))) return [];
  const certainty = fileNameCertainty(path);
  if (certainty === 'sure' || (certainty === 'likely' && (hasFolder || isMarked)))
    return [{ path, as: 'named' }];
  return hasFolder && /^[\w.~()[\]@+-]+(?:\/[\w.~()[\]@+-]+)*$/.test(path.replace(/^(?:[a-z]:)?\//, ''))
    ? [{ path, as: 'possible' }]
    : [];
}

/** Takes away what prose puts around a name: brackets, Markdown, punctuation, a possessive. */
function bareWord(written: string): string {
  let text = written.includes('](') ? written.slice(written.lastIndexOf('](') + 2) : written;
  text = text.replace(/^['(*[{“‘]+/, '').replace(/(?:'s|’s)?[.,:!?*'”’…]+$|['’]s$/, '');
  while (/[)\]}]$/.test(text) && count(text, /[)\]}]/g) > count(text, /[([{]/g)) text = text.slice(0, -1);
  return text
    .replace(/[.,:!?*'”’…]+$/, '')
    .replace(/#[\w-]*$/, (anchor) => (/^#L?\d/.test(anchor) ? anchor : ''));
}

function count(text: string, pattern: RegExp): number {
  return text.match(pattern)?.length ?? 0;
}

function isWebAddress(path: string): boolean {
  return /^(?:[\w-]+\.)+(?:com|org|net|io|dev|ai|app|edu|gov)\//i.test(path);
}
