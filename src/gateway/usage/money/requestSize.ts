import type { MediaSource, NeutralPart, NeutralRequest } from '../../wire/exchange.ts';
import { audioTokens, documentTokens, imageTokens } from '../mediaTokens.ts';
import type { RequestSize } from './ledger.ts';

/**
 * What a request weighs, without reading its texts: the bytes of its body but for images, documents and sound in it, which count
 * for tokens by rules of their own.
 * @param bodyBytes of the client's body
 */
export function requestSize(request: NeutralRequest, bodyBytes: number): RequestSize {
  const maxAnswerTokens = request.kind === 'embeddings' ? 0 : request.maxOutputTokens;
  const media = { bytes: 0, tokens: 0 };
  if (request.kind === 'chat') {
    for (const { content } of request.messages) {
      for (const part of content) weighMedia(part, media);
    }
  }
  return { promptBytes: Math.max(0, bodyBytes - media.bytes), mediaTokens: media.tokens, maxAnswerTokens };
}

function weighMedia(part: NeutralPart, media: { bytes: number; tokens: number }): void {
  switch (part.type) {
    case 'image':
      media.tokens += imageTokens;
      media.bytes += inlineBytes(part.source);
      break;
    case 'document':
      if (part.source.kind === 'text') break;
      media.tokens += documentTokens(part.source);
      media.bytes += inlineBytes(part.source);
      break;
    case 'audio':
      media.tokens += audioTokens(part);
      media.bytes += part.data.length;
      break;
    case 'toolResult':
      for (const inner of part.content) weighMedia(inner, media);
      break;
    case 'text':
    case 'reasoning':
    case 'refusal':
    case 'toolCall':
    case 'opaque':
      break;
  }
}

function inlineBytes(source: MediaSource): number {
  switch (source.kind) {
    case 'base64':
      return source.data.length;
    case 'url':
      return source.url.startsWith('data:') ? source.url.length : 0;
    case 'file':
    case 'text':
      return 0;
  }
}
