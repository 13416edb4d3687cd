import { asArray, asString, isObject, type JsonObject } from '../../../src/gateway/wire/json.ts';
import { strictCompatibleChat } from './chatFormat.ts';
import { isBase64 } from './contentRules.ts';
import { spokenLogprob, spokenUsage, wholeText } from './spokenAnswer.ts';
import type { SpokenAnswer } from './spokenAnswer.ts';
import type { StrictFormat } from './strictFormat.ts';

const ending = {
  done: true,
  total_duration: 5_000_000,
  load_duration: 1_000_000,
  prompt_eval_count: spokenUsage.input,
  prompt_eval_duration: 1_000_000,
  eval_count: spokenUsage.output,
  eval_duration: 3_000_000,
};

/** What `POST /api/chat` of Ollama refuses and says. It knows no refusal, no cached and no reasoning tokens. */
export const strictOllama: StrictFormat = {
  name: 'ollama',
  takes: (path) => path.endsWith('/api/chat'),
  bodyType: 'OllamaChatBody',
  refusalOf: ({ body }) => messagesRefusal(body) ?? toolRefusal(body),
  wantsStream: ({ body }) => body.stream !== false,
  whole: (answer, { body }) => ({
    ...head(body),
    message: {
      role: 'assistant',
      content: answer.refusal ?? wholeText(answer),
      ...(answer.reasoning === undefined ? {} : { thinking: answer.reasoning }),
      ...(answer.calls === undefined ? {} : { tool_calls: calls(answer) }),
    },
    ...logprobs(answer.text, body),
    done_reason: doneReason(answer),
    ...ending,
  }),
  stream: (answer, { body }) => {
    const line = (message: JsonObject, more: JsonObject = {}): string =>
      `${JSON.stringify({ ...head(body), message: { role: 'assistant', content: '', ...message }, ...more, done: false })}\n`;
    const pieces = answer.refusal === undefined ? (answer.text ?? []) : [answer.refusal];
    return [
      ...(answer.reasoning === undefined ? [] : [line({ thinking: answer.reasoning })]),
      ...pieces.map((content) => line({ content }, logprobs([content], body))),
      ...calls(answer).map((call) => line({ tool_calls: [call] })),
      `${JSON.stringify({ ...head(body), message: { role: 'assistant', content: '' }, done_reason: doneReason(answer), ...ending })}\n`,
    ];
  },
  streamFailure: (message) => `${JSON.stringify({ error: message })}\n`,
  errorBody: (_status, message) => ({ error: message }),
  streamType: 'application/x-ndjson',
};

/** Its `POST /v1/chat/completions`, which knows texts and images alone (openai/openai.go) and cites nothing. */
export const strictOllamaChat: StrictFormat = {
  ...strictCompatibleChat,
  refusalOf: (call) => partRefusal(call.body) ?? strictCompatibleChat.refusalOf(call),
  whole: (answer, call) => strictCompatibleChat.whole({ ...answer, citation: undefined }, call),
  stream: (answer, call) => strictCompatibleChat.stream({ ...answer, citation: undefined }, call),
};

function partRefusal({ messages }: JsonObject): string | undefined {
  const parts = asArray(messages)
    .filter(isObject)
    .flatMap(({ content }) => asArray(content));
  const isKnown = parts.every(
    (part) => isObject(part) && (part.type === 'text' || part.type === 'image_url'),
  );
  return isKnown ? undefined : 'invalid message format';
}

function head(body: JsonObject): JsonObject {
  return { model: body.model, created_at: '2026-11-20T00:00:00.000Z' };
}

function logprobs(text: readonly string[] | undefined, body: JsonObject): JsonObject {
  if (body.logprobs !== true || text === undefined) return {};
  return {
    logprobs: text.map((token) => ({ token, logprob: spokenLogprob, bytes: [...Buffer.from(token)] })),
  };
}

function doneReason({ finish }: SpokenAnswer): string {
  return finish === 'length' ? 'length' : 'stop';
}

function calls({ calls: list = [] }: SpokenAnswer): JsonObject[] {
  return list.map(({ name, arguments: input }, index) => ({
    id: `call_${index + 1}`,
    function: { index, name, arguments: JSON.parse(input) as JsonObject },
  }));
}

function messagesRefusal({ messages }: JsonObject): string | undefined {
  for (const message of asArray(messages).filter(isObject)) {
    const isEmpty = message.content === undefined && message.tool_calls === undefined;
    if (isEmpty && message.thinking === undefined) return 'a message without content';
    if (!asArray(message.images).every((image) => isBase64(asString(image) ?? '')))
      return 'illegal base64 data at input byte 4';
  }
  return undefined;
}

function toolRefusal({ tools }: JsonObject): string | undefined {
  const named = asArray(tools).every(
    (tool) => isObject(tool) && isObject(tool.function) && asString(tool.function.name) !== '',
  );
  return named ? undefined : 'a tool without a name';
}
