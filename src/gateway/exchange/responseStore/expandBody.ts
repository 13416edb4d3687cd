import { asArray, asString, isObject, type JsonObject, type JsonValue } from '../../wire/json.ts';
import type { RequestBody } from '../requestBody.ts';
import { outputOf, type ResponseStore } from './responseStore.ts';

/**
 * A Responses request with what it refers to in its place: the conversation of a previous response that is kept here before
 * the input, and kept items instead of references to them. The same body when it refers to nothing that is known here.
 */
export function expandBody(body: RequestBody, store: ResponseStore): RequestBody {
  if (store.isEmpty) return body;
  const { previous_response_id: previousId, input = [], ...rest } = body.json;
  if (typeof input !== 'string' && !Array.isArray(input)) return body;
  const previous = typeof previousId === 'string' ? store.find(previousId) : undefined;
  const items = inputItems(input);
  const resolved = items.map((item) => resolvedItem(item, store));
  if (previous === undefined && resolved.every((item, at) => item === items[at])) return body;
  const earlier =
    previous === undefined ? [] : [...previous.input, ...outputOf(previous)].map(withoutMadeUpId);
  const kept = previous === undefined && previousId !== undefined ? { previous_response_id: previousId } : {};
  const json: JsonObject = { ...rest, ...kept, input: [...earlier, ...resolved] };
  return {
    bytes: Buffer.from(JSON.stringify(json)),
    json,
    ...(previous === undefined ? {} : { previousResponseId: asString(previousId) }),
  };
}

/** `input` as the list of items that it means. */
function inputItems(input: JsonValue | undefined): JsonValue[] {
  return typeof input === 'string' ? [{ type: 'message', role: 'user', content: input }] : asArray(input);
}

/** A reference may come without its type. */
function resolvedItem(item: JsonValue, store: ResponseStore): JsonValue {
  if (!isObject(item)) return item;
  const id = asString(item['id']);
  const type = item['type'] ?? (Object.keys(item).length === 1 ? 'item_reference' : undefined);
  const kept = type === 'item_reference' && id !== undefined ? store.item(id) : undefined;
  return kept === undefined ? item : withoutMadeUpId(kept);
}

/** Before the ids of input items that came without one. */
const madeUpPrefix = 'in_mux_';

/** The items of an input as OpenAI lists them: every one has an id, by which it can be referred to. */
export function identified(input: JsonValue | undefined, responseId: string): JsonObject[] {
  const unique = responseId.replace(/^resp_/, '').replaceAll('-', '');
  return inputItems(input)
    .filter(isObject)
    .map((item, at) => ({ ...item, id: asString(item['id']) ?? `${madeUpPrefix}${unique}${at}` }));
}

/** Providers of this format refuse ids of items that they did not make. */
function withoutMadeUpId(item: JsonObject): JsonObject {
  const { id, ...rest } = item;
  return asString(id)?.startsWith(madeUpPrefix) === true ? rest : item;
}
