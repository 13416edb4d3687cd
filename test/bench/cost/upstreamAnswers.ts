/** The word that every text of the fake provider is made of; the bench counts it to check that an answer is whole. */
export const answerWord = 'token7';
/** Words in an answer that is not streamed. */
export const wholeWords = 100;

export type UpstreamFormat = 'chat' | 'messages';

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

/** OpenAI's and Anthropic's answers as these providers write them. */
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
};
