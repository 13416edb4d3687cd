import { invalidRequest } from '../../errors.ts';
import type { AudioPart, DocumentPart, ImagePart, MediaSource } from '../exchange.ts';
import type { JsonObject } from '../json.ts';

/** The types of addressed files by the ends of their names; Google wants one with every address. */
const mediaTypes: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  heic: 'image/heic',
  heif: 'image/heif',
  pdf: 'application/pdf',
  txt: 'text/plain',
  md: 'text/markdown',
  html: 'text/html',
  csv: 'text/csv',
};

/** An image, or a document that is no text, as a part. Throws `invalid_request` for another provider's file id. */
export function encodeMedia(part: ImagePart | DocumentPart, path: string, sameFormat: boolean): JsonObject {
  const kept = sameFormat ? part.extras : {};
  const { source } = part;
  switch (source.kind) {
    case 'text':
      return { text: titled(part, source.text), ...kept };
    case 'base64':
      return { inlineData: { mimeType: source.mediaType, data: source.data }, ...kept };
    case 'url':
      return {
        fileData: { mimeType: source.mediaType ?? typeOfUrl(source.url, part), fileUri: source.url },
        ...kept,
      };
    case 'file':
      throw foreignFile(source, path);
  }
}

function titled(part: ImagePart | DocumentPart, text: string): string {
  return part.type === 'document' && part.title !== undefined ? `${part.title}\n\n${text}` : text;
}

/** Sound as a part; OpenAI's short format names become media types. */
export function encodeAudio(part: AudioPart): JsonObject {
  const mimeType = `audio/${part.format === 'mp3' ? 'mpeg' : part.format}`;
  return { inlineData: { mimeType, data: part.data } };
}

function foreignFile(source: Extract<MediaSource, { kind: 'file' }>, path: string): Error {
  return invalidRequest(
    path,
    `${path} names the uploaded file ${JSON.stringify(source.fileId)}, which Google does not have; send its content instead.`,
  );
}

function typeOfUrl(url: string, part: ImagePart | DocumentPart): string {
  const end = /\.([a-z0-9]+)$/i.exec(URL.parse(url)?.pathname ?? '')?.[1]?.toLowerCase() ?? '';
  return mediaTypes[end] ?? (part.type === 'image' ? 'image/jpeg' : 'application/pdf');
}
