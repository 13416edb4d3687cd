import type { MediaSource, NeutralPart, NeutralRequest } from '../../wire/exchange.ts';
import type { RequestBody } from '../requestBody.ts';

/** What an estimate of a request's tokens is made from. */
export interface RequestSize {
  /** Of its texts, about. */
  readonly promptBytes: number;
  /** The request's own output limit. */
  readonly maxAnswerTokens: number | undefined;
}

/** The size of a request: of its body without the data of images and the like, which are counted by other rules. */
export function requestSize(request: NeutralRequest, { bytes }: Pick<RequestBody, 'bytes'>): RequestSize {
  switch (request.kind) {
    case 'chat': {
      let mediaBytes = 0;
      for (const { content } of request.messages)
        for (const part of content) mediaBytes += mediaBytesOf(part);
      return {
        promptBytes: Math.max(0, bytes.length - mediaBytes),
        maxAnswerTokens: request.maxOutputTokens,
      };
    }
    case 'completion':
      return { promptBytes: bytes.length, maxAnswerTokens: request.maxOutputTokens };
    case 'embeddings':
      return { promptBytes: bytes.length, maxAnswerTokens: 0 };
  }
}

function mediaBytesOf(part: NeutralPart): number {
  switch (part.type) {
    case 'image':
    case 'document':
      return sourceBytes(part.source);
    case 'audio':
      return part.data.length;
    case 'toolResult':
      return part.content.reduce((bytes, inner) => bytes + mediaBytesOf(inner), 0);
    case 'text':
    case 'reasoning':
    case 'toolCall':
    case 'refusal':
    case 'opaque':
      return 0;
  }
}

function sourceBytes(source: MediaSource): number {
  return source.kind === 'base64' ? source.data.length : 0;
}
