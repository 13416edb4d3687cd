import { asArray, asString, isObject, type JsonObject } from '../../../src/gateway/wire/json.ts';
import { isBase64 } from './contentRules.ts';
import { spokenUsage, wholeText } from './spokenAnswer.ts';
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
    done_reason: doneReason(answer),
    ...ending,
  }),
  stream: (answer, { body }) => {
    const line = (message: JsonObject): string =>
      `${JSON.stringify({ ...head(body), message: { role: 'assistant', content: '', ...message }, done: false })}\n`;
    const pieces = answer.refusal === undefined ? (answer.text ?? []) : [answer.refusal];
    return [
      ...(answer.reasoning === undefined ? [] : [line({ thinking: answer.reasoning })]),
      ...pieces.map((content) => line({ content })),
      ...calls(answer).map((call) => line({ tool_calls: [call] })),
      `${JSON.stringify({ ...head(body), message: { role: 'assistant', content: '' }, done_reason: doneReason(answer), ...ending })}\n`,
    ];
  },
  streamFailure: (message) => `${JSON.stringify({ error: message })}\n`,
  errorBody: (_status, message) => ({ error: message }),
  streamType: 'application/x-ndjson',
};

function head(body: JsonObject): JsonObject {
  return { model: body.model, created_at: '2026-11-20T00:00:00.000Z' };
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
