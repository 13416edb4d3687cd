import { invalidRequest } from '../../errors.ts';
import type { DocumentPart, ImagePart, NeutralPart } from '../exchange.ts';
import type { JsonObject } from '../json.ts';

/** Parts that stand inside a message or a tool's output. */
export type ContentPart = Exclude<NeutralPart, { type: 'toolCall' | 'toolResult' | 'reasoning' }>;

/** Whether a part stands inside a message; calls, results and reasoning are items beside it. */
export function isContentPart(part: NeutralPart): part is ContentPart {
  return part.type !== 'toolCall' && part.type !== 'toolResult' && part.type !== 'reasoning';
}

/**
 * One part of what a user said or a tool gave out. A block that only another format knows is written as its JSON text, so
 * that the model still sees it. Throws `invalid_request` for sound, which this format cannot carry.
 */
export function encodeInputPart(part: ContentPart, path: string): JsonObject {
  switch (part.type) {
    case 'text':
    case 'refusal':
      return { type: 'input_text', text: part.text };
    case 'image':
      return encodeImage(part, path);
    case 'document':
      return encodeDocument(part);
    case 'audio':
      throw invalidRequest(
        path,
        `${path} is audio, which the Responses format cannot carry; send it in the chat format to a model that hears.`,
      );
    case 'opaque':
      return part.format === 'responses'
        ? part.value
        : { type: 'input_text', text: JSON.stringify(part.value) };
  }
}

/** A single plain text as a string; everything else as the list of parts that it is. */
export function simplestContent(parts: JsonObject[]): JsonObject[] | string {
  const [only, ...more] = parts;
  if (only === undefined) return '';
  return only.type === 'input_text' && more.length === 0 && typeof only.text === 'string' ? only.text : parts;
}

function encodeImage({ source, detail }: ImagePart, path: string): JsonObject {
  const image = { type: 'input_image', detail: detail ?? 'auto' };
  switch (source.kind) {
    case 'url':
      return { ...image, image_url: source.url };
    case 'base64':
      return { ...image, image_url: dataUrl(source.mediaType, source.data) };
    case 'file':
      return { ...image, file_id: source.fileId };
    case 'text':
      throw invalidRequest(path, `${path} is an image given as text; send it as base64 or URL.`);
  }
}

/** OpenAI refuses file data without a name; a text is text to any model. */
function encodeDocument({ source, title }: DocumentPart): JsonObject {
  switch (source.kind) {
    case 'text':
      return { type: 'input_text', text: title === undefined ? source.text : `${title}\n\n${source.text}` };
    case 'base64': {
      const filename = title ?? (source.mediaType === 'application/pdf' ? 'document.pdf' : 'document');
      return { type: 'input_file', filename, file_data: dataUrl(source.mediaType, source.data) };
    }
    case 'url':
      return { type: 'input_file', file_url: source.url };
    case 'file':
      return { type: 'input_file', file_id: source.fileId };
  }
}

function dataUrl(mediaType: string, base64: string): string {
  return `data:${mediaType};base64,${base64}`;
}
