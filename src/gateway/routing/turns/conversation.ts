import type { NeutralMessage } from '../../wire/exchange.ts';
import { ownWords } from './ownWords.ts';

/** How a chat's messages fall into turns. */
export interface Conversation {
  readonly messages: readonly NeutralMessage[];
  /** Index of the newest message with the user's own words; -1 when there is none. */
  readonly newest: number;
  /** The user's own words of that message. */
  readonly words: string;
  /** Index of a message of attached files that the client sends anew before every question; -1 when there is none. */
  readonly attached: number;
  /** The model has already answered or called tools since: the request goes on with a turn that began before. */
  readonly continues: boolean;
}

/** aider sends the files that were added to the chat in a message of their own, always in their current state. */
const attachedFiles = /^\s{0,20}I have \*{1,2}added these files to the chat\*{1,2}/;

/** Finds the newest user turn: the last message with the user's own words. Tool results and images alone do not count. */
export function readConversation(messages: readonly NeutralMessage[]): Conversation {
  const isAttached = (message: NeutralMessage): boolean => {
    const first = message.role === 'user' ? message.content.find((part) => part.type === 'text') : undefined;
    return first !== undefined && attachedFiles.test(first.text.slice(0, 200));
  };
  let words = '';
  const newest = messages.findLastIndex((message) => {
    words = ownWords(message);
    return words !== '' && !isAttached(message);
  });
  const attached = messages.findLastIndex(isAttached);
  const after = newest === -1 ? [] : messages.slice(newest + 1);
  return {
    messages,
    newest: newest === -1 ? attached : newest,
    words: newest !== -1 ? words : ownWordsAt(messages, attached),
    attached,
    continues: after.some(({ role }) => role === 'assistant' || role === 'tool' || role === 'user'),
  };
}

function ownWordsAt(messages: readonly NeutralMessage[], index: number): string {
  const message = messages[index];
  return message === undefined ? '' : ownWords(message);
}
