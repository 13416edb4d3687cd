import { asString, isObject, type JsonObject } from '../../wire/json.ts';
import type { AttemptContext } from '../attempts/startedAnswer.ts';
import type { ModelExchange } from '../modelExchange.ts';
import { keepsResponses } from '../responseStore/keepResponse.ts';

/**
 * Remembers who keeps an answer that passed through, where its provider was asked to store it: responses unless `store` is false,
 * chats when it is true.
 * @param first the answer, or the first event of its stream
 */
export function noteStored(
  { services, attempt }: AttemptContext,
  { route, body, provider, model }: ModelExchange,
  first: () => JsonObject | undefined,
): void {
  const { store } = body.json;
  const isStored =
    (route.format === 'responses' && store !== false && keepsResponses({ provider, format: 'responses' })) ||
    (route.format === 'chat' && store === true);
  if (!isStored) return;
  const document = first();
  const answer = isObject(document?.['response']) ? document['response'] : document;
  const id = asString(answer?.['id']);
  if (id !== undefined)
    services.ids.note([id], { provider: provider.id, account: attempt.account.id, model });
}
