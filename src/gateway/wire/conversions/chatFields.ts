import type { ChatRequest, NeutralPart } from '../exchange.ts';

/** What says nothing of the question: which format and model, and how the answer is to be written. */
type NoQuestion = 'glimpse' | 'kind' | 'format' | 'model' | 'includeUsage' | 'legacyFunctions';

/** What each field of a chat request may say, in the reader's words. */
export const requestFields = {
  messages: [
    'system text at the start',
    'system text between turns',
    'developer text',
    'name of a speaker',
    'other fields of a message',
  ],
  tools: [
    'function tool',
    'strict function tool',
    'custom tool',
    'tool in a namespace',
    'tool of another format',
    'other fields of a tool',
  ],
  toolChoice: [
    'tool choice: automatic',
    'tool choice: some tool',
    'tool choice: none',
    'tool choice: one tool',
    'tool choice: allowed tools',
  ],
  parallelToolCalls: ['one tool call at a time'],
  reasoning: ['reasoning effort', 'reasoning budget', 'no reasoning', 'display of reasoning'],
  responseFormat: ['answer in JSON', 'answer by a JSON schema'],
  stream: ['streamed answer'],
  maxOutputTokens: ['output limit'],
  temperature: ['temperature'],
  topP: ['top_p'],
  topK: ['top_k'],
  seed: ['seed'],
  frequencyPenalty: ['frequency penalty'],
  presencePenalty: ['presence penalty'],
  stop: ['stop sequences'],
  logprobs: ['log probabilities'],
  topLogprobs: ['top log probabilities'],
  answerCount: ['several answers'],
  userId: ['user id'],
  serviceTier: ['service tier'],
  extras: ['other fields of the request'],
} as const satisfies Record<Exclude<keyof ChatRequest, NoQuestion>, readonly string[]>;

/** What each kind of content may say. */
export const partFields = {
  text: ['text', 'citations of a text', 'signature of a text', 'cache mark'],
  image: ['image, base64', 'image, URL', 'image, file id', 'image detail'],
  document: ['PDF, base64', 'PDF, URL', 'document, file id', 'document, text', 'other fields of a document'],
  audio: ['audio'],
  reasoning: [
    'reasoning without a signature',
    'reasoning signed in the target’s format',
    'reasoning signed in another format',
    'withheld reasoning of another format',
  ],
  toolCall: [
    'tool call',
    'call of a custom tool',
    'call of a tool in a namespace',
    'signature of a tool call',
  ],
  toolResult: ['result of a tool call', 'failed result', 'image in a result'],
  refusal: ['refusal in the history'],
  opaque: ['answer’s block of another format'],
} as const satisfies Record<NeutralPart['type'], readonly string[]>;

type Listed<Fields extends Readonly<Record<string, readonly string[]>>> = Fields[keyof Fields][number];

/** Everything that a client may say in a chat request. */
export type ChatField = Listed<typeof requestFields> | Listed<typeof partFields>;
