import { asArray, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** Chat's `{content: […]}` of the list that stands in this format; undefined for an empty or missing one. */
export function decodeLogprobs(list: JsonValue | undefined): JsonObject | undefined {
  const entries = asArray(list);
  return entries.length === 0 ? undefined : { content: entries };
}

/** The list of this format for chat's `{content, refusal}`. */
export function encodeLogprobs(logprobs: JsonValue | undefined): JsonValue[] {
  return isObject(logprobs) ? [...asArray(logprobs.content), ...asArray(logprobs.refusal)] : [];
}
