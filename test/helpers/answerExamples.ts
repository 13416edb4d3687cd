import type { AnswerField } from '../../src/gateway/wire/conversions/answerFields.ts';
import type { NeutralAnswer, NeutralPart, WireFormat } from '../../src/gateway/wire/exchange.ts';

/** An answer that says one thing, and what is looked for in what the client gets. */
export interface AnswerExample {
  readonly answer: Partial<NeutralAnswer>;
  readonly marker: string;
}

const marker = 'marked-value';
/** The formats' words for an answer that ended at the output limit. */
const limitReason: ReadonlyMap<WireFormat, string> = new Map([
  ['messages', 'max_tokens'],
  ['responses', 'max_output_tokens'],
  ['gemini', 'MAX_TOKENS'],
]);
const text: NeutralPart = { type: 'text', text: 'Hi' };

const saying = (part: NeutralPart): AnswerExample => ({ answer: { content: [part, text] }, marker });

const using = (usage: NeutralAnswer['usage']): AnswerExample => ({
  answer: { content: [text], usage: { inputTokens: 9000, outputTokens: 8000, ...usage } },
  marker: '4321',
});

/** An example of each thing that a provider of another format may answer. */
export const answerExamples: Readonly<Record<AnswerField, (client: WireFormat) => AnswerExample>> = {
  text: () => saying({ type: 'text', text: marker }),
  'citation of a URL': () =>
    saying({ type: 'text', text: 'x', citations: [{ url: `https://${marker}`, start: 0, end: 1 }] }),
  'citation of a document': () =>
    saying({ type: 'text', text: 'x', citations: [{ title: 'A', citedText: marker }] }),
  'signature of a text': (client) =>
    saying({ type: 'text', text: 'x', signature: { format: foreign(client), data: marker } }),
  reasoning: () => saying({ type: 'reasoning', text: marker }),
  'signature of reasoning': (client) =>
    saying({ type: 'reasoning', text: 'x', signature: { format: foreign(client), data: marker } }),
  'withheld reasoning': (client) =>
    saying({
      type: 'reasoning',
      text: '',
      redacted: true,
      signature: { format: foreign(client), data: marker },
    }),
  'tool call': () =>
    saying({ type: 'toolCall', id: 'call_1', name: 'read', argumentsJson: `{"p":"${marker}"}` }),
  'signature of a tool call': (client) =>
    saying({
      type: 'toolCall',
      id: 'call_1',
      name: 'read',
      argumentsJson: '{}',
      signature: { format: foreign(client), data: marker },
    }),
  refusal: () => saying({ type: 'refusal', text: marker }),
  'block of another format': (client) =>
    saying({ type: 'opaque', format: foreign(client), value: { type: marker } }),
  'id of the answer': () => ({ answer: { content: [text], id: marker }, marker }),
  'the provider’s model name': () => ({ answer: { content: [text], model: marker }, marker }),
  'time of the answer': () => ({
    answer: { content: [text], createdAtS: 1_700_000_000 },
    marker: '1700000000',
  }),
  'end at the output limit': (client) => ({
    answer: { content: [text], finishReason: 'length' },
    marker: limitReason.get(client) ?? 'length',
  }),
  'stop sequence that was met': () => ({
    answer: { content: [text], finishReason: 'stopSequence', stopSequence: marker },
    marker,
  }),
  'log probabilities': () => ({
    answer: {
      content: [text],
      logprobs: { content: [{ token: marker, logprob: -0.5, bytes: null, top_logprobs: [] }] },
    },
    marker,
  }),
  'input tokens': () => using({ inputTokens: 4321 }),
  'output tokens': () => using({ outputTokens: 4321 }),
  'cached input tokens': () => using({ cachedInputTokens: 4321 }),
  'input tokens written to a cache': () => using({ cacheWriteTokens: 4321 }),
  'reasoning tokens': () => using({ reasoningTokens: 4321 }),
};

/** A format that the client does not speak. */
function foreign(client: WireFormat): WireFormat {
  return client === 'gemini' ? 'responses' : 'gemini';
}
