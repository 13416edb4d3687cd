import { asArray, asString, isObject, type JsonObject, type JsonValue } from '../../wire/json.ts';
import type { RequestBody } from '../requestBody.ts';
import { outputOf, type ResponseStore } from './responseStore.ts';

/**
 * A Responses request with what it refers to in its place: the conversation of a previous response that is kept here before
 * the input, and kept items instead of references to them. The same body when it refers to nothing that is known here.
 */
export function expandBody(body: RequestBody, store: ResponseStore): RequestBody {
  const { previous_response_id: previousId, input, ...rest } = body.json;
  const previous = typeof previousId === 'string' ? store.find(previousId) : undefined;
  const items = inputItems(input);
  const resolved = items.map((item) => resolvedItem(item, store));
  if (previous === undefined && resolved.every((item, at) => item === items[at])) return body;
  const earlier = previous === undefined ? [] : [...previous.input, ...outputOf(previous)];
  const kept = previous === undefined && previousId !== undefined ? { previous_response_id: previousId } : {};
  const json: JsonObject = { ...rest, ...kept, input: [...earlier, ...resolved] };
  return {
    bytes: Buffer.from(JSON.stringify(json)),
    json,
    ...(previous === undefined ? {} : { previousResponseId: asString(previousId) }),
  };
}

/** `input` as the list of items that it means. */
export function inputItems(input: JsonValue | undefined): JsonValue[] {
  return typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : asArray(input);
}

/** A reference may come without its type. */
function resolvedItem(item: JsonValue, store: ResponseStore): JsonValue {
  if (!isObject(item)) return item;
  const id = asString(item['id']);
  const type = item['type'] ?? (Object.keys(item).length === 1 ? 'item_reference' : undefined);
  return type === 'item_reference' && id !== undefined ? (store.item(id) ?? item) : item;
}
