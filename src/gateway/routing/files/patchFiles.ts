import { cleanPath } from './filePath.ts';
import type { FoundFile } from './foundFile.ts';

/** Codex' patch headers, and those of unified diffs. */
const header =
  /^(?:\*\*\* (?:Add|Update|Delete) File: |\*\*\* Move to: |(?:\+\+\+|---) (?:[ab]\/)?)([^\t\r\n]{1,1024})/gm;

/** The files that a patch changes. */
export function patchFiles(text: string): FoundFile[] {
  const files: FoundFile[] = [];
  for (const match of text.matchAll(header)) {
    const path = cleanPath(match[1] ?? '');
    if (path !== undefined && path !== '/dev/null') files.push({ path, as: 'named' });
  }
  return files;
}
