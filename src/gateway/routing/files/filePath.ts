const longestPath = 1024;

/** ` (12-34)`, `:12-34`, `:12:5`, `#L12-L34`, ` L12-34`, ` lines 12-34`, `(12,5)` after a path. */
const lineSuffix =
  /(?:\s*\(\s*(?:lines? )?\d+(?:\s*[-–,:]\s*\d+)*\s*\)?|:\d+(?:[-:,]\d+){0,3}:?|#L?\d+(?:C\d+)?(?:-L?\d+(?:C\d+)?)?|,? L\d+(?:-L?\d+)?|,? lines? \d+(?:\s?(?:-|–|to)\s?\d+)?)$/i;

/**
 * Reads a path as it stands in a prompt: quotes, line ranges, a `file:` URI and Windows separators are taken away, `.` and
 * `..` resolved where they can be. Returns it with forward slashes, a drive letter in lower case, no `/` at the end; undefined
 * when the text cannot be a path.
 */
export function cleanPath(written: string): string | undefined {
  let text = stripQuotes(written.trim());
  if (text.length > longestPath || text === '' || hasControlCharacter(text)) return undefined;
  text = stripQuotes(text.replace(lineSuffix, '').trim());
  const uri = fromUri(text);
  if (uri === undefined) return undefined;
  text = uri
    .replace(/\\ /g, ' ')
    .replace(/\\+/g, '/')
    .replace(/(?!^)\/{2,}/g, '/');
  text = text.replace(/^\/?([A-Za-z]):(?=\/)/, (_match, drive: string) => `${drive.toLowerCase()}:`);
  return resolveDots(text);
}

/** An absolute path: `/…`, `c:/…` or `//server/…`. */
export function isAbsolutePath(path: string): boolean {
  return path.startsWith('/') || /^[a-z]:\//i.test(path);
}

/** Joins a folder and a path in it, both with forward slashes. */
export function joinPath(folder: string, path: string): string {
  return resolveDots(`${folder.replace(/\/+$/, '')}/${path}`) ?? folder;
}

/** The last segment of a path. */
export function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

/** `path` below `folder`, as seen from there (`` for the folder itself); undefined when it lies outside. */
export function pathWithin(folder: string, path: string, ignoreCase: boolean): string | undefined {
  const root = folder.endsWith('/') ? folder.slice(0, -1) : folder;
  const head = path.slice(0, root.length);
  if (ignoreCase ? head.toLowerCase() !== root.toLowerCase() : head !== root) return undefined;
  if (path.length === root.length) return '';
  return path.charAt(root.length) === '/' ? path.slice(root.length + 1) : undefined;
}

function stripQuotes(text: string): string {
  const quoted = /^(["'`“‘<*]{1,2})(.*?)(["'`”’>*]{1,2})$/s.exec(text);
  return (quoted?.[2] ?? text).trim();
}

function hasControlCharacter(text: string): boolean {
  for (let index = 0; index < text.length; index++) if (text.charCodeAt(index) < 32) return true;
  return false;
}

/** Takes a `file:` or `vscode-remote:` URI apart; undefined for any other scheme. */
function fromUri(text: string): string | undefined {
  const scheme = /^([a-z][a-z0-9+.-]+):\/\//i.exec(text)?.[1]?.toLowerCase();
  if (scheme === undefined) return text;
  if (scheme !== 'file' && scheme !== 'vscode-remote') return undefined;
  try {
    return decodeURIComponent(new URL(text).pathname);
  } catch {
    return undefined;
  }
}

/** Keeps `..` where nothing stands before it. */
function resolveDots(text: string): string | undefined {
  const root = /^(?:[a-z]:)?\/{0,2}/i.exec(text)?.[0] ?? '';
  const segments: string[] = [];
  for (const segment of text.slice(root.length).split('/')) {
    if (segment === '' || segment === '.') continue;
    const last = segments.at(-1);
    if (segment === '..' && last !== undefined && last !== '..') segments.pop();
    else if (segment !== '..' || root === '') segments.push(segment);
  }
  const path = root + segments.join('/');
  return path === '' || path === '..' ? undefined : path;
}
