import type { NeutralPart, ToolCallPart } from '../exchange.ts';
import { asArray, asString, isObject, parseObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { toolCallIdOrNew } from '../chat/toolCallId.ts';
import { decodeAnnotation } from './annotations.ts';
import { joinedTexts } from './decodeItem.ts';
import { openReasoning } from './reasoningSignature.ts';

/** What one item of a response's `output` says. Items that only this format knows become opaque. */
export function decodeOutputItem(item: JsonValue): NeutralPart[] {
  if (!isObject(item)) return [];
  switch (item.type) {
    case 'message':
      return asArray(item.content).flatMap(decodeOutputPart);
    case 'reasoning':
      return decodeReasoning(item);
    case 'function_call':
    case 'custom_tool_call':
      return decodeOutputCall(item);
    default:
      return [{ type: 'opaque', format: 'responses', value: item }];
  }
}

function decodeOutputPart(part: JsonValue): NeutralPart[] {
  if (!isObject(part)) return [];
  if (part.type === 'refusal') return [{ type: 'refusal', text: asString(part.refusal) ?? '' }];
  const text = asString(part.text);
  if (text === undefined) return [];
  const citations = asArray(part.annotations).map(decodeAnnotation);
  return [{ type: 'text', text, ...(citations.length === 0 ? {} : { citations }) }];
}

/** Reasoning that shows nothing and cannot be sent back says nothing. */
function decodeReasoning(item: JsonObject): NeutralPart[] {
  const text = reasoningTextOf(item);
  const encrypted = asString(item.encrypted_content) ?? '';
  const id = asString(item.id);
  if (text === '' && encrypted === '') return [];
  return [
    {
      type: 'reasoning',
      text,
      ...(encrypted === '' ? {} : { signature: openReasoning(encrypted, id) }),
      ...(id === undefined ? {} : { id }),
    },
  ];
}

/** The summary of a reasoning item, or else the reasoning itself. */
export function reasoningTextOf(item: JsonObject): string {
  const summary = joinedTexts(item.summary);
  return summary === '' ? joinedTexts(item.content) : summary;
}

/** A function's or custom tool's call; OpenAI's wrapper around parallel calls, which models sometimes leak, is taken off. */
function decodeOutputCall(item: JsonObject): ToolCallPart[] {
  const custom = item.type === 'custom_tool_call';
  const namespace = asString(item.namespace);
  const text = asString(custom ? item.input : item.arguments) ?? '';
  const call = {
    type: 'toolCall',
    id: toolCallIdOrNew(asString(item.call_id) ?? asString(item.id)),
    name: asString(item.name) ?? '',
    ...(namespace === undefined ? {} : { namespace }),
    ...(custom ? { custom } : {}),
    argumentsJson: !custom && text.trim() === '' ? '{}' : text,
  } as const;
  return isParallelWrapper(call.name) ? unwrapParallel(call) : [call];
}

/** The pseudo tool by which OpenAI's models make parallel calls; it is not meant to be seen. */
export function isParallelWrapper(name: string): boolean {
  return name === 'multi_tool_use.parallel' || name === 'multi_tool_use_parallel';
}

function unwrapParallel(call: ToolCallPart): ToolCallPart[] {
  const uses = asArray(parseObject(call.argumentsJson)?.tool_uses).filter(isObject);
  if (uses.length === 0) return [call];
  return uses.map((use, index) => ({
    type: 'toolCall',
    id: `${call.id}_${index}`,
    name: (asString(use.recipient_name) ?? '').replace(/^functions\./, ''),
    argumentsJson: JSON.stringify(use.parameters ?? {}),
  }));
}
