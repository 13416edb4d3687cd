import { isContinueCompletionPrompt } from '../wire/fim/continuePrompt.ts';
import { parseSentinels } from '../wire/fim/sentinels.ts';
import type { ChatRequest } from '../wire/exchange.ts';
import type { RequestKind } from './decision.ts';
import type { RoutingRequest } from './routingRequest.ts';
import { textOf } from './turns/ownWords.ts';

/**
 * What kind of request it is (design 4.3): FIM by route, `suffix`, sentinel tokens, a `[SUFFIX]` stop or Continue's four-tag
 * prompt; embeddings by route; else chat. No word in the user's code ever makes it chat.
 */
export function requestKind({ request }: Pick<RoutingRequest, 'request'>): RequestKind {
  switch (request.kind) {
    case 'embeddings':
      return 'embeddings';
    case 'completion':
      return 'fim';
    case 'chat':
      return isCompletion(request) ? 'fim' : 'chat';
  }
}

/** The text of the question that a completion asks through the chat protocol. */
export function lastUserText(request: ChatRequest): string {
  const last = request.messages.findLast(({ role }) => role === 'user');
  return last === undefined ? '' : textOf(last);
}

function isCompletion(request: ChatRequest): boolean {
  if (request.glimpse !== undefined) return false;
  if (typeof request.extras['suffix'] === 'string' || request.stop.includes('[SUFFIX]')) return true;
  if (isContinueCompletionPrompt(request)) return true;
  // Completions are asked in one message without tools; an agent may well work on a file that is full of such tokens.
  const turns = request.messages.filter(({ role }) => role !== 'system' && role !== 'developer');
  if (request.tools.length > 0 || turns.length !== 1) return false;
  return parseSentinels(lastUserText(request)) !== undefined;
}
