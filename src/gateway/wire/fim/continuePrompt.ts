import type { ChatRequest } from '../exchange.ts';

const tags = ['<QUERY>', '</QUERY>', '<COMPLETION>', '</COMPLETION>'];

/** Whether a text ends as the question of Continue's autocompletion does. */
export function endsAsContinueCompletion(text: string): boolean {
  return text.trimEnd().endsWith('<COMPLETION>');
}

/**
 * Whether a chat request is Continue's autocompletion for models that only chat: a single question without tools that
 * holds its four tags and ends by opening the completion.
 */
export function isContinueCompletionPrompt(request: ChatRequest): boolean {
  if (request.tools.length > 0) return false;
  const turns = request.messages.filter(({ role }) => role !== 'system' && role !== 'developer');
  if (turns.length !== 1 || turns[0]?.role !== 'user') return false;
  const texts = request.messages
    .flatMap((message) => message.content)
    .map((part) => (part.type === 'text' ? part.text : ''));
  // The end first: long prompts are not searched to find nothing.
  const last = texts.findLast((text) => text.trimEnd() !== '');
  if (last === undefined || !endsAsContinueCompletion(last)) return false;
  const text = texts.join('\n');
  return tags.every((tag) => text.includes(tag));
}
