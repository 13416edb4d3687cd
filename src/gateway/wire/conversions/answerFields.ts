import type { NeutralAnswer, NeutralPart, Usage } from '../exchange.ts';

/** What models answer with; the other kinds of content stand in requests alone. */
type AnswerPart = Exclude<NeutralPart['type'], 'image' | 'document' | 'audio' | 'toolResult'>;

/** What each kind of content of an answer may say, in the reader's words. */
const partFields = {
  text: ['text', 'citation of a URL', 'citation of a document', 'signature of a text'],
  reasoning: ['reasoning', 'signature of reasoning', 'withheld reasoning'],
  toolCall: ['tool call', 'signature of a tool call'],
  refusal: ['refusal'],
  opaque: ['block of another format'],
} as const satisfies Record<AnswerPart, readonly string[]>;

/** Read for our own accounts alone; clients of other formats have no place for them. */
type BillingFact = 'hourCacheWriteTokens' | 'costUsd' | 'billingTier';

const tokenFields = {
  inputTokens: ['input tokens'],
  outputTokens: ['output tokens'],
  cachedInputTokens: ['cached input tokens'],
  cacheWriteTokens: ['input tokens written to a cache'],
  reasoningTokens: ['reasoning tokens'],
} as const satisfies Record<Exclude<keyof Usage, BillingFact>, readonly string[]>;

const ownFields = {
  id: ['id of the answer'],
  model: ['the provider’s model name'],
  createdAtS: ['time of the answer'],
  finishReason: ['end at the output limit'],
  stopSequence: ['stop sequence that was met'],
  logprobs: ['log probabilities'],
} as const satisfies Record<Exclude<keyof NeutralAnswer, 'content' | 'usage'>, readonly string[]>;

/** Everything that an answer may say, in the order of the documentation. */
export const answerFields = { ...partFields, ...ownFields, ...tokenFields };

type Lists = typeof answerFields;
export type AnswerField = Lists[keyof Lists][number];
