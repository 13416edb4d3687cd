import { invalidRequest } from '../../errors.ts';
import type { MediaSource } from '../exchange.ts';
import type { JsonObject } from '../json.ts';

/** The `source` of an image block. A `data:` URL becomes base64. Throws `invalid_request` for what is no image. */
export function encodeImageSource(source: MediaSource, path: string): JsonObject {
  const media = withoutDataUrl(source);
  switch (media.kind) {
    case 'base64':
      return { type: 'base64', media_type: imageType(media.mediaType), data: media.data };
    case 'url':
      return { type: 'url', url: media.url };
    case 'file':
      return { type: 'file', file_id: media.fileId };
    case 'text':
      throw invalidRequest(path, `${path} is an image given as text; send it as base64 or as a URL.`);
  }
}

/** The `source` of a document block: PDF or text. Throws `invalid_request` for any other media type. */
export function encodeDocumentSource(source: MediaSource, path: string): JsonObject {
  const media = withoutDataUrl(source);
  switch (media.kind) {
    case 'base64': {
      if (media.mediaType === 'application/pdf') {
        return { type: 'base64', media_type: media.mediaType, data: media.data };
      }
      if (media.mediaType.startsWith('text/') || media.mediaType === 'application/json') {
        return textSource(Buffer.from(media.data, 'base64').toString('utf8'));
      }
      throw invalidRequest(
        path,
        `${path} is a document of type ${media.mediaType}; Anthropic models read application/pdf and text.`,
      );
    }
    case 'url':
      return { type: 'url', url: media.url };
    case 'file':
      return { type: 'file', file_id: media.fileId };
    case 'text':
      return textSource(media.text);
  }
}

function textSource(text: string): JsonObject {
  return { type: 'text', media_type: 'text/plain', data: text };
}

function imageType(mediaType: string): string {
  return mediaType === 'image/jpg' ? 'image/jpeg' : mediaType;
}

/** `data:TYPE;base64,DATA` and `data:TYPE,PERCENT-ENCODED` (RFC 2397) as base64; anything else as it is. */
function withoutDataUrl(source: MediaSource): MediaSource {
  if (source.kind !== 'url' || !/^data:/i.test(source.url)) return source;
  const comma = source.url.indexOf(',');
  const [mediaType = '', ...parameters] = source.url.slice('data:'.length, comma).split(';');
  const content = source.url.slice(comma + 1);
  const isBase64 = parameters.at(-1)?.toLowerCase() === 'base64';
  return {
    kind: 'base64',
    mediaType: mediaType === '' ? 'text/plain' : mediaType.toLowerCase(),
    data: isBase64 ? content : Buffer.from(percentDecoded(content), 'latin1').toString('base64'),
  };
}

/** The bytes of a percent-encoded text, one character a byte. */
function percentDecoded(text: string): string {
  return text.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
