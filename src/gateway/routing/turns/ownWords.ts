import type { NeutralMessage } from '../../wire/exchange.ts';
import { apartFromContents } from '../files/referencedContents.ts';
import { openingTag, withoutElements } from '../files/promptText.ts';

/** What clients put into the user's role by themselves. */
const injectedElement = openingTag([
  'system-reminder',
  'environment_details',
  'environment_context',
  'ide_opened_file',
  'ide_selection',
  'ide_diagnostics',
  'user_instructions',
  'permissions',
  'local-command-stdout',
  'local-command-stderr',
  'turn_aborted',
  'session_context',
  'tool_output',
]);
/** Cline's and Roo's tool results, which come in the user's role; an answer to a question does hold the user's words. */
const textToolResult = /^\s{0,20}\[\w{1,50}(?: for '[^\n]{0,1024}')?\] Result:/;
const reply = /<(?:feedback|answer|user_message|user_feedback)>/;

/** The text parts of a message, joined. */
export function textOf(message: NeutralMessage): string {
  return message.content.map((part) => (part.type === 'text' ? part.text : '')).join('\n');
}

/**
 * The words that the user wrote in a message: without what the client added around them (reminders, editor state), without
 * tool results that are written as text. Empty for a message that holds nothing else, or images alone.
 */
export function ownWords(message: NeutralMessage): string {
  if (message.role !== 'user') return '';
  const texts = apartFromContents(message.content).said.flatMap((part) =>
    part.type === 'text' ? [part.text] : [],
  );
  const words = texts
    .map((text) => withoutElements(text, injectedElement).trim())
    .filter((text) => text !== '');
  const first = words[0];
  if (first === undefined || first.startsWith('# AGENTS.md instructions')) return '';
  if (textToolResult.test(first) && !words.some((text) => reply.test(text))) return '';
  return words.join('\n');
}
