import { readFileSections } from '../../wire/fim/fileSections.ts';
import { parseSentinels } from '../../wire/fim/sentinels.ts';
import { cleanPath } from './filePath.ts';
import { looksLikeFile } from './fileName.ts';

/** The files of a completion prompt. */
export interface CompletionFiles {
  /** What is being written. */
  readonly current: readonly string[];
  /** Given along for reference. */
  readonly others: readonly string[];
}

/** Path comments stand in the first lines; a longer comment is somebody's text. */
const longestHead = 64 * 1024;
const commentLine = /^[ \t]*(?:\/\/|#|--|;|%|'|"|\/\*|<!--|\{-|\(\*)(.*?)(?:\*\/|-->|-\}|\*\))?[ \t]*$/;

/**
 * Files that a fill-in-the-middle prompt names: by the file separators of the model families, or in the comment that
 * editors put at its head (`// src/app.ts`, `# Path: app.py`). The last separator's is the file being edited.
 */
export function completionFiles(prompt: string): CompletionFiles {
  const gap = parseSentinels(prompt);
  const separated = clean(gap === undefined ? readFileSections(prompt).files : (gap.files ?? []));
  const commented = pathComments(gap?.prefix ?? prompt);
  if (separated.length === 0) return commented;
  const current = separated.slice(-1);
  return {
    current: [...current, ...commented.current],
    others: [...separated.slice(0, -1), ...commented.others],
  };
}

/** Continue comments snippets as `// Path: x` and then names the file itself; Copilot names the file with `Path:` alone. */
function pathComments(text: string): CompletionFiles {
  const plain: string[] = [];
  const labelled: string[] = [];
  const snippets: string[] = [];
  for (const line of text.slice(0, longestHead).split('\n')) {
    if (line.trim() === '' || line.startsWith('#!')) continue;
    const comment = line.length > 1200 ? undefined : commentLine.exec(line)?.[1]?.trim();
    if (comment === undefined) break;
    const snippet = /^Compare (?:this|the following) snippets? from (.{1,1024}?):?$/i.exec(comment)?.[1];
    const label = /^(?:file ?path|path|file(?: ?name)?)\s*:\s*(.{1,1024})$/i.exec(comment)?.[1];
    if (snippet !== undefined) snippets.push(snippet);
    else if (label !== undefined) labelled.push(label);
    else if (/^[^\s]{1,1024}$/.test(comment)) plain.push(comment);
  }
  const own = clean(plain);
  return own.length > 0
    ? { current: own.slice(-1), others: [...clean(labelled), ...clean(snippets), ...own.slice(0, -1)] }
    : { current: clean(labelled), others: clean(snippets) };
}

function clean(paths: readonly string[]): string[] {
  return paths.flatMap((written) => {
    const path = cleanPath(written);
    return path !== undefined && looksLikeFile(path) ? [path] : [];
  });
}
