import type { RoutingRequest } from './routingRequest.ts';
import { cleanPath, isAbsolutePath } from './files/filePath.ts';
import { textOf } from './turns/ownWords.ts';

/** What stands at the head of a prompt; a directory that is named further in is somebody's text. */
const longestText = 200_000;

/** How clients say where they work, one entry a phrase. Each starts with fixed words and is bounded. */
const phrases: readonly RegExp[] = [
  /** Codex */
  /<cwd>([^<\n]{1,1024})<\/cwd>/,
  /** Cline, Roo and Kilo */
  /^# Current (?:Working|Workspace) Directory \(([^\n]{1,1024})\) Files/m,
  /** Claude Code, opencode, Kilo, pi, Continue's and Cline's command lines */
  /\b(?:Primary working|Current working|Working|Workspace) directory(?: is)?:[ \t]{1,4}([^\n]{1,1024})/i,
  /** Gemini CLI and Qwen Code */
  /\bworking in the (?:directory|following director(?:y|ies)):\s{1,8}(?:- )?([^\n]{1,1024})/,
  /\bWorkspace Directories:\**\s{1,8}- ([^\n]{1,1024})/,
  /** VS Code's own chat */
  /\bin a workspace with the following folders?:\s{1,8}- ([^\n]{1,1024})/,
];

/**
 * The directory that the client works in, by what its prompt says: the newest user message first (editors report it there),
 * then the system prompt, then the first messages. Undefined when nothing says so, or nothing absolute.
 */
export function workingDirectory({ request }: Pick<RoutingRequest, 'request'>): string | undefined {
  if (request.kind !== 'chat') return undefined;
  const { messages } = request;
  const candidates = [
    messages.findLast(({ role }) => role === 'user'),
    ...messages.filter(({ role }) => role === 'system' || role === 'developer'),
    ...messages.filter(({ role }) => role === 'user').slice(0, 2),
  ];
  for (const message of candidates) {
    const text = message === undefined ? '' : textOf(message).slice(0, longestText);
    for (const phrase of phrases) {
      const written = phrase.exec(text)?.[1];
      const path = written === undefined ? undefined : cleanPath(written);
      if (path !== undefined && isAbsolutePath(path)) return path;
    }
  }
  return undefined;
}
