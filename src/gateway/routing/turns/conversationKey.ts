import type { NeutralMessage } from '../../wire/exchange.ts';
import { textOf } from './ownWords.ts';
import { sha256 } from './sha256.ts';
import { fingerprint, sessionHeaders } from './turnKey.ts';

/** What tells conversations apart. */
export interface ConversationSource {
  /** The client's, lower-case names. */
  readonly headers: Readonly<Record<string, string>>;
  readonly messages: readonly NeutralMessage[];
}

/**
 * What a conversation is kept with its account by, so that the provider's prompt cache hits: the client's session, else its first
 * system and user messages, which stay while it grows. undefined for a request that has none.
 */
export function conversationKey({ headers, messages }: ConversationSource): string | undefined {
  for (const name of sessionHeaders) {
    const session = headers[name];
    if (session !== undefined && session !== '') return `${name} ${session.slice(0, 200)}`;
  }
  const user = messages.find(({ role }) => role === 'user');
  if (user === undefined) return undefined;
  const texts: string[] = [];
  for (const message of messages) {
    if (message.role !== 'system' && message.role !== 'developer' && message !== user) continue;
    texts.push(fingerprint(textOf(message)));
    if (message === user) break;
  }
  return sha256(texts.join('\0'));
}
