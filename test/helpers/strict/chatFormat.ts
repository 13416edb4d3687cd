import { asArray, asString, isObject, type JsonObject } from '../../../src/gateway/wire/json.ts';
import { chatChunks, wholeChatAnswer } from './chatAnswers.ts';
import { jsonSchemaRefusal, mediaRefusal } from './contentRules.ts';
import {
  openaiEchoes,
  openaiErrorBody,
  sseEvent,
  withoutReasoning,
  type StrictFormat,
} from './strictFormat.ts';
import { brokenToolTurn, type ToolStep } from './toolTurns.ts';

const openaiChat: StrictFormat = {
  name: 'chat',
  takes: (path) => path.endsWith('/chat/completions'),
  bodyType: 'ChatBody',
  tolerated: openaiEchoes,
  refusalOf: ({ body }) =>
    toolRefusal(body) ??
    parameterRefusal(body) ??
    contentRefusal(body) ??
    brokenToolTurn(asArray(body.messages).map(stepOf)),
  wantsStream: ({ body }) => body.stream === true,
  whole: (answer, { body }) => wholeChatAnswer(answer, body),
  stream: (answer, { body }) => chatChunks(answer, body),
  streamFailure: (message) => sseEvent({ error: { message, type: 'server_error', param: null, code: null } }),
  errorBody: openaiErrorBody,
  streamType: 'text/event-stream; charset=utf-8',
};

/** What `POST /v1/chat/completions` of OpenAI refuses and says. It keeps its thoughts to itself. */
export const strictChat: StrictFormat = withoutReasoning(openaiChat);

/** A server that follows OpenAI's format and sends its thoughts as `reasoning_content`. */
export const strictCompatibleChat: StrictFormat = {
  ...openaiChat,
  name: 'compatible chat',
  bodyType: 'CompatibleChatBody',
};

function stepOf(message: unknown): ToolStep {
  if (!isObject(message)) return { kind: 'other' };
  if (message.role === 'tool') return { kind: 'results', ids: [asString(message.tool_call_id) ?? ''] };
  const calls = asArray(message.tool_calls);
  if (calls.length === 0) return { kind: 'other' };
  return { kind: 'calls', ids: calls.map((call) => (isObject(call) ? (asString(call.id) ?? '') : '')) };
}

const toolName = /^[a-zA-Z0-9_-]{1,64}$/;

function toolRefusal({ tools, tool_choice: choice, parallel_tool_calls: parallel }: JsonObject) {
  if (tools === undefined) {
    if (choice !== undefined && choice !== 'none' && choice !== 'auto')
      return "'tool_choice' is only allowed when 'tools' are specified";
    return parallel === undefined
      ? undefined
      : "'parallel_tool_calls' is only allowed when 'tools' are specified";
  }
  const list = asArray(tools);
  if (list.length === 0) return '[] is too short: tools';
  const names = new Set<string>();
  for (const tool of list) {
    if (!isObject(tool) || !isObject(tool.function)) continue;
    const name = asString(tool.function.name) ?? '';
    if (!toolName.test(name)) return `tools: the name ${name} does not match ${toolName.source}`;
    if (names.has(name)) return `tools: the name ${name} is not unique`;
    names.add(name);
    const { parameters, strict } = tool.function;
    if (!isObject(parameters)) continue;
    if (parameters.type !== 'object') return `Invalid schema for function ${name}: type must be "object"`;
    const refusal = strict === true ? jsonSchemaRefusal(parameters, name) : undefined;
    if (refusal !== undefined) return refusal;
  }
  if (isObject(choice) && isObject(choice.function) && !names.has(asString(choice.function.name) ?? ''))
    return 'tool_choice names no tool of tools';
  return undefined;
}

const reasoningModel = /^(?:o\d|gpt-[5-9])/;

function parameterRefusal(body: JsonObject): string | undefined {
  if (body.max_tokens !== undefined && body.max_completion_tokens !== undefined)
    return 'max_tokens and max_completion_tokens cannot both be set';
  if (reasoningModel.test(asString(body.model) ?? '')) {
    for (const field of ['max_tokens', 'temperature', 'top_p', 'logprobs', 'presence_penalty'])
      if (body[field] !== undefined)
        return `Unsupported parameter: '${field}' is not supported with this model.`;
  }
  if (body.stream_options !== undefined && body.stream !== true)
    return 'stream_options is only allowed when stream is true';
  if (body.top_logprobs !== undefined && body.logprobs !== true) return 'top_logprobs requires logprobs';
  if (Array.isArray(body.stop) && (body.stop.length === 0 || body.stop.length > 4))
    return 'stop: between 1 and 4 sequences';
  if (typeof body.user === 'string' && body.user.length > 64) return 'user: string too long, at most 64';
  return formatRefusal(body);
}

function formatRefusal({ response_format: format, messages }: JsonObject): string | undefined {
  if (!isObject(format)) return undefined;
  if (format.type === 'json_object' && !/json/i.test(JSON.stringify(messages)))
    return "messages must contain the word 'json' in some form";
  if (format.type !== 'json_schema' || !isObject(format.json_schema)) return undefined;
  const { name, schema, strict } = format.json_schema;
  if (!toolName.test(asString(name) ?? '')) return 'response_format.json_schema.name';
  return strict === true && isObject(schema) ? jsonSchemaRefusal(schema, 'response_format') : undefined;
}

function contentRefusal({ messages }: JsonObject): string | undefined {
  if (asArray(messages).length === 0) return '[] is too short: messages';
  for (const [index, message] of asArray(messages).entries()) {
    if (!isObject(message)) continue;
    const where = `messages.[${index}]`;
    const speaks = message.tool_calls !== undefined || typeof message.refusal === 'string';
    if (message.content === null && !speaks) return `${where}.content: null only beside tool_calls`;
    if (message.content === undefined && message.role !== 'assistant') return `${where}.content is missing`;
    if (Array.isArray(message.content) && message.content.length === 0)
      return `${where}.content: [] is too short`;
    if (Array.isArray(message.tool_calls) && message.tool_calls.length === 0)
      return `${where}.tool_calls: [] is too short`;
    for (const call of asArray(message.tool_calls)) {
      const name = isObject(call) && isObject(call.function) ? asString(call.function.name) : undefined;
      if (name !== undefined && !toolName.test(name)) return `${where}.tool_calls: the name ${name}`;
    }
    for (const part of asArray(message.content)) {
      const refusal = isObject(part) ? partRefusal(part) : undefined;
      if (refusal !== undefined) return `${where}: ${refusal}`;
    }
  }
  return undefined;
}

function partRefusal({ image_url: image, file }: JsonObject): string | undefined {
  if (isObject(image)) return mediaRefusal(asString(image.url) ?? '');
  if (!isObject(file) || file.file_id !== undefined) return undefined;
  if (typeof file.filename !== 'string') return 'file.filename is missing';
  return asString(file.file_data)?.startsWith('data:') === true
    ? mediaRefusal(asString(file.file_data) ?? '')
    : 'file.file_data is no data URL';
}
