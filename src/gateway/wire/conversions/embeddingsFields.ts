import type { EmbeddingsRequest } from '../exchange.ts';

/** What says nothing of the question: which format and model, and how the answer is to be written. */
type NoQuestion = 'kind' | 'format' | 'model' | 'encodingFormat' | 'inputExtras';

/** What each field of an embeddings request may say, in the reader's words. */
export const embeddingsFields = {
  input: ['text', 'token ids'],
  dimensions: ['number of dimensions'],
  userId: ['user id'],
  extras: ['for search of documents', 'for a query', 'for comparing texts', 'other fields of the request'],
} as const satisfies Record<Exclude<keyof EmbeddingsRequest, NoQuestion>, readonly string[]>;

/** Everything that a client may say in an embeddings request. */
export type EmbeddingsField = (typeof embeddingsFields)[keyof typeof embeddingsFields][number];
