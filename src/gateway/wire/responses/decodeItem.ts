import type { NeutralPart, NeutralRole, Signature, ToolCallPart } from '../exchange.ts';
import type { NeutralTool } from '../toolModel.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { asArray, asString, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { decodeContent } from './decodeContent.ts';
import { decodeTools, toolSearchName } from './decodeTools.ts';
import { openReasoning, readMark } from './reasoningSignature.ts';

/** What one input item adds to the conversation. */
export type DecodedItem =
  | {
      readonly kind: 'message';
      readonly role: Exclude<NeutralRole, 'tool'>;
      readonly content: NeutralPart[];
      readonly extras?: JsonObject;
    }
  /** Of the model's side: reasoning, a call, or an item that only this format knows. */
  | { readonly kind: 'part'; readonly part: NeutralPart }
  /** A result, with the tools that it makes known (a tool search). */
  | { readonly kind: 'result'; readonly part: NeutralPart; readonly tools: NeutralTool[] }
  /** An item of the client's side that only this format knows. */
  | { readonly kind: 'opaque'; readonly value: JsonObject }
  | { readonly kind: 'signature'; readonly signature: Signature }
  | { readonly kind: 'tools'; readonly tools: NeutralTool[] };

/**
 * One item of `input` (OpenAI Responses API). Items without a type are messages, or references where they have nothing but
 * an id. Throws `invalid_request` that names the field.
 */
export function decodeItem(value: JsonValue, path: string): DecodedItem {
  if (typeof value === 'string')
    return { kind: 'message', role: 'user', content: decodeContent(value, path) };
  const item = FieldReader.of(value, path);
  const type = item.string('type') ?? (item.peek('role') === undefined ? 'item_reference' : 'message');
  const opaque = isObject(value) ? value : {};
  switch (type) {
    case 'message':
      return decodeMessage(item);
    case 'reasoning':
      return decodeReasoning(item);
    case 'function_call':
    case 'custom_tool_call':
      return { kind: 'part', part: decodeCall(item, type === 'custom_tool_call') };
    case 'function_call_output':
    case 'custom_tool_call_output':
      // An output may name its tool instead of its call.
      return typeof item.peek('call_id') === 'string'
        ? decodeOutput(item, type === 'custom_tool_call_output')
        : { kind: 'opaque', value: opaque };
    case 'additional_tools':
      return { kind: 'tools', tools: decodeTools(item.list('tools') ?? [], item.path('tools')) };
    case 'tool_search_call':
      return typeof item.peek('call_id') === 'string' ? decodeSearchCall(item) : modelOpaque(opaque);
    case 'tool_search_output':
      return typeof item.peek('call_id') === 'string' ? decodeSearchOutput(item) : modelOpaque(opaque);
    default:
      return isOfModel(type) ? modelOpaque(opaque) : { kind: 'opaque', value: { ...opaque, type } };
  }
}

function modelOpaque(value: JsonObject): DecodedItem {
  return { kind: 'part', part: { type: 'opaque', format: 'responses', value } };
}

/** Items that the model or its provider made; all others (`…_output`, answers to approvals, references) are the client's. */
function isOfModel(type: string): boolean {
  return /_call$|^(?:compaction|mcp_list_tools|mcp_approval_request|program|program_output)$/.test(type);
}

function decodeMessage(item: FieldReader): DecodedItem {
  const role = item.requiredString('role');
  if (role !== 'user' && role !== 'assistant' && role !== 'system' && role !== 'developer') {
    throw wrongType(item.path('role'), '"user", "assistant", "system" or "developer"', role);
  }
  const content = decodeContent(item.value('content'), item.path('content'));
  const extras = otherFields(item);
  return { kind: 'message', role, content, ...(extras === undefined ? {} : { extras }) };
}

/** What an item says besides; ids and states are those of an answer, and mean nothing when it comes back. */
function otherFields(item: FieldReader): JsonObject | undefined {
  for (const field of ['id', 'status']) item.value(field);
  return item.rest();
}

/** The texts of the summary, or else of the reasoning itself. A mark of Muxgate's says what an item without one means. */
function decodeReasoning(item: FieldReader): DecodedItem {
  const id = item.string('id');
  const { mark, sealed } = readMark(item.string('encrypted_content') ?? '');
  const signature = sealed === '' ? undefined : openReasoning(sealed, id);
  if (signature !== undefined && mark === 'carrier') return { kind: 'signature', signature };
  const text =
    [item.list('summary'), item.list('content')].map(joinedTexts).find((found) => found !== '') ?? '';
  return {
    kind: 'part',
    part: {
      type: 'reasoning',
      text,
      ...(signature === undefined ? {} : { signature }),
      ...(mark === 'redacted' ? { redacted: true } : {}),
      ...(id === undefined ? {} : { id }),
    },
  };
}

/** The texts of a list of parts, as paragraphs. */
export function joinedTexts(parts: JsonValue | undefined): string {
  return asArray(parts)
    .map((part) => (isObject(part) ? (asString(part.text) ?? '') : ''))
    .filter((text) => text !== '')
    .join('\n\n');
}

function decodeCall(item: FieldReader, custom: boolean): ToolCallPart {
  const id = item.string('call_id') ?? item.string('id') ?? item.requiredString('call_id');
  const name = item.requiredString('name');
  const namespace = item.string('namespace');
  const group = namespace === undefined ? {} : { namespace };
  const argumentsJson = custom ? (item.string('input') ?? '') : argumentsOf(item);
  const extras = otherFields(item);
  return {
    type: 'toolCall',
    id,
    name,
    ...group,
    ...(custom ? { custom } : {}),
    argumentsJson,
    ...(extras === undefined ? {} : { extras }),
  };
}

/** Arguments are JSON text; an object instead of its text is understood, blank text is a call without arguments. */
function argumentsOf(item: FieldReader): string {
  const given = item.peek('arguments');
  if (isObject(given)) {
    item.value('arguments');
    return JSON.stringify(given);
  }
  const text = item.string('arguments') ?? '';
  return text.trim() === '' ? '{}' : text;
}

function decodeOutput(item: FieldReader, custom: boolean): DecodedItem {
  const output = item.peek('output');
  const content = isObject(output)
    ? [{ type: 'text', text: JSON.stringify(output) } as const]
    : decodeContent(output, item.path('output'));
  const toolCallId = item.requiredString('call_id');
  const part = { type: 'toolResult', toolCallId, content, isError: false } as const;
  return { kind: 'result', part: custom ? { ...part, custom } : part, tools: [] };
}

/** A search that the client runs; one that the provider ran itself has no call id and is replayed to it alone. */
function decodeSearchCall(item: FieldReader): DecodedItem {
  const given = item.value('arguments');
  const argumentsJson = typeof given === 'string' ? given : JSON.stringify(given ?? {});
  const id = item.requiredString('call_id');
  return { kind: 'part', part: { type: 'toolCall', id, name: toolSearchName, argumentsJson } };
}

function decodeSearchOutput(item: FieldReader): DecodedItem {
  const list = item.list('tools') ?? [];
  const tools = decodeTools(list, item.path('tools'));
  const names = tools.flatMap((tool) => (tool.type === 'opaque' ? [] : [tool.name]));
  const text = names.length === 0 ? 'No tools were found.' : `Now available: ${names.join(', ')}`;
  const part = {
    type: 'toolResult',
    toolCallId: item.requiredString('call_id'),
    content: [{ type: 'text', text } as const],
    isError: false,
    extras: { tools: list },
  } as const;
  return { kind: 'result', part, tools };
}
