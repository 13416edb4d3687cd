import type { NeutralPart } from '../../wire/exchange.ts';
import { cleanPath } from './filePath.ts';
import type { FoundFile } from './foundFile.ts';

const begin = /^\s{0,10}--- Content from referenced files ---\s{0,10}$/;
const contentOf = /^\s{0,10}Content from @([^\n]{1,1024}):\s{0,10}$/;
const end = /^\s{0,10}--- End of content ---\s{0,10}$/;

/** A message's parts told apart: what was said, and the contents of files that the client put beside it. */
export interface PartsApart {
  readonly said: readonly NeutralPart[];
  readonly contents: readonly NeutralPart[];
}

/**
 * Tells Gemini CLI's and Qwen Code's contents of `@file` from the user's words: they stand in text parts of their own between two
 * marks. What the marks do not close is words.
 */
export function apartFromContents(parts: readonly NeutralPart[]): PartsApart {
  const from = parts.findIndex((part) => part.type === 'text' && begin.test(part.text.slice(0, 100)));
  if (from === -1) return { said: parts, contents: [] };
  const to = parts.findLastIndex((part) => part.type === 'text' && end.test(part.text.slice(0, 100)));
  if (to < from) return { said: parts, contents: [] };
  return { said: [...parts.slice(0, from), ...parts.slice(to + 1)], contents: parts.slice(from + 1, to) };
}

/** The files whose contents these are: each content has its file's name before it, one of a folder that was named, too. */
export function referencedFiles(contents: readonly NeutralPart[]): FoundFile[] {
  return contents.flatMap((part) => {
    const written = part.type === 'text' ? contentOf.exec(part.text.slice(0, 1100))?.[1] : undefined;
    const path = written === undefined ? undefined : cleanPath(written);
    return path === undefined ? [] : [{ path, as: 'named' }];
  });
}
