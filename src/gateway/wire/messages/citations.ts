import type { Citation } from '../exchange.ts';
import { asString, isObject } from '../json.ts';
import type { JsonValue } from '../json.ts';

/** One entry of a text block's `citations`, whatever kind of place it names; the entry itself stays with it. */
export function decodeCitation(value: JsonValue): Citation {
  const original = { format: 'messages', value } as const;
  if (!isObject(value)) return { original };
  const url = asString(value.url);
  const title = asString(value.title) ?? asString(value.document_title);
  const citedText = asString(value.cited_text);
  return {
    ...(url === undefined ? {} : { url }),
    ...(title === undefined ? {} : { title }),
    ...(citedText === undefined ? {} : { citedText }),
    original,
  };
}

/**
 * A citation for a client of this format. One of another format becomes the place of a web search result, the only kind
 * with a URL; its `encrypted_index`, which Anthropic alone can make, stays empty.
 */
export function encodeCitation({ url, title, citedText, original }: Citation): JsonValue {
  if (original?.format === 'messages') return original.value;
  return {
    type: 'web_search_result_location',
    url: url ?? '',
    title: title ?? null,
    cited_text: citedText ?? '',
    encrypted_index: '',
  };
}

/** Whether Anthropic would take the citation back: it refuses the place of a search result that it did not sign. */
export function isReplayable({ original }: Citation): boolean {
  if (original?.format !== 'messages') return false;
  const { value } = original;
  return !(isObject(value) && value.type === 'web_search_result_location' && value.encrypted_index === '');
}
