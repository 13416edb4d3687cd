const openers = '{[(';
const closers = '}])';

/**
 * Reads a list typed on one line: commas separate, except inside brackets (`*.{ts,js}`) and after a backslash (`a\,b`).
 * Blanks around an item and empty items do not count.
 */
export function parseTextList(text: string): string[] {
  const items: string[] = [];
  let item = '';
  let depth = 0;
  for (let index = 0; index < text.length; index++) {
    const character = text.charAt(index);
    if (character === '\\' && text[index + 1] === ',') {
      item += ',';
      index++;
      continue;
    }
    if (openers.includes(character)) depth++;
    if (closers.includes(character)) depth = Math.max(0, depth - 1);
    if (character === ',' && depth === 0) {
      items.push(item);
      item = '';
    } else item += character;
  }
  return [...items, item].map((text) => text.trim()).filter((text) => text !== '');
}

/** Writes a list so that `parseTextList` reads the same items. */
export function formatTextList(items: readonly string[]): string {
  return items
    .map((item) => (parseTextList(item).length > 1 ? item.replaceAll(',', '\\,') : item))
    .join(', ');
}

/** One item a line; blanks around and empty lines do not count. */
export function parseLines(text: string): string[] {
  return text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
}

/**
 * Reads headers, one `Name: value` a line.
 * @returns the headers, or the first line that is not one
 */
export function parseHeaderLines(text: string): { headers: Record<string, string> } | { badLine: string } {
  const headers: Record<string, string> = {};
  for (const line of parseLines(text)) {
    const match = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+)\s*:\s*(.*)$/.exec(line);
    if (match?.[1] === undefined) return { badLine: line };
    headers[match[1]] = match[2] ?? '';
  }
  return { headers };
}

/** Headers as lines of `name: value`. */
export function formatHeaderLines(headers: Readonly<Record<string, unknown>>): string {
  return Object.entries(headers)
    .map(([name, value]) => `${name}: ${String(value)}`)
    .join('\n');
}
