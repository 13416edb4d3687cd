import type { ChatRequest, CompletionRequest } from '../exchange.ts';
import { parseSentinels } from './sentinels.ts';

/**
 * The completion that a chat request asks for by sentinel tokens, in one message without tools; undefined for any other chat. An agent
 * may well work on a file that is full of such tokens.
 */
export function completionInChat(request: ChatRequest): CompletionRequest | undefined {
  if (request.glimpse !== undefined) return undefined;
  const turns = request.messages.filter(({ role }) => role !== 'system' && role !== 'developer');
  const [question, ...others] = turns;
  if (question?.role !== 'user' || others.length > 0 || request.tools.length > 0) return undefined;
  const texts = question.content.flatMap((part) => (part.type === 'text' ? [part.text] : []));
  const prompt = texts.join('\n');
  if (texts.length < question.content.length || parseSentinels(prompt) === undefined) return undefined;
  return {
    kind: 'completion',
    model: request.model,
    stream: request.stream,
    includeUsage: request.includeUsage,
    prompt,
    maxOutputTokens: request.maxOutputTokens,
    temperature: request.temperature,
    topP: request.topP,
    topK: request.topK,
    seed: request.seed,
    frequencyPenalty: request.frequencyPenalty,
    presencePenalty: request.presencePenalty,
    stop: request.stop,
    extras: {},
  };
}
