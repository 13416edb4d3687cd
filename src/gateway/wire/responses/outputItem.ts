import type { JsonObject, JsonValue } from '../json.ts';

/** One event of a response's stream, still without its number. */
export interface ResponseEvent {
  readonly type: string;
  readonly fields: JsonObject;
}

export type ItemStatus = 'completed' | 'incomplete';

/** Where an item stands in its response. */
export interface ItemPlace {
  readonly id: string;
  readonly index: number;
}

/** An item of a response that is being written: what its events say, and what it amounts to. */
export interface OutputItem {
  /** Its first event. */
  begin(): ResponseEvent[];
  /** The events that end it; call it once. */
  finish(status: ItemStatus): ResponseEvent[];
  /** The whole item, once it is finished. */
  readonly item: JsonObject;
}

/** `output_item.added` with the item as it stands at its beginning. */
export function added({ index }: ItemPlace, item: JsonObject): ResponseEvent {
  return { type: 'response.output_item.added', fields: { output_index: index, item } };
}

/** `output_item.done` with the whole item. */
export function done({ index }: ItemPlace, item: JsonObject): ResponseEvent {
  return { type: 'response.output_item.done', fields: { output_index: index, item } };
}

/** An event about an item, or about a part of it that `rest` names. */
export function itemEvent(
  type: string,
  { id, index }: ItemPlace,
  rest: Readonly<Record<string, JsonValue>>,
): ResponseEvent {
  return { type: `response.${type}`, fields: { item_id: id, output_index: index, ...rest } };
}
