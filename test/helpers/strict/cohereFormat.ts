import { asArray, asNumber, asString, isObject, type JsonObject } from '../../../src/gateway/wire/json.ts';
import { mediaRefusal } from './contentRules.ts';
import { argumentPieces, spokenLogprob, spokenUsage, wholeText } from './spokenAnswer.ts';
import type { SpokenAnswer, SpokenCall } from './spokenAnswer.ts';
import { sseEvent, type StrictFormat } from './strictFormat.ts';
import { brokenToolTurn, type ToolStep } from './toolTurns.ts';

const usage = {
  billed_units: { input_tokens: spokenUsage.input - 10, output_tokens: spokenUsage.output },
  tokens: { input_tokens: spokenUsage.input, output_tokens: spokenUsage.output },
  cached_tokens: spokenUsage.cached,
};

const finishReasons = {
  stop: 'COMPLETE',
  length: 'MAX_TOKENS',
  toolCalls: 'TOOL_CALL',
  refusal: 'COMPLETE',
} as const;

/** What `POST /v2/chat` of Cohere refuses and says: docs.cohere.com/reference/chat. Text before calls is a plan there. */
export const strictCohere: StrictFormat = {
  name: 'cohere',
  takes: (path) => path.endsWith('/v2/chat'),
  bodyType: 'CohereChatBody',
  refusalOf: ({ body }) =>
    parameterRefusal(body) ?? messagesRefusal(body) ?? brokenToolTurn(asArray(body.messages).map(stepOf)),
  wantsStream: ({ body }) => body.stream === true,
  whole: (answer, { body }) => ({
    id: 'cohere-strict',
    finish_reason: finishReasons[answer.finish],
    message: { role: 'assistant', ...said(answer), ...citations(answer) },
    ...(body.logprobs === true ? { logprobs: (answer.text ?? []).map(logprob) } : {}),
    usage,
  }),
  stream: (answer, { body }) => {
    const event = (type: string, fields: JsonObject): string => sseEvent({ type, ...fields }, type);
    return [
      event('message-start', {
        id: 'cohere-strict',
        delta: { message: { role: 'assistant', content: [], tool_plan: '', tool_calls: [], citations: [] } },
      }),
      ...contentEvents(answer, body.logprobs === true, event),
      ...citationEvents(answer, event),
      ...(answer.calls ?? []).flatMap((call, index) => callEvents(call, index, event)),
      event('message-end', { delta: { finish_reason: finishReasons[answer.finish], usage } }),
    ];
  },
  streamFailure: (message) =>
    sseEvent({ type: 'message-end', delta: { finish_reason: 'ERROR', error: message } }, 'message-end'),
  errorBody: (_status, message) => ({ id: 'cohere-strict', message }),
  streamType: 'text/event-stream',
};

function said(answer: SpokenAnswer): JsonObject {
  const { reasoning, calls } = answer;
  const text = answer.refusal ?? wholeText(answer);
  const thinking = reasoning === undefined ? [] : [{ type: 'thinking', thinking: reasoning }];
  if (calls === undefined) return { content: [...thinking, { type: 'text', text }] };
  return {
    ...(text === '' ? {} : { tool_plan: text }),
    ...(thinking.length === 0 ? {} : { content: thinking }),
    tool_calls: calls.map(toolCall),
  };
}

function toolCall({ name, arguments: input }: SpokenCall, index: number): JsonObject {
  return { id: `${name}_${index + 1}`, type: 'function', function: { name, arguments: input } };
}

/** Cohere cites the documents that a request brings along. */
function citations({ citation, text }: SpokenAnswer): { citations?: JsonObject[] } {
  if (citation === undefined) return {};
  const said = text?.[0] ?? '';
  const source = { type: 'document', id: 'doc:0', document: { id: 'doc:0', ...citation } };
  return {
    citations: [{ start: 0, end: said.length, text: said, sources: [source], type: 'TEXT_CONTENT' }],
  };
}

function citationEvents(answer: SpokenAnswer, event: WriteEvent): string[] {
  return (citations(answer).citations ?? []).flatMap((cited, index) => [
    event('citation-start', { index, delta: { message: { citations: cited } } }),
    event('citation-end', { index }),
  ]);
}

