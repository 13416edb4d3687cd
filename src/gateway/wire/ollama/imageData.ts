import { invalidRequest } from '../../errors.ts';
import type { ImagePart } from '../exchange.ts';

/** How the base64 text of each kind of image file begins. */
const signatures: readonly (readonly [start: string, mediaType: string])[] = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
  ['R0lGOD', 'image/gif'],
  ['UklGR', 'image/webp'],
  ['Qk', 'image/bmp'],
];

const dataUrl = /^data:([^;,]+);base64,/;

/** An image of Ollama's API, bare base64, which does not say what it is: told by its first bytes, else taken for PNG. */
export function decodeImage(base64: string): ImagePart {
  const prefix = dataUrl.exec(base64);
  const data = prefix === null ? base64 : base64.slice(prefix[0].length);
  const mediaType = prefix?.[1] ?? signatures.find(([start]) => data.startsWith(start))?.[1] ?? 'image/png';
  return { type: 'image', source: { kind: 'base64', mediaType, data } };
}

/** An image as Ollama takes it. Throws `invalid_request` for one that is not given as base64. */
export function encodeImage({ source }: ImagePart, path: string): string {
  if (source.kind === 'base64') return source.data;
  if (source.kind === 'url') {
    const prefix = dataUrl.exec(source.url);
    if (prefix !== null) return source.url.slice(prefix[0].length);
  }
  throw invalidRequest(
    path,
    `${path} is an image given by ${source.kind === 'url' ? 'URL' : 'file id'}, which Ollama cannot fetch; send it as base64.`,
  );
}
