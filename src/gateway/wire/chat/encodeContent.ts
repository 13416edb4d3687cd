import { invalidRequest } from '../../errors.ts';
import type { DocumentPart, ImagePart, NeutralPart } from '../exchange.ts';
import { asString } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import type { RequestEncoding } from './requestEncoding.ts';

/** Parts that a message's text can hold; what else a message has (calls, results, reasoning) is written beside it. */
type ContentPart = Exclude<NeutralPart, { type: 'toolCall' | 'toolResult' | 'reasoning' | 'refusal' }>;

/** Whether chat carries a part in `content`, and not in a member of its own. */
export function isContentPart(part: NeutralPart): part is ContentPart {
  return !['toolCall', 'toolResult', 'reasoning', 'refusal'].includes(part.type);
}

/**
 * One part of a user's message as a chat content part. A block that only another format knows is written as its JSON
 * text, so that the model still sees it. Throws `invalid_request` for media that chat has no word for.
 */
export function encodeContentPart(part: ContentPart, path: string, encoding: RequestEncoding): JsonObject {
  switch (part.type) {
    case 'text':
      return withCacheControl({ type: 'text', text: part.text }, part.cacheControl, encoding);
    case 'image':
      return withCacheControl(encodeImage(part, path), part.cacheControl, encoding);
    case 'document':
      return withCacheControl(encodeDocument(part), part.cacheControl, encoding);
    case 'audio':
      return { type: 'input_audio', input_audio: { data: part.data, format: part.format } };
    case 'opaque':
      return part.format === 'chat' ? part.value : { type: 'text', text: JSON.stringify(part.value) };
  }
}

/** A single plain text as a string, which every server understands; everything else as the list of parts that it is. */
export function simplestContent(parts: JsonObject[]): JsonValue {
  const [only, ...more] = parts;
  if (only === undefined) return '';
  if (only.type !== 'text' || more.length > 0 || only.cache_control !== undefined) return parts;
  return asString(only.text) ?? '';
}

/** The texts of parts of which nothing but text is wanted, joined. */
export function joinedText(parts: readonly NeutralPart[], separator: string): string {
  return parts.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join(separator);
}

function encodeImage(part: ImagePart, path: string): JsonObject {
  const detail = part.detail === undefined ? {} : { detail: part.detail };
  switch (part.source.kind) {
    case 'url':
      return { type: 'image_url', image_url: { url: part.source.url, ...detail } };
    case 'base64': {
      const url = dataUrl(part.source.mediaType, part.source.data);
      return { type: 'image_url', image_url: { url, ...detail } };
    }
    case 'file':
    case 'text':
      throw invalidRequest(
        path,
        `${path} is an image given by file id, which only the provider that holds the file can read; send it as base64 or URL.`,
      );
  }
}

/** A text document is text to any model; a URL goes where OpenRouter, the only one to take it, reads it. */
function encodeDocument(part: DocumentPart): JsonObject {
  const filename = part.title === undefined ? {} : { filename: part.title };
  switch (part.source.kind) {
    case 'text': {
      const title = part.title === undefined ? '' : `${part.title}\n\n`;
      return { type: 'text', text: title + part.source.text };
    }
    case 'base64': {
      const file = {
        filename: part.title ?? defaultFileName(part.source.mediaType),
        file_data: dataUrl(part.source.mediaType, part.source.data),
      };
      return { type: 'file', file };
    }
    case 'url':
      return { type: 'file', file: { ...filename, file_data: part.source.url } };
    case 'file':
      return { type: 'file', file: { ...filename, file_id: part.source.fileId } };
  }
}

/** OpenAI refuses file data without a name. */
function defaultFileName(mediaType: string): string {
  return mediaType === 'application/pdf' ? 'document.pdf' : 'document';
}

function dataUrl(mediaType: string, base64: string): string {
  return `data:${mediaType};base64,${base64}`;
}

function withCacheControl(
  part: JsonObject,
  cacheControl: JsonValue | undefined,
  encoding: RequestEncoding,
): JsonObject {
  return cacheControl === undefined || !encoding.sameFormat ? part : { ...part, cache_control: cacheControl };
}
