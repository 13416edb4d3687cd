import { asArray, asNumber, asString, isObject, type JsonObject } from '../../../src/gateway/wire/json.ts';
import { jsonSchemaRefusal, mediaRefusal } from './contentRules.ts';
import { responseEvents, responseFailure, responsesEncryption, wholeResponse } from './responsesAnswers.ts';
import { openaiEchoes, openaiErrorBody, type StrictFormat } from './strictFormat.ts';

/** What `POST /v1/responses` of OpenAI refuses and says. */
export const strictResponses: StrictFormat = {
  name: 'responses',
  takes: (path) => path.endsWith('/responses'),
  bodyType: 'ResponsesBody',
  // Codex says these, and OpenAI takes them.
  tolerated: [...openaiEchoes, 'client_metadata', 'external_web_access', 'search_content_types'],
  readValue: (_key, value) => (isObject(value) ? asTypesHaveIt(value) : value),
  refusalOf: ({ body }) => parameterRefusal(body) ?? toolRefusal(body) ?? itemsRefusal(body),
  wantsStream: ({ body }) => body.stream === true,
  whole: (answer, { body }) => wholeResponse(answer, body),
  stream: (answer, { body }) => responseEvents(answer, body),
  streamFailure: responseFailure,
  errorBody: openaiErrorBody,
  streamType: 'text/event-stream; charset=utf-8',
};

/** What OpenAI takes though the library's types do not: an image without its detail, and what Codex says of items. */
function asTypesHaveIt(value: JsonObject): JsonObject {
  if (value.type === 'input_image') return { detail: 'auto', ...value };
  // Codex sends its thoughts without their ids, which mean nothing where nothing is stored, and with an empty content.
  if (value.type === 'reasoning') return { id: 'rs_0', ...value, content: value.content ?? undefined };
  if (value.type === 'custom_tool_call') return without(value, 'status');
  const isOfClient =
    value.role !== undefined && value.role !== 'assistant' && value.type !== 'additional_tools';
  return isOfClient ? without(value, 'id') : value;
}

function without(value: JsonObject, left: string): JsonObject {
  return Object.fromEntries(Object.entries(value).filter(([field]) => field !== left));
}

const toolName = /^[a-zA-Z0-9_-]{1,64}$/;
const reasoningModel = /^(?:o\d|gpt-[5-9])/;

function parameterRefusal(body: JsonObject): string | undefined {
  if (body.model === undefined) return "Missing required parameter: 'model'.";
  const limit = asNumber(body.max_output_tokens);
  if (limit !== undefined && limit < 16)
    return "Invalid 'max_output_tokens': integer below minimum value. Expected a value >= 16";
  if (reasoningModel.test(asString(body.model) ?? '')) {
    for (const field of ['temperature', 'top_p', 'top_logprobs'])
      if (body[field] !== undefined)
        return `Unsupported parameter: '${field}' is not supported with this model.`;
  }
  if (body.previous_response_id !== undefined && body.previous_response_id !== null)
    return 'Previous response was not found.';
  const format = isObject(body.text) ? body.text.format : undefined;
  if (!isObject(format)) return undefined;
  if (format.type === 'json_object' && !/json/i.test(JSON.stringify(body.input)))
    return "input must contain the word 'json' in some form";
  if (format.type !== 'json_schema') return undefined;
  if (!toolName.test(asString(format.name) ?? '')) return "Invalid 'text.format.name'";
  return format.strict === true && isObject(format.schema)
    ? jsonSchemaRefusal(format.schema, 'text.format')
    : undefined;
}

