import type { Citation, NeutralPart } from '../exchange.ts';
import { asArray, asNumber, asString, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** The `annotations` of a message or delta as citations; their stretches count from the start of the whole content. */
export function decodeAnnotations(annotations: JsonValue | undefined): Citation[] {
  return asArray(annotations).flatMap((annotation) => {
    const source = isObject(annotation) ? annotation.url_citation : undefined;
    if (!isObject(source)) return [];
    return [
      {
        url: asString(source.url),
        title: asString(source.title),
        citedText: asString(source.content),
        start: asNumber(source.start_index),
        end: asNumber(source.end_index),
        original: { format: 'chat', value: annotation },
      } as const,
    ];
  });
}

/** A citation with its stretch moved by `offset` units. */
export function moved(citation: Citation, offset: number): Citation {
  const { start, end } = citation;
  if (start === undefined || end === undefined) return citation;
  return { ...citation, start: start + offset, end: end + offset };
}

/** The parts of a message with each citation at the text that it stands in; one without a stretch at the last text. */
export function withCitations(parts: NeutralPart[], citations: readonly Citation[]): NeutralPart[] {
  if (citations.length === 0) return parts;
  const last = parts.findLastIndex((part) => part.type === 'text');
  let offset = 0;
  return parts.map((part, index) => {
    if (part.type !== 'text') return part;
    const from = offset;
    const to = from + part.text.length;
    offset = to;
    const own = citations.filter(({ start }) =>
      start === undefined ? index === last : start >= from && (start < to || index === last),
    );
    return own.length === 0 ? part : { ...part, citations: own.map((citation) => moved(citation, -from)) };
  });
}

/**
 * A citation as an `annotations` entry; none when it names no URL, the only source that chat has a word for.
 * @param offset where the citation's text begins in the whole content
 * @param length of that text, for a citation that does not say its stretch
 */
export function encodeAnnotation(citation: Citation, offset: number, length: number): JsonObject[] {
  const { url, title, citedText, start = 0, end = length } = citation;
  if (url === undefined || url === '') return [];
  const source = {
    url,
    title: title ?? url,
    start_index: offset + start,
    end_index: offset + end,
    ...(citedText === undefined ? {} : { content: citedText }),
  };
  return [{ type: 'url_citation', url_citation: source }];
}
