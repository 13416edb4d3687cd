import { requireSinglePrompt } from '../completions/singlePrompt.ts';
import type { ChatRequest, CompletionRequest } from '../exchange.ts';
import { parseSentinels } from './sentinels.ts';

const instruction = [
  'You are the completion engine of a text editor. You get the text before the cursor and the text after it.',
  'Answer with exactly the characters to insert at the cursor, and nothing else:',
  'no explanation, no Markdown fences, no tags, and nothing of the text before or after the cursor again.',
  'Keep to the style and the indentation around the cursor; the first line goes on where the text before ends.',
  'Prefer a short insertion that completes what was begun. If nothing fits, answer with nothing.',
].join('\n');

/** The gap of a completion request: its prompt and suffix, or what its sentinel tokens say. */
export function gapOf(request: CompletionRequest): {
  prefix: string;
  suffix: string;
  context?: string;
  path?: string;
} {
  const parsed = request.suffix === undefined ? parseSentinels(request.prompt) : undefined;
  if (parsed === undefined) return { prefix: request.prompt, suffix: request.suffix ?? '' };
  const { prefix, suffix = '', context, files } = parsed;
  return { prefix, suffix, context, path: files?.at(-1) };
}

/**
 * A completion request for a model that only chats: asks for just the missing middle, without reasoning, which would
 * spend the few tokens that completions allow. The client's stop sequences stay with the gateway (MiddleCleaner), as a
 * fence or a blank line around the answer would meet them at once. Throws `invalid_request` for several prompts.
 */
export function completionToChat(request: CompletionRequest): ChatRequest {
  requireSinglePrompt(request);
  return {
    kind: 'chat',
    model: request.model,
    stream: request.stream,
    includeUsage: request.includeUsage,
    messages: [
      { role: 'system', content: [{ type: 'text', text: instruction }] },
      { role: 'user', content: [{ type: 'text', text: question(request) }] },
    ],
    tools: [],
    reasoning: { mode: 'off' },
    maxOutputTokens: request.maxOutputTokens,
    temperature: request.temperature,
    topP: request.topP,
    topK: request.topK,
    seed: request.seed,
    frequencyPenalty: request.frequencyPenalty,
    presencePenalty: request.presencePenalty,
    stop: [],
    extras: request.extras,
  };
}

function question(request: CompletionRequest): string {
  const { prefix, suffix, context, path } = gapOf(request);
  return [
    ...(context === undefined ? [] : [`Other files, for reference:\n${context}`]),
    ...(path === undefined ? [] : [`The file being edited: ${path}`]),
    `<before_cursor>${prefix}</before_cursor>`,
    ...(suffix === '' ? [] : [`<after_cursor>${suffix}</after_cursor>`]),
    'What is inserted at the cursor?',
  ].join('\n');
}
