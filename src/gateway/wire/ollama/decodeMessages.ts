import type { NeutralMessage, NeutralPart, ToolCallPart } from '../exchange.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import { isObject, type JsonValue } from '../json.ts';
import { decodeImage } from './imageData.ts';

/**
 * The `messages` of `/api/chat`. None at all is a request to load the model. Calls and results need no ids there: calls
 * without one are numbered, and a result belongs to the call that its `tool_call_id` or `tool_name` says, else to the oldest that
 * is unanswered. Throws `invalid_request` that names the field and what it must be.
 */
export function decodeMessages(fields: FieldReader): NeutralMessage[] {
  const calls = new OpenCalls();
  return (fields.list('messages') ?? []).map((value, index) => {
    const message = FieldReader.of(value, `messages[${index}]`);
    const role = message.requiredString('role').toLowerCase();
    switch (role) {
      case 'system':
      case 'developer':
      case 'user':
        return withExtras({ role, content: contentOf(message) }, message);
      case 'assistant':
        return withExtras({ role, content: decodeAssistant(message, index, calls) }, message);
      case 'tool':
        return decodeToolResult(message, calls);
      default:
        throw wrongType(message.path('role'), '"system", "user", "assistant" or "tool"', role);
    }
  });
}

/** A message's images, decoded from base64, before its text, as Ollama's templates have them. */
export function imagesOf(fields: FieldReader): NeutralPart[] {
  return (fields.strings('images') ?? []).map(decodeImage);
}

/** The calls of a history that no result has answered yet, oldest first. */
class OpenCalls {
  #open: { readonly id: string; readonly name: string }[] = [];

  add(calls: readonly ToolCallPart[]): void {
    this.#open.push(...calls);
  }

  /** The id of the call that a result answers; undefined when there is no call at all. */
  answer(id: string | undefined, name: string | undefined): string | undefined {
    const found =
      this.#open.find((call) => call.id === id) ??
      this.#open.find((call) => call.name === name) ??
      (name === undefined ? this.#open[0] : undefined);
    if (found === undefined) return id;
    this.#open = this.#open.filter((call) => call !== found);
    return found.id;
  }
}

function contentOf(message: FieldReader): NeutralPart[] {
  const text = message.string('content') ?? '';
  return [...imagesOf(message), ...(text === '' ? [] : [{ type: 'text', text } as const])];
}

function withExtras(decoded: Pick<NeutralMessage, 'role' | 'content'>, message: FieldReader): NeutralMessage {
  return { ...decoded, extras: message.rest() };
}

function decodeAssistant(message: FieldReader, index: number, calls: OpenCalls): NeutralPart[] {
  const thinking = message.string('thinking') ?? '';
  const toolCalls = (message.list('tool_calls') ?? []).map((value, number) =>
    decodeToolCall(value, `${message.path('tool_calls')}[${number}]`, `call_${index}_${number}`),
  );
  calls.add(toolCalls);
  return [
    ...(thinking === '' ? [] : [{ type: 'reasoning', text: thinking } as const]),
    ...contentOf(message),
    ...toolCalls,
  ];
}

function decodeToolCall(value: JsonValue, path: string, ownId: string): ToolCallPart {
  const call = FieldReader.of(value, path);
  const id = call.string('id');
  const details = FieldReader.of(call.value('function'), call.path('function'));
  call.value('type');
  const given = details.value('arguments') ?? {};
  if (!isObject(given)) throw wrongType(details.path('arguments'), 'an object', given);
  return {
    type: 'toolCall',
    id: id === undefined || id === '' ? ownId : id,
    name: details.requiredString('name'),
    argumentsJson: JSON.stringify(given),
    extras: call.rest(),
  };
}

function decodeToolResult(message: FieldReader, calls: OpenCalls): NeutralMessage {
  const id = message.string('tool_call_id') || undefined;
  // Before `tool_name` there was only `name`.
  const name = message.string('tool_name') || message.string('name') || undefined;
  const toolCallId = calls.answer(id, name);
  if (toolCallId === undefined) {
    throw wrongType(message.path('tool_name'), 'the name of a tool that was called before', name);
  }
  const content = contentOf(message);
  return {
    role: 'tool',
    content: [{ type: 'toolResult', toolCallId, content, isError: false }],
    extras: message.rest(),
  };
}
