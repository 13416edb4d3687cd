import type { CompletionRequest } from '../exchange.ts';

/** What says nothing of the question: which format and model, and how the answer is to be written. */
type NoQuestion = 'kind' | 'format' | 'model' | 'includeUsage';

/** What each field of a completion request may say, in the reader's words. */
export const completionFields = {
  prompt: ['prompt', 'sentinel tokens in the prompt'],
  promptList: ['several prompts, token ids'],
  suffix: ['suffix'],
  stream: ['streamed answer'],
  maxOutputTokens: ['output limit'],
  temperature: ['temperature'],
  topP: ['top_p'],
  topK: ['top_k'],
  seed: ['seed'],
  frequencyPenalty: ['frequency penalty'],
  presencePenalty: ['presence penalty'],
  stop: ['stop sequences'],
  extras: ['other fields of the request'],
} as const satisfies Record<Exclude<keyof CompletionRequest, NoQuestion>, readonly string[]>;

/** Everything that a client may say in a completion request. */
export type CompletionField = (typeof completionFields)[keyof typeof completionFields][number];
