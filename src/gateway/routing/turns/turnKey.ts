import type { RequestClass } from '../../../config/conditionSchema.ts';
import type { Conversation } from './conversation.ts';
import { sha256 } from './sha256.ts';
import { ownWords } from './ownWords.ts';

/** Headers in which clients name their session, the most telling first. */
export const sessionHeaders = [
  'x-claude-code-session-id',
  'session-id',
  'session_id',
  'x-session-id',
  'x-opencode-session',
  'x-task-id',
  'thread-id',
  'conversation_id',
];
/** Agents within a session, whose turns are their own. */
const agentHeaders = ['x-claude-code-agent-id', 'thread-id'];

/** Characters at each end of a long text that count. */
const longestEnd = 4096;

/** What a turn's key is made of besides the messages. */
export interface TurnScope {
  readonly headers: Readonly<Record<string, string>>;
  /** The window, where the request itself says so; a window taken for its focus may change during a turn. */
  readonly window: string | undefined;
  /** The workspace that the request itself asks for. */
  readonly workspace: string | undefined;
  /** A title of a question is asked for in its own words, and begins no turn of the question. */
  readonly requestClass: RequestClass;
}

/**
 * The key under which a turn's decision is kept; undefined for a request without the user's words. With a session header it
 * is the session and the words of the turn, as clients rewrite older messages; without one the words of every turn so far.
 */
export function turnKey(conversation: Conversation, scope: TurnScope): string | undefined {
  const { messages, newest, words } = conversation;
  if (messages[newest] === undefined) return undefined;
  const session = sessionHeaders.map((name) => scope.headers[name]).find((value) => value !== undefined);
  const agents = agentHeaders.map((name) => scope.headers[name] ?? '');
  const scopeText = JSON.stringify([scope.window, scope.workspace, session, agents, scope.requestClass]);
  const earlier = session === undefined ? messages.slice(0, newest).map(ownWords) : [];
  return sha256([scopeText, ...[...earlier, words].map(fingerprint)].join('\0'));
}

/** Of a pasted file its length and both ends tell it from any other, and cost nothing to hash. */
export function fingerprint(words: string): string {
  if (words.length <= 2 * longestEnd) return words;
  return `${words.length}\0${words.slice(0, longestEnd)}\0${words.slice(-longestEnd)}`;
}
