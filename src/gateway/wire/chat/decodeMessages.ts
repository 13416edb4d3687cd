import type { NeutralMessage, NeutralPart } from '../exchange.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { decodeCallSignature } from './callSignature.ts';
import { decodeContent } from './decodeContent.ts';
import { reasoningParts } from './reasoning.ts';

/** What SDKs echo of an earlier answer: known, and of no meaning in a request. */
const echoedFields = ['parsed', 'audio', 'annotations'];
const reasoningFields = [
  'reasoning_content',
  'reasoning',
  'reasoning_text',
  'thinking_blocks',
  'reasoning_details',
];

/**
 * The `messages` field. Each `tool` message becomes one with a single tool result; the older `function` messages answer
 * the newest call of their name. Throws `invalid_request` that names the field and what it must be.
 */
export function decodeMessages(messages: JsonValue | undefined): NeutralMessage[] {
  if (!Array.isArray(messages) || messages.length === 0) {
    throw wrongType('messages', 'a list of at least one message', messages);
  }
  const functionIds = new FunctionCallIds();
  const decoded = messages.map((message, index) =>
    decodeMessage(FieldReader.of(message, `messages[${index}]`), functionIds),
  );
  return withCustomResults(decoded);
}

/** Results of custom tools' calls are told by the calls alone. */
function withCustomResults(messages: NeutralMessage[]): NeutralMessage[] {
  const customIds = new Set<string>();
  for (const { content } of messages) {
    for (const part of content) if (part.type === 'toolCall' && part.custom === true) customIds.add(part.id);
  }
  if (customIds.size === 0) return messages;
  return messages.map((message) => ({
    ...message,
    content: message.content.map((part) =>
      part.type === 'toolResult' && customIds.has(part.toolCallId) ? { ...part, custom: true } : part,
    ),
  }));
}

/** Functions, of before tools, have no call ids: a call is answered by the next message of its name. */
class FunctionCallIds {
  readonly #counts = new Map<string, number>();

  forCall(name: string): string {
    this.#counts.set(name, (this.#counts.get(name) ?? 0) + 1);
    return this.forResult(name);
  }

  forResult(name: string): string {
    return `function_${name}_${this.#counts.get(name) ?? 0}`;
  }
}

function decodeMessage(message: FieldReader, functionIds: FunctionCallIds): NeutralMessage {
  const role = message.requiredString('role');
  switch (role) {
    case 'system':
    case 'developer':
    case 'user':
      return withRest({ role, content: decodeOwnContent(message) }, message);
    case 'assistant':
      return withRest({ role, content: decodeAssistant(message, functionIds) }, message);
    case 'tool':
      return decodeToolResult(message, message.requiredString('tool_call_id'));
    case 'function':
      return decodeToolResult(message, functionIds.forResult(message.requiredString('name')));
    default:
      throw wrongType(
        message.path('role'),
        '"system", "developer", "user", "assistant", "tool" or "function"',
        role,
      );
  }
}

/** What is left of the fields: the name, and extras that stay with the message. */
function withRest(decoded: Pick<NeutralMessage, 'role' | 'content'>, message: FieldReader): NeutralMessage {
  const name = message.string('name');
  for (const field of echoedFields) message.value(field);
  return { ...decoded, name, extras: message.rest() };
}

/** The content; a `cache_control` beside it, which LiteLLM's clients write, holds for its last text. */
function decodeOwnContent(message: FieldReader): NeutralPart[] {
  const content = decodeContent(message.value('content'), message.path('content'));
  const cacheControl = message.value('cache_control');
  const last = content.at(-1);
  if (cacheControl === undefined || last?.type !== 'text') return content;
  return [...content.slice(0, -1), { ...last, cacheControl }];
}

/** Reasoning, then text, then the calls: the order in which models produce them. */
function decodeAssistant(message: FieldReader, functionIds: FunctionCallIds): NeutralPart[] {
  const reasoning: JsonObject = {};
  for (const field of reasoningFields) reasoning[field] = message.value(field);
  const refusal = message.string('refusal');
  return [
    ...reasoningParts(reasoning),
    ...decodeOwnContent(message),
    ...(refusal === undefined || refusal === '' ? [] : [{ type: 'refusal', text: refusal } as const]),
    ...decodeToolCalls(message, functionIds),
  ];
}

function decodeToolCalls(message: FieldReader, functionIds: FunctionCallIds): NeutralPart[] {
  const calls = (message.list('tool_calls') ?? []).map((value, index) =>
    decodeToolCall(value, `${message.path('tool_calls')}[${index}]`),
  );
  const legacy = message.reader('function_call');
  if (legacy === undefined) return calls;
  const name = legacy.requiredString('name');
  const argumentsJson = argumentsOf(legacy);
  return [...calls, { type: 'toolCall', id: functionIds.forCall(name), name, argumentsJson }];
}

function decodeToolCall(value: JsonValue, path: string): NeutralPart {
  const call = FieldReader.of(value, path);
  const isCustom = call.value('type') === 'custom';
  call.value('index');
  const id = call.requiredString('id');
  if (isCustom) {
    const custom = FieldReader.of(call.value('custom'), call.path('custom'));
    const name = custom.requiredString('name');
    const argumentsJson = custom.string('input') ?? '';
    return { type: 'toolCall', id, name, argumentsJson, custom: true, extras: call.rest() };
  }
  const details = FieldReader.of(call.value('function'), call.path('function'));
  const name = details.requiredString('name');
  const signature = decodeCallSignature(call.peek('extra_content'));
  // A sealed signature is for the provider that made it alone.
  if (signature.signature !== undefined && signature.signature.format !== 'gemini')
    call.value('extra_content');
  return {
    type: 'toolCall',
    id,
    name,
    argumentsJson: argumentsOf(details),
    ...signature,
    extras: call.rest(),
  };
}

/** Arguments are JSON text; an object instead of its text is understood, blank text is a call without arguments. */
function argumentsOf(call: FieldReader): string {
  const value = call.peek('arguments');
  if (isObject(value)) return JSON.stringify(value);
  const text = call.string('arguments') ?? '';
  return text.trim() === '' ? '{}' : text;
}

function decodeToolResult(message: FieldReader, toolCallId: string): NeutralMessage {
  message.value('name');
  const content = decodeContent(message.value('content'), message.path('content'));
  const cacheControl = message.value('cache_control');
  return {
    role: 'tool',
    content: [{ type: 'toolResult', toolCallId, content, isError: false, cacheControl }],
    extras: message.rest(),
  };
}
