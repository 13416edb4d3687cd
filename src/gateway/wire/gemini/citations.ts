import type { Citation } from '../exchange.ts';
import { asArray, asNumber, asString, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/** Several sources may support one stretch: each becomes a citation. */
export function decodeCitations(candidate: JsonObject, text: string): Citation[] {
  return [
    ...groundedCitations(candidate.groundingMetadata, text),
    ...recited(candidate.citationMetadata, text),
  ];
}

/** `groundingMetadata`: the sources of a search, and which stretch of the answer each supports. */
function groundedCitations(metadata: JsonValue | undefined, text: string): Citation[] {
  if (!isObject(metadata)) return [];
  const chunks = asArray(metadata.groundingChunks).map(sourceOf);
  return asArray(metadata.groundingSupports)
    .filter(isObject)
    .flatMap((support) => {
      const segment = isObject(support.segment) ? support.segment : {};
      const stretch = stretchOf(segment.startIndex, segment.endIndex, text);
      return asArray(support.groundingChunkIndices).flatMap((index) => {
        const source = typeof index === 'number' ? chunks[index] : undefined;
        return source === undefined
          ? []
          : [{ ...source, ...stretch, original: { format: 'gemini', value: support } as const }];
      });
    });
}

function sourceOf(chunk: JsonValue): Pick<Citation, 'url' | 'title' | 'citedText'> | undefined {
  if (!isObject(chunk)) return undefined;
  const source = [chunk.web, chunk.retrievedContext, chunk.maps].find(isObject);
  if (source === undefined) return undefined;
  return { url: asString(source.uri), title: asString(source.title), citedText: asString(source.text) };
}

/** `citationMetadata`: what the model repeats of its training data. */
function recited(metadata: JsonValue | undefined, text: string): Citation[] {
  const sources = isObject(metadata) ? asArray(metadata.citations ?? metadata.citationSources) : [];
  return sources.filter(isObject).map((source) => ({
    url: asString(source.uri),
    title: asString(source.title),
    ...stretchOf(source.startIndex, source.endIndex, text),
    original: { format: 'gemini', value: source },
  }));
}

/** Google counts bytes of UTF-8; a start of 0 is left out. */
function stretchOf(
  start: JsonValue | undefined,
  end: JsonValue | undefined,
  text: string,
): Pick<Citation, 'start' | 'end'> {
  const endByte = asNumber(end);
  if (endByte === undefined) return {};
  const bytes = Buffer.from(text);
  const unitsBefore = (byte: number): number => bytes.subarray(0, byte).toString().length;
  return { start: unitsBefore(asNumber(start) ?? 0), end: unitsBefore(endByte) };
}

/** A citation with the text of the block that it stands in. */
export interface PlacedCitation {
  readonly citation: Citation;
  /** UTF-16 units of the answer's text before its block. */
  readonly offset: number;
}

/** Citations as `groundingMetadata` of an answer's whole text; undefined without any that has a source. */
export function encodeCitations(placed: readonly PlacedCitation[], text: string): JsonObject | undefined {
  const chunks: JsonObject[] = [];
  const supports: JsonObject[] = [];
  for (const { citation, offset } of placed) {
    const { url, title, start, end } = citation;
    if (url === undefined && title === undefined) continue;
    const known = chunks.findIndex(({ web }) => isObject(web) && web.uri === url && web.title === title);
    const index = known === -1 ? chunks.push({ web: { uri: url, title } }) - 1 : known;
    if (start === undefined || end === undefined) continue;
    const bytesBefore = (unit: number): number => Buffer.byteLength(text.slice(0, offset + unit));
    const segment = {
      startIndex: bytesBefore(start),
      endIndex: bytesBefore(end),
      text: text.slice(offset + start, offset + end),
    };
    supports.push({ segment, groundingChunkIndices: [index] });
  }
  return chunks.length === 0 ? undefined : { groundingChunks: chunks, groundingSupports: supports };
}
