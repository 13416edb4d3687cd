import { childPaths } from './elementFiles.ts';
import { cleanPath } from './filePath.ts';
import { looksLikeFile } from './fileName.ts';
import type { FoundFile } from './foundFile.ts';
import type { PromptText } from './promptText.ts';

/** Each is anchored to a line and bounded. A listing of bare names is not here: names are not content. */
const contentMarks: readonly RegExp[] = [
  /** grep: `src/a.ts:12:text` */
  /^((?:[A-Za-z]:[\\/])?[^\s:"'<>|][^:\n"'<>|]{0,300}):\d+[:-]/gm,
  /** ripgrep's headings and Cline's search: the path on its own line above `12:text` or `│----` */
  /^([^\s:|│][^:\n│]{0,300})\n(?:\d+[:-]|│)/gm,
  /** head and tail of several files: `==> src/a.ts <==` */
  /^==> ([^\n]{1,300}?) <==$/gm,
  /** diffs */
  /^(?:\+\+\+|---) (?:[ab]\/)?([^\t\n]{1,300})/gm,
];
const attribute = /<(?:file_content|file|final_file_content)\s[^<>]{0,200}?\bpath="([^"\n]{1,1024})"/g;

/** Files whose content a tool's result holds: search hits, diffs, tagged contents. They count for `localOnly` alone. */
export function toolResultFiles({ raw }: PromptText): FoundFile[] {
  const written = new Set<string>();
  for (const mark of contentMarks) {
    for (const match of raw.matchAll(mark)) written.add(match[1] ?? '');
  }
  for (const match of raw.matchAll(attribute)) written.add(match[1] ?? '');
  const files: FoundFile[] = [];
  for (const text of written) {
    const path = cleanPath(text);
    if (path !== undefined && path !== '/dev/null' && looksLikeFile(path))
      files.push({ path, as: 'possible' });
  }
  return [...files, ...childPaths(raw).map(({ path }) => ({ path, as: 'possible' as const }))];
}
