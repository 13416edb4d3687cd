import { fencePath, filePathComment, headerPath } from './fencePath.ts';
import { cleanPath } from './filePath.ts';
import { looksLikeFile } from './fileName.ts';
import type { FoundFile } from './foundFile.ts';
import type { PromptText } from './promptText.ts';

const repoMapHeading = /^([^\s:][^:\n]{0,300}):\n(?:⋮|│)/gm;
const textToolResult = /^\[\w{1,50} for '([^'\n]{1,1024})'[^\n]{0,200}\] Result:/gm;
const spokenRead =
  /\b(?:Attempting to read|Reading) the contents? of `([^`\n]{1,300})`|\bOpen and read the contents of the (\S{1,300}) file\b/g;

/** A fence's own path, else the path comment on its first line, else the header line above it. */
export function fenceFiles({ fences }: PromptText): FoundFile[] {
  return fences.flatMap(({ info, firstLine, lineAbove }) =>
    named(fencePath(info) ?? filePathComment(firstLine) ?? headerPath(lineAbove)),
  );
}

/** aider's map of the repository: `path:` above the lines that it shows. */
export function repoMapFiles({ prose }: PromptText): FoundFile[] {
  if (!prose.includes(':\n⋮') && !prose.includes(':\n│')) return [];
  return [...prose.matchAll(repoMapHeading)].flatMap((match) => asFile(match[1]));
}

/** Cline's and Roo's results in the user's role: `[read_file for 'src/a.ts'] Result:`. */
export function textToolResultFiles({ prose }: PromptText): FoundFile[] {
  if (!prose.includes('] Result:')) return [];
  return [...prose.matchAll(textToolResult)].flatMap((match) => asFile(match[1]));
}

/** Open Interpreter says in words what it reads. */
export function spokenReadFiles({ prose }: PromptText): FoundFile[] {
  return [...prose.matchAll(spokenRead)].flatMap((match) => asFile(match[1] ?? match[2]));
}

function asFile(written: string | undefined): FoundFile[] {
  const path = written === undefined ? undefined : cleanPath(written);
  return path !== undefined && looksLikeFile(path) ? named(path) : [];
}

function named(path: string | undefined): FoundFile[] {
  return path === undefined ? [] : [{ path, as: 'named' }];
}
