import type { ModelWish } from '../modelName.ts';
import type { RequestFacts } from '../requestFacts.ts';
import type { RoutingRequest } from '../routingRequest.ts';
import { conversationKey } from './conversationKey.ts';
import { turnKey } from './turnKey.ts';

/** What a `sticky` route keeps a conversation by; undefined for what is none. */
export function conversationOf({ request, headers }: RoutingRequest): string | undefined {
  return request.kind === 'chat' ? conversationKey({ headers, messages: request.messages }) : undefined;
}

/**
 * What a request's turn is kept by; undefined for a request that belongs to no turn.
 * @param byWindow whether the request itself says which window it is of
 */
export function turnKeyOf(
  { conversation: read, request, window, prompt }: RequestFacts,
  wish: ModelWish,
  byWindow: boolean,
): string | undefined {
  const conversation = wish.target === undefined ? read() : undefined;
  if (conversation === undefined) return undefined;
  return turnKey(conversation, {
    headers: request.headers,
    window: byWindow ? window?.window.id : undefined,
    workspace: wish.route === undefined ? (wish.workspace ?? request.pinnedWorkspace) : `@${wish.route}`,
    requestClass: prompt.requestClass(),
  });
}
