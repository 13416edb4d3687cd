import { asArray, asNumber, isObject, type JsonObject } from '../../../src/gateway/wire/json.ts';
import { spokenAtS, spokenUsage, wholeText } from './spokenAnswer.ts';
import type { SpokenAnswer } from './spokenAnswer.ts';
import { openaiErrorBody, sseEvent, type StrictFormat } from './strictFormat.ts';

const usage = {
  prompt_tokens: spokenUsage.input,
  completion_tokens: spokenUsage.output,
  total_tokens: spokenUsage.input + spokenUsage.output,
};

function finishOf({ finish }: SpokenAnswer): string {
  return finish === 'length' ? 'length' : 'stop';
}

/** What `POST /v1/completions` of OpenAI refuses and says. */
export const strictCompletions: StrictFormat = {
  name: 'completions',
  takes: (path) => /(?<!chat|fim)\/completions$/.test(path),
  bodyType: 'CompletionsBody',
  refusalOf: ({ body }) => {
    if (body.stream_options !== undefined && body.stream !== true)
      return 'stream_options is only allowed when stream is true';
    if ((asNumber(body.logprobs) ?? 0) > 5) return 'logprobs: at most 5';
    return asArray(body.stop).length > 4 ? 'stop: at most 4 sequences' : undefined;
  },
  wantsStream: ({ body }) => body.stream === true,
  whole: (answer, { body }) => ({
    ...head(body),
    choices: [{ text: wholeText(answer), index: 0, logprobs: null, finish_reason: finishOf(answer) }],
    usage,
  }),
  stream: (answer, { body }) => {
    const chunk = (text: string, finish: string | null): string =>
      sseEvent({ ...head(body), choices: [{ text, index: 0, logprobs: null, finish_reason: finish }] });
    const wantsUsage = isObject(body.stream_options) && body.stream_options.include_usage === true;
    return [
      ...(answer.text ?? []).map((text) => chunk(text, null)),
      chunk('', finishOf(answer)),
      ...(wantsUsage ? [sseEvent({ ...head(body), choices: [], usage })] : []),
      'data: [DONE]\n\n',
    ];
  },
  streamFailure: (message) => sseEvent(openaiErrorBody(500, message)),
  errorBody: openaiErrorBody,
  streamType: 'text/event-stream',
};

function head(body: JsonObject): JsonObject {
  return { id: 'cmpl-strict', object: 'text_completion', created: spokenAtS, model: body.model };
}

/** What `POST /v1/fim/completions` of Mistral refuses and says: its answers look like a chat's. */
export const strictFim: StrictFormat = {
  name: 'fim',
  takes: (path) => path.endsWith('/fim/completions'),
  bodyType: 'FimBody',
  refusalOf: () => undefined,
  wantsStream: ({ body }) => body.stream === true,
  whole: (answer, { body }) => ({
    ...fimHead(body),
    object: 'chat.completion',
    choices: [
      {
        index: 0,
        message: { role: 'assistant', content: wholeText(answer), tool_calls: null },
        finish_reason: finishOf(answer),
      },
    ],
    usage,
  }),
  stream: (answer, { body }) => {
    const chunk = (delta: JsonObject, finish: string | null): string =>
      sseEvent({
        ...fimHead(body),
        object: 'chat.completion.chunk',
        choices: [{ index: 0, delta, finish_reason: finish }],
        ...(finish === null ? {} : { usage }),
      });
    return [
      ...(answer.text ?? []).map((content) => chunk({ role: 'assistant', content }, null)),
      chunk({ content: '' }, finishOf(answer)),
      'data: [DONE]\n\n',
    ];
  },
  streamFailure: (message) => sseEvent({ object: 'error', message, type: 'internal_error', code: '1000' }),
  errorBody: (_status, message) => ({
    object: 'error',
    message,
    type: 'invalid_request_error',
    param: null,
    code: '1500',
  }),
  streamType: 'text/event-stream',
};

function fimHead(body: JsonObject): JsonObject {
  return { id: 'fim-strict', created: spokenAtS, model: body.model };
}

/** What `POST /api/generate` of Ollama refuses and says. */
export const strictGenerate: StrictFormat = {
  name: 'ollama-generate',
  takes: (path) => path.endsWith('/api/generate'),
  bodyType: 'OllamaGenerateBody',
  refusalOf: ({ body }) =>
    body.raw === true && (body.suffix ?? body.system ?? body.template) !== undefined
      ? 'raw mode does not support template, system, or context'
      : undefined,
  wantsStream: ({ body }) => body.stream !== false,
  whole: (answer, { body }) => ({
    ...generateHead(body),
    response: wholeText(answer),
    ...generateEnd(answer),
  }),
  stream: (answer, { body }) => [
    ...(answer.text ?? []).map(
      (response) => `${JSON.stringify({ ...generateHead(body), response, done: false })}\n`,
    ),
    `${JSON.stringify({ ...generateHead(body), response: '', ...generateEnd(answer) })}\n`,
  ],
  streamFailure: (message) => `${JSON.stringify({ error: message })}\n`,
  errorBody: (_status, message) => ({ error: message }),
  streamType: 'application/x-ndjson',
};

function generateHead(body: JsonObject): JsonObject {
  return { model: body.model, created_at: '2026-11-20T00:00:00Z' };
}

function generateEnd(answer: SpokenAnswer): JsonObject {
  return {
    done: true,
    done_reason: finishOf(answer),
    prompt_eval_count: spokenUsage.input,
    eval_count: spokenUsage.output,
  };
}
