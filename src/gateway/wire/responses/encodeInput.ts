import type {
  NeutralMessage,
  NeutralPart,
  ReasoningPart,
  ToolCallPart,
  ToolResultPart,
} from '../exchange.ts';
import { parseObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { encodeAnnotation } from './annotations.ts';
import { encodeInputPart, isContentPart, simplestContent } from './encodeContent.ts';
import { isOwnReasoningId, toResponsesCallId } from './itemIds.ts';
import { pairToolResults } from './pairToolResults.ts';
import { writeReasoning } from './reasoningSignature.ts';
import type { RequestEncoding } from './requestEncoding.ts';

/** The conversation as this format has it: what stands before everything, and the items. */
export interface EncodedInput {
  readonly instructions: string | undefined;
  readonly items: JsonObject[];
}

/**
 * The conversation as items. System text at the beginning becomes the instructions, unless a JSON object is wanted, for
 * which OpenAI looks for the word in the items alone. Throws `invalid_request` for media that cannot be carried.
 */
export function encodeInput(encoding: RequestEncoding): EncodedInput {
  const messages = pairToolResults(encoding.request.messages);
  const first = messages.findIndex((message) => !isPlainSystem(message));
  // A conversation of system text alone still needs an item.
  const isJson = encoding.request.responseFormat?.type === 'json';
  const leadingCount = isJson || first === -1 ? 0 : first;
  const texts = messages.slice(0, leadingCount).map(({ content }) => joinedText(content));
  const items = messages
    .slice(leadingCount)
    .flatMap((message, index) => encodeMessage(message, index + leadingCount, encoding));
  return {
    instructions: texts.length === 0 ? undefined : texts.join('\n\n'),
    items: withoutRepeatedOutputs(items),
  };
}

/** Of several outputs of one call the last counts. */
function withoutRepeatedOutputs(items: JsonObject[]): JsonObject[] {
  const lastIndex = new Map<unknown, number>();
  for (const [index, item] of items.entries()) if (isOutput(item)) lastIndex.set(item.call_id, index);
  return items.filter((item, index) => !isOutput(item) || lastIndex.get(item.call_id) === index);
}

function isOutput({ type }: JsonObject): boolean {
  return type === 'function_call_output' || type === 'custom_tool_call_output';
}

function isPlainSystem({ role, content }: NeutralMessage): boolean {
  return role === 'system' && content.every(({ type }) => type === 'text');
}

function joinedText(content: readonly NeutralPart[]): string {
  return content.flatMap((part) => (part.type === 'text' ? [part.text] : [])).join('\n\n');
}

function encodeMessage(message: NeutralMessage, index: number, encoding: RequestEncoding): JsonObject[] {
  const path = `messages[${index}].content`;
  if (message.name !== undefined) encoding.body.drop('name');
  switch (message.role) {
    case 'system':
    case 'developer':
    case 'user':
      return encodeClientMessage(message, path, encoding);
    case 'tool':
      return message.content.flatMap((part, number) =>
        part.type === 'toolResult' ? [encodeResult(part, `${path}[${number}]`, encoding)] : [],
      );
    case 'assistant':
      return encodeAnswer(message, index, encoding);
  }
}

/** Items that only this format knows stand beside messages, not in them. */
function encodeClientMessage(
  { role, content, extras }: NeutralMessage,
  path: string,
  { sameFormat }: RequestEncoding,
): JsonObject[] {
  const items = content.flatMap((part) =>
    part.type === 'opaque' && part.format === 'responses' && !isPart(part.value) ? [part.value] : [],
  );
  const parts = content.flatMap((part, number) =>
    isContentPart(part) && (part.type !== 'opaque' || !items.includes(part.value))
      ? [encodeInputPart(part, `${path}[${number}]`)]
      : [],
  );
  if (parts.length === 0) return items;
  return [
    ...items,
    { type: 'message', role, content: simplestContent(parts), ...(sameFormat ? extras : {}) },
  ];
}

function isPart({ type }: JsonObject): boolean {
  return typeof type === 'string' && /^input_|^(?:computer_screenshot|encrypted_content)$/.test(type);
}

/**
 * What the model said in one turn, in its order. Reasoning goes back where a provider of this format encrypted it, and only
 * with an item behind it, without which OpenAI refuses it; an empty text makes no message.
 */
function encodeAnswer(
  { content, extras }: NeutralMessage,
  index: number,
  encoding: RequestEncoding,
): JsonObject[] {
  const items: JsonObject[] = [];
  let said: SpokenPart[] = [];
  const flush = (): void => {
    const own = encoding.sameFormat ? extras : {};
    if (said.length > 0) items.push({ ...encodeSpoken(said, `msg_${index}_${items.length}`), ...own });
    said = [];
  };
  for (const part of content) {
    if (part.type === 'text' || part.type === 'refusal') {
      if (part.text !== '') said.push(part);
      continue;
    }
    const beside = encodeBeside(part, encoding);
    if (beside === undefined) continue;
    flush();
    items.push(beside);
  }
  flush();
  return items.slice(0, items.findLastIndex(({ type }) => type !== 'reasoning') + 1);
}

type SpokenPart = Extract<NeutralPart, { type: 'text' | 'refusal' }>;

/** Plain text as a string; refusals and sources have a place only in the form of an answer, which demands an id. */
function encodeSpoken(parts: readonly SpokenPart[], id: string): JsonObject {
  const message = { type: 'message', role: 'assistant' };
  const isPlain = parts.every((part) => part.type === 'text' && (part.citations ?? []).length === 0);
  if (isPlain) return { ...message, content: parts.map(({ text }) => text).join('') };
  return { ...message, id, status: 'completed', content: parts.map(encodeSpokenPart) };
}

function encodeSpokenPart(part: SpokenPart): JsonObject {
  if (part.type === 'refusal') return { type: 'refusal', refusal: part.text };
  const annotations = (part.citations ?? [])
    .map((citation) => encodeAnnotation(citation, part.text.length))
    .filter((annotation) => annotation !== undefined);
  return { type: 'output_text', text: part.text, annotations };
}

/** undefined for what cannot be said to this provider. */
function encodeBeside(
  part: Exclude<NeutralPart, SpokenPart>,
  encoding: RequestEncoding,
): JsonObject | undefined {
  switch (part.type) {
    case 'toolCall':
      return encodeCall(part, encoding);
    case 'reasoning':
      return encodeReasoning(part, encoding);
    case 'opaque':
      if (part.format === 'responses') return part.value;
      encoding.body.drop('content');
      return undefined;
    case 'toolResult':
      return undefined;
    case 'image':
    case 'document':
    case 'audio':
      encoding.body.drop(`content.${part.type}`);
      return undefined;
  }
}

function encodeCall(part: ToolCallPart, { searchName, toolNames, sameFormat }: RequestEncoding): JsonObject {
  const callId = toResponsesCallId(part.id);
  const others = {
    ...(part.namespace === undefined ? {} : { namespace: part.namespace }),
    ...(sameFormat ? part.extras : {}),
  };
  if (part.custom === true) {
    const call = { type: 'custom_tool_call', call_id: callId, name: part.name };
    return { ...call, ...others, input: part.argumentsJson };
  }
  if (sameFormat && part.name === searchName) {
    const search = { type: 'tool_search_call', call_id: callId, execution: 'client', status: 'completed' };
    return { ...search, arguments: parseObject(part.argumentsJson) ?? {} };
  }
  return {
    type: 'function_call',
    call_id: callId,
    name: toolNames.toUpstream(part.name),
    ...others,
    arguments: part.argumentsJson.trim() === '' ? '{}' : part.argumentsJson,
  };
}

function encodeReasoning(
  { signature, text, id }: ReasoningPart,
  { reasons, sameFormat, body }: RequestEncoding,
): JsonObject | undefined {
  if (signature?.format !== 'responses' || !(reasons || sameFormat)) {
    body.drop('reasoning');
    return undefined;
  }
  const { encrypted, id: signedId } = writeReasoning(signature);
  const ownId = signedId ?? id;
  return {
    type: 'reasoning',
    ...(ownId === undefined || isOwnReasoningId(ownId) ? {} : { id: ownId }),
    summary: text === '' ? [] : [{ type: 'summary_text', text }],
    encrypted_content: encrypted,
  };
}

function encodeResult(
  { toolCallId, content, custom, isError, extras }: ToolResultPart,
  path: string,
  { sameFormat, searchName }: RequestEncoding,
): JsonObject {
  const callId = toResponsesCallId(toolCallId);
  if (sameFormat && searchName !== undefined && Array.isArray(extras?.tools)) {
    const found = { call_id: callId, execution: 'client', status: 'completed' };
    return { type: 'tool_search_output', ...found, tools: extras.tools };
  }
  const parts = content.flatMap((part, number) =>
    isContentPart(part) ? [encodeInputPart(part, `${path}.content[${number}]`)] : [],
  );
  const type = custom === true ? 'custom_tool_call_output' : 'function_call_output';
  return { type, call_id: callId, output: outputOf(parts, isError) };
}

/** Texts alone are one string; this format has no flag for a failed call, so the text has to say it. */
function outputOf(parts: JsonObject[], isError: boolean): JsonObject[] | string {
  const texts = parts.flatMap(({ type, text }) =>
    type === 'input_text' && typeof text === 'string' ? [text] : [],
  );
  if (texts.length === parts.length) return isError ? markedAsError(texts.join('\n')) : texts.join('\n');
  return isError ? [{ type: 'input_text', text: 'Error:' }, ...parts] : parts;
}

function markedAsError(text: string): string {
  return /^\W*error\b/i.test(text) ? text : `Error: ${text}`;
}
