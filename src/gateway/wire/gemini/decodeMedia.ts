import type { AudioPart, DocumentPart, ImagePart } from '../exchange.ts';
import type { FieldReader } from '../fieldReader.ts';
import type { JsonObject } from '../json.ts';

/** Media that every format has a word for; undefined for videos and what else only Gemini reads. */
type MediaPart = ImagePart | DocumentPart | AudioPart;

/** A blob: `{mimeType, data}` in base64, with the fields beside it in its part. */
export function decodeInlineData(blob: FieldReader, beside: JsonObject | undefined): MediaPart | undefined {
  const mediaType = blob.requiredString('mimeType').toLowerCase();
  const data = blob.requiredString('data');
  const title = blob.string('displayName');
  if (mediaType.startsWith('image/')) {
    return { type: 'image', source: { kind: 'base64', mediaType, data }, ...extrasOf(beside) };
  }
  if (mediaType.startsWith('audio/')) {
    return { type: 'audio', data, format: audioFormatOf(mediaType) };
  }
  if (mediaType.startsWith('video/')) return undefined;
  const source = isText(mediaType)
    ? ({ kind: 'text', text: Buffer.from(data, 'base64').toString('utf8') } as const)
    : ({ kind: 'base64', mediaType, data } as const);
  return { type: 'document', source, title, ...extrasOf(beside) };
}

/** A file by its address: `{mimeType, fileUri}`. */
export function decodeFileData(file: FieldReader, beside: JsonObject | undefined): MediaPart | undefined {
  const url = file.requiredString('fileUri');
  const mediaType = file.string('mimeType')?.toLowerCase() ?? '';
  const source = { kind: 'url', url, mediaType } as const;
  if (mediaType.startsWith('image/')) return { type: 'image', source, ...extrasOf(beside) };
  const isDocument = mediaType === 'application/pdf' || isText(mediaType);
  return isDocument
    ? { type: 'document', source, title: file.string('displayName'), ...extrasOf(beside) }
    : undefined;
}

/** `audio/x-wav` → `wav`, `audio/mpeg` → `mp3`: OpenAI's names. */
function audioFormatOf(mediaType: string): string {
  const subtype = mediaType.slice('audio/'.length).replace(/;.*$/, '').replace(/^x-/, '');
  return subtype === 'mpeg' ? 'mp3' : subtype;
}

function isText(mediaType: string): boolean {
  return mediaType.startsWith('text/') || mediaType === 'application/json';
}

function extrasOf(beside: JsonObject | undefined): { extras?: JsonObject } {
  return beside === undefined ? {} : { extras: beside };
}