function logprob(text: string): JsonObject {
  return { text, token_ids: [1], logprobs: [spokenLogprob] };
}

type WriteEvent = (type: string, fields: JsonObject) => string;

function contentEvents(answer: SpokenAnswer, wantsLogprobs: boolean, event: WriteEvent): string[] {
  const pieces = answer.refusal === undefined ? (answer.text ?? []) : [answer.refusal];
  const { reasoning } = answer;
  const block = (index: number, type: 'text' | 'thinking', texts: readonly string[]): string[] => [
    event('content-start', { index, delta: { message: { content: { type, [type]: '' } } } }),
    ...texts.map((text) =>
      event('content-delta', {
        index,
        delta: { message: { content: { [type]: text } } },
        ...(wantsLogprobs && type === 'text' ? { logprobs: logprob(text) } : {}),
      }),
    ),
    event('content-end', { index }),
  ];
  const plan =
    answer.calls === undefined
      ? []
      : pieces.map((text) => event('tool-plan-delta', { delta: { message: { tool_plan: text } } }));
  const thoughts = reasoning === undefined ? [] : block(0, 'thinking', [reasoning]);
  const text = answer.calls === undefined ? block(reasoning === undefined ? 0 : 1, 'text', pieces) : [];
  return [...thoughts, ...plan, ...text];
}

function callEvents(call: SpokenCall, index: number, event: WriteEvent): string[] {
  const start = toolCall({ ...call, arguments: '' }, index);
  return [
    event('tool-call-start', { index, delta: { message: { tool_calls: start } } }),
    ...argumentPieces(call).map((text) =>
      event('tool-call-delta', {
        index,
        delta: { message: { tool_calls: { function: { arguments: text } } } },
      }),
    ),
    event('tool-call-end', { index }),
  ];
}

function stepOf(message: unknown): ToolStep {
  if (!isObject(message)) return { kind: 'other' };
  if (message.role === 'tool') return { kind: 'results', ids: [asString(message.tool_call_id) ?? ''] };
  const calls = asArray(message.tool_calls).filter(isObject);
  return calls.length === 0
    ? { kind: 'other' }
    : { kind: 'calls', ids: calls.map(({ id }) => asString(id) ?? '') };
}

const ranges: readonly (readonly [string, number, number])[] = [
  ['p', 0.01, 0.99],
  ['k', 0, 500],
  ['frequency_penalty', 0, 1],
  ['presence_penalty', 0, 1],
];

function parameterRefusal(body: JsonObject): string | undefined {
  for (const [field, least, most] of ranges) {
    const value = asNumber(body[field]);
    if (value !== undefined && (value < least || value > most))
      return `${field} must be between ${least} and ${most}`;
  }
  if (asArray(body.stop_sequences).length > 5) return 'stop_sequences: at most 5';
  const format = body.response_format;
  if (isObject(format) && format.type === 'json_object' && asArray(body.tools).length > 0)
    return 'response_format: json_object is not supported together with tools';
  if (body.tool_choice !== undefined && asArray(body.tools).length === 0) return 'tool_choice requires tools';
  return asArray(body.tools).every(
    (tool) =>
      isObject(tool) &&
      isObject(tool.function) &&
      /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(asString(tool.function.name) ?? ''),
  )
    ? undefined
    : 'tools: a name must be of letters, digits and underscores';
}

function messagesRefusal({ messages }: JsonObject): string | undefined {
  if (asArray(messages).length === 0) return 'messages must not be empty';
  for (const [index, message] of asArray(messages).filter(isObject).entries()) {
    const { role, content, tool_calls: calls } = message;
    if ((content === undefined || content === '') && calls === undefined)
      return `messages[${index}]: ${asString(role) ?? ''} without content`;
    for (const part of asArray(content).filter(isObject)) {
      const url = isObject(part.image_url) ? asString(part.image_url.url) : undefined;
      const refusal = url === undefined ? undefined : mediaRefusal(url);
      if (refusal !== undefined) return `messages[${index}]: ${refusal}`;
    }
  }
  return undefined;
}
