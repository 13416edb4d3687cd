import type { AudioPart, MediaSource } from '../wire/exchange.ts';

/** Estimates by kind: providers count images and documents by rules of their own, which need the decoded media. */
const tokensOf = { image: 1500, document: 3000, bytesPerPdfToken: 50, bytesPerAudioToken: 3200 };

/** About what one image counts for, whatever its size. */
export const imageTokens = tokensOf.image;

/** About what a document counts for, by its size where it is known. */
export function documentTokens(source: MediaSource): number {
  if (source.kind !== 'base64') return tokensOf.document;
  return Math.max(tokensOf.image, Math.ceil(base64Bytes(source.data) / tokensOf.bytesPerPdfToken));
}

/** About what a recording counts for. */
export function audioTokens({ data }: AudioPart): number {
  return Math.ceil(base64Bytes(data) / tokensOf.bytesPerAudioToken);
}

function base64Bytes(data: string): number {
  return (data.length / 4) * 3;
}
