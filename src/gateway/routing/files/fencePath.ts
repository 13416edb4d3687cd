import { cleanPath } from './filePath.ts';
import { fileNameCertainty, looksLikeFile } from './fileName.ts';

/** Names of languages that look like a file's. */
const dottedLanguages = new Set(['asp.net', 'vb.net', 'node.js']);

/**
 * The path on a fence's opening line (without the backticks): alone, after the language word, quoted, as `title="…"`, with a
 * line range before or after it. Undefined when there is only a language, or attributes. The line below is never looked at.
 */
export function fencePath(info: string): string | undefined {
  if (info === '' || info.length > 1100) return undefined;
  const attribute = /\b(?:title|file|filename|path|filepath)\s*[=:]\s*["']([^"'\n]+)["']/i.exec(info)?.[1];
  if (attribute !== undefined) return asFile(attribute);
  const cited = /^\d+:\d+:(.+)$/.exec(info)?.[1];
  if (cited !== undefined) return asFile(cited);
  const colon = /^[\w+#-]{1,30}:(?![\\/\d])(\S.*)$/.exec(info)?.[1];
  if (colon !== undefined) return asFile(colon);
  const [word, rest] = splitWord(info);
  const isLanguageWord = /^[\w+#.-]+$/.test(word);
  if (rest !== '' && isLanguageWord && !isLineRange(rest)) {
    const path = asFile(rest);
    if (path !== undefined) return path;
  }
  return dottedLanguages.has(word.toLowerCase()) ? undefined : wholeAsFile(info);
}

/** The line above a fence when it is nothing but a path, as aider and many models write it: `src/app.py`, `**src/app.py**:`. */
export function headerPath(line: string): string | undefined {
  const bare = line
    .trim()
    .replace(/^(?:#{1,6}\s+|[-*+]\s+|\/\/\s*|\d+[.)]\s+)/, '')
    .replace(/^(?:file(?:name)?|path)\s*:\s*/i, '')
    .replace(/^\*\*(.*)\*\*(:?)$/, '$1$2')
    .replace(/:$/, '');
  const path = cleanPath(bare);
  if (path === undefined || !looksLikeFile(path)) return undefined;
  // Words before a path make it a sentence: only a folder's files may have spaces in their names.
  if (/\s/.test(path.split('/', 1)[0] ?? '')) return undefined;
  if (fileNameCertainty(path) !== 'no') return path;
  return /^[\w@.~-]+(?:\/[\w@.~-]+)+$/.test(path) ? path : undefined;
}

/** Copilot's way: the first line of the block is a comment `// filepath: src/app.ts`. */
export function filePathComment(firstLine: string): string | undefined {
  const path = /^\s*(?:\/\/|#|--|;|%|\/\*|<!--)\s*(?:filepath|file)\s*:\s*(.+?)\s*(?:\*\/|-->)?\s*$/i.exec(
    firstLine,
  )?.[1];
  return path === undefined ? undefined : asFile(path);
}

function splitWord(info: string): [string, string] {
  const space = info.search(/\s/);
  return space === -1 ? [info, ''] : [info.slice(0, space), info.slice(space).trim()];
}

function isLineRange(text: string): boolean {
  return /^[([]?\s*(?:lines? )?L?\d+(?:\s*[-–:,]\s*L?\d+)*\s*[)\]]?$/i.test(text);
}

function asFile(text: string): string | undefined {
  const withoutAttributes = text.replace(/\s*\{[^{}]*\}\s*$/, '');
  const path = cleanPath(withoutAttributes);
  if (path === undefined || /[$;&|<>=`]/.test(path)) return undefined;
  return looksLikeFile(path) || /^\S+\.[a-z]\w{0,11}$/i.test(path) ? path : undefined;
}

/** An opening line without a language word: it must be a path as a whole. */
function wholeAsFile(info: string): string | undefined {
  const path = asFile(info);
  if (path === undefined) return undefined;
  // `go`, `vue` or `dockerfile` alone are languages; so is any one word without a dot or a folder, but for known names.
  return path.includes('/') || path.includes('.') || fileNameCertainty(path) !== 'no' ? path : undefined;
}
