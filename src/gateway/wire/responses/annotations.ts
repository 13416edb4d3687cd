import type { Citation } from '../exchange.ts';
import { asNumber, asString, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** One entry of a text's `annotations`; file citations have no URL and stay what they are. */
export function decodeAnnotation(value: JsonValue): Citation {
  const original = { format: 'responses', value } as const;
  if (!isObject(value)) return { original };
  const url = asString(value.url);
  const title = asString(value.title) ?? asString(value.filename);
  const start = asNumber(value.start_index);
  const end = asNumber(value.end_index);
  return {
    ...(url === undefined ? {} : { url }),
    ...(title === undefined ? {} : { title }),
    ...(start === undefined ? {} : { start }),
    ...(end === undefined ? {} : { end }),
    original,
  };
}

/**
 * A citation as a `url_citation` of the text that ends at `textLength`; undefined for one of another format without a URL,
 * as this format has no kind for it.
 */
export function encodeAnnotation(
  { url, title, start, end, original }: Citation,
  textLength: number,
): JsonObject | undefined {
  if (original?.format === 'responses' && isObject(original.value)) return original.value;
  if (url === undefined) return undefined;
  return {
    type: 'url_citation',
    start_index: start ?? 0,
    end_index: end ?? textLength,
    url,
    title: title ?? url,
  };
}
