import type { ChatRequest, NeutralPart } from '../exchange.ts';

const tags = ['<QUERY>', '</QUERY>', '<COMPLETION>', '</COMPLETION>'];

/**
 * Whether a chat request is Continue's autocompletion for models that only chat: a single question without tools that
 * holds its four tags and ends by opening the completion.
 */
export function isContinueCompletionPrompt(request: ChatRequest): boolean {
  if (request.tools.length > 0) return false;
  const turns = request.messages.filter(({ role }) => role !== 'system' && role !== 'developer');
  if (turns.length !== 1 || turns[0]?.role !== 'user') return false;
  // Long prompts are not put together to find nothing.
  if (!request.messages.some(({ content }) => content.some(opensQuery))) return false;
  const text = request.messages
    .flatMap((message) => message.content)
    .map((part) => (part.type === 'text' ? part.text : ''))
    .join('\n');
  return tags.every((tag) => text.includes(tag)) && text.trimEnd().endsWith('<COMPLETION>');
}

function opensQuery(part: NeutralPart): boolean {
  return part.type === 'text' && part.text.includes('<QUERY>');
}
