/** The word that every text of the fake provider is made of; the bench counts it to check that an answer is whole. */
export const answerWord = 'token7';
/** Words in an answer that is not streamed. */
export const wholeWords = 100;

export type UpstreamFormat = 'chat' | 'messages' | 'responses' | 'gemini';

const sse = (value: { readonly type?: string }): string =>
  `${value.type === undefined ? '' : `event: ${value.type}\n`}data: ${JSON.stringify(value)}\n\n`;

const base = { id: 'chatcmpl-1', object: 'chat.completion.chunk', created: 1, model: 'm' };
const chunk = (delta: object, finish: string | null): object => ({
  ...base,
  choices: [{ index: 0, delta, logprobs: null, finish_reason: finish }],
});

/** One provider's answers: whole, and as a stream of a head, one event a word, and a tail. */
export interface UpstreamAnswers {
  readonly whole: string;
  readonly head: string;
  readonly event: string;
  readonly tail: string;
}

const text = `${answerWord} `.repeat(wholeWords);

const responseBase = { id: 'resp_1', object: 'response', created_at: 1, model: 'm' };
const responseItem = { id: 'msg_1', type: 'message', role: 'assistant' };
const responsePart = { type: 'output_text', text, annotations: [], logprobs: [] };
const partAt = { item_id: 'msg_1', output_index: 0, content_index: 0 };
/** The endings of a stream repeat its whole text; here they have none, so that only deltas count. */
const emptyPart = { ...responsePart, text: '' };
const emptyItem = { ...responseItem, status: 'completed', content: [emptyPart] };
const responseUsage = {
  input_tokens: 10,
  input_tokens_details: { cached_tokens: 0 },
  output_tokens: wholeWords,
  output_tokens_details: { reasoning_tokens: 0 },
  total_tokens: wholeWords + 10,
};

const geminiChunk = (words: string, more: object = {}): object => ({
  candidates: [{ content: { parts: [{ text: words }], role: 'model' }, index: 0, ...more }],
  usageMetadata: {
    promptTokenCount: 10,
    candidatesTokenCount: wholeWords,
    totalTokenCount: wholeWords + 10,
  },
  modelVersion: 'm',
  responseId: 'r1',
});

/** OpenAI's, Anthropic's and Google's answers as these providers write them. */
export const upstreamAnswers: Readonly<Record<UpstreamFormat, UpstreamAnswers>> = {
  chat: {
    whole: JSON.stringify({
      id: 'chatcmpl-1',
      object: 'chat.completion',
      created: 1,
      model: 'm',
      choices: [
        { index: 0, message: { role: 'assistant', content: text, refusal: null }, finish_reason: 'stop' },
      ],
      usage: { prompt_tokens: 10, completion_tokens: wholeWords, total_tokens: wholeWords + 10 },
    }),
    head: sse(chunk({ role: 'assistant', content: '' }, null)),
    event: sse(chunk({ content: `${answerWord} ` }, null)),
    tail: `${sse(chunk({}, 'stop'))}data: [DONE]\n\n`,
  },
  messages: {
    whole: JSON.stringify({
      id: 'msg_1',
      type: 'message',
      role: 'assistant',
      model: 'm',
      content: [{ type: 'text', text }],
      stop_reason: 'end_turn',
      stop_sequence: null,
      usage: { input_tokens: 10, output_tokens: wholeWords },
    }),
    head: [
      {
        type: 'message_start',
        message: {
          id: 'msg_1',
          type: 'message',
          role: 'assistant',
          model: 'm',
          content: [],
          stop_reason: null,
          stop_sequence: null,
          usage: { input_tokens: 10, output_tokens: 1 },
        },
      },
      { type: 'content_block_start', index: 0, content_block: { type: 'text', text: '' } },
    ]
      .map(sse)
      .join(''),
    event: sse({
      type: 'content_block_delta',
      ...{ index: 0, delta: { type: 'text_delta', text: `${answerWord} ` } },
    }),
    tail: [
      { type: 'content_block_stop', index: 0 },
      {
        type: 'message_delta',
        delta: { stop_reason: 'end_turn', stop_sequence: null },
        usage: { output_tokens: wholeWords },
      },
      { type: 'message_stop' },
    ]
      .map(sse)
      .join(''),
  },
  responses: {
    whole: JSON.stringify({
      ...responseBase,
      status: 'completed',
      output: [{ ...responseItem, status: 'completed', content: [responsePart] }],
      usage: responseUsage,
    }),
    head: [
      { type: 'response.created', response: { ...responseBase, status: 'in_progress', output: [] } },
      {
        type: 'response.output_item.added',
        output_index: 0,
        item: { ...responseItem, status: 'in_progress', content: [] },
      },
      { type: 'response.content_part.added', ...partAt, part: emptyPart },
    ]
      .map(sse)
      .join(''),
    event: sse({
      type: 'response.output_text.delta',
      ...{ ...partAt, sequence_number: 4, delta: `${answerWord} `, logprobs: [] },
    }),
    tail: [
      { type: 'response.output_text.done', ...partAt, text: '' },
      { type: 'response.content_part.done', ...partAt, part: emptyPart },
      { type: 'response.output_item.done', output_index: 0, item: emptyItem },
      {
        type: 'response.completed',
        response: { ...responseBase, status: 'completed', output: [emptyItem], usage: responseUsage },
      },
    ]
      .map(sse)
      .join(''),
  },
  gemini: {
    whole: JSON.stringify(geminiChunk(text, { finishReason: 'STOP' })),
    head: sse(geminiChunk('')),
    event: sse(geminiChunk(`${answerWord} `)),
    tail: sse(geminiChunk('', { finishReason: 'STOP' })),
  },
};