function toolRefusal({ tools, tool_choice: choice }: JsonObject): string | undefined {
  const names = new Set<string>();
  for (const tool of asArray(tools)) {
    if (!isObject(tool) || tool.type !== 'function') continue;
    const name = asString(tool.name) ?? '';
    if (!toolName.test(name)) return "Invalid 'tools[].name': string does not match pattern";
    if (names.has(name)) return `The tool name ${name} is not unique`;
    names.add(name);
    if (!isObject(tool.parameters)) continue;
    if (tool.parameters.type !== 'object')
      return `Invalid schema for function '${name}': type must be "object"`;
    // Functions are strict here unless the request says no.
    const refusal = tool.strict === true ? jsonSchemaRefusal(tool.parameters, name) : undefined;
    if (refusal !== undefined) return refusal;
  }
  if (isObject(choice) && choice.type === 'function' && !names.has(asString(choice.name) ?? ''))
    return "Tool choice 'function' not found in 'tools' parameter.";
  if ((choice === 'required' || isObject(choice)) && asArray(tools).length === 0)
    return "Tool choice 'required' must be specified with 'tools' parameter.";
  return undefined;
}

const idPrefixes: Readonly<Record<string, string>> = {
  message: 'msg',
  reasoning: 'rs',
  function_call: 'fc',
};

/** Items out of order: calls without their outputs, outputs without calls, thoughts that nothing follows, invented ids. */
function itemsRefusal(body: JsonObject): string | undefined {
  const items = asArray(body.input).filter(isObject);
  if (Array.isArray(body.input) && items.length === 0) return "Invalid 'input': empty array.";
  const calls = new Set<string>();
  const answered = new Set<string>();
  const ids = new Set<string>();
  for (const [index, item] of items.entries()) {
    const type = asString(item.type) ?? 'message';
    const id = asString(item.id);
    const prefix = idPrefixes[type];
    if (id !== undefined && prefix !== undefined && !id.startsWith(prefix))
      return `Invalid 'input[${index}].id': '${id}'. Expected an ID that begins with '${prefix}'.`;
    if (id !== undefined && ids.has(id)) return `Duplicate item found with id ${id}.`;
    if (id !== undefined) ids.add(id);
    const callId = asString(item.call_id) ?? '';
    if (type === 'function_call') {
      if (callId === '' || callId.length > 64) return `Invalid 'input[${index}].call_id'`;
      if (!toolName.test(asString(item.name) ?? '')) return `Invalid 'input[${index}].name'`;
      calls.add(callId);
    }
    if (type === 'function_call_output') {
      if (!calls.has(callId)) return `No tool call found for function call output with call_id ${callId}.`;
      answered.add(callId);
    }
    const refusal =
      type === 'reasoning' ? reasoningRefusal(item, items[index + 1]) : contentRefusal(item, index);
    if (refusal !== undefined) return refusal;
  }
  const open = [...calls].find((callId) => !answered.has(callId));
  return open === undefined ? undefined : `No tool output found for function call ${open}.`;
}

function reasoningRefusal(item: JsonObject, next: JsonObject | undefined): string | undefined {
  const id = asString(item.id) ?? '';
  const summary = asArray(item.summary).filter(isObject);
  const thoughts = summary.map(({ text }) => asString(text) ?? '').join('');
  if (typeof item.encrypted_content !== 'string')
    return `Item with id '${id}' not found. Items are not persisted when \`store\` is set to false.`;
  if (item.encrypted_content !== responsesEncryption(thoughts))
    return `The encrypted content for item ${id} could not be verified.`;
  const follows =
    next?.role === 'assistant' ||
    /^(?:reasoning|function_call|custom_tool_call)$/.test(asString(next?.type) ?? '');
  return follows
    ? undefined
    : `Item '${id}' of type 'reasoning' was provided without its required following item.`;
}

/** An assistant's words are output_text, everybody else's input_text. */
function contentRefusal({ role, content }: JsonObject, index: number): string | undefined {
  for (const part of asArray(content).filter(isObject)) {
    const isOutput = part.type === 'output_text' || part.type === 'refusal';
    if (isOutput !== (role === 'assistant'))
      return `Invalid value: '${asString(part.type) ?? ''}' at input[${index}].content.`;
    const url = asString(part.image_url) ?? asString(part.file_data);
    const refusal = url === undefined ? undefined : mediaRefusal(url);
    if (refusal !== undefined) return refusal;
    if (part.type === 'input_file' && part.file_data !== undefined && part.filename === undefined)
      return `Missing required parameter: 'input[${index}].content.filename'.`;
  }
  return undefined;
}
