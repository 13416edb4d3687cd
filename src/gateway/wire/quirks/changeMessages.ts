import { invalidRequest } from '../../errors.ts';
import { omitMembers } from '../omitMembers.ts';
import { asArray, asString, isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { ChangeOf } from './changeField.ts';
import type { QuirkedBody } from './quirkedBody.ts';
import { hashedToolCallId } from './toolCallIds.ts';

type MessagesChange = ChangeOf<
  'messageField' | 'role' | 'toolCallIds' | 'reasoning' | 'needsReasoning' | 'imageUrls'
>;

/** Applies a quirk of single messages (of the items of a Responses input); a body without such a list stays as it is. */
export function changeMessages(body: QuirkedBody, change: MessagesChange): void {
  const list = body.has('input') ? 'input' : 'messages';
  const messages = body.body[list];
  if (!Array.isArray(messages)) return;
  if (change.kind === 'imageUrls') {
    refuseImageUrls(messages);
    return;
  }
  const changed = messages.map((message) =>
    isObject(message) ? changeMessage(message, change, body) : message,
  );
  if (changed.some((message, index) => message !== messages[index])) body.set({ [list]: changed });
}

function changeMessage(
  message: JsonObject,
  change: Exclude<MessagesChange, { kind: 'imageUrls' }>,
  body: QuirkedBody,
): JsonObject {
  switch (change.kind) {
    case 'messageField':
      if (message[change.field] === undefined) return message;
      body.lose(`messages.${change.field}`);
      return omitMembers(message, change.field);
    case 'role':
      return message['role'] === change.role ? { ...message, role: change.to } : message;
    case 'toolCallIds':
      return withToolCallIds(message, change.length);
    case 'reasoning':
      return withReasoning(message, change.as, body);
    case 'needsReasoning':
      return withSomeReasoning(message, change.of);
  }
}

function withToolCallIds(message: JsonObject, length: number): JsonObject {
  const callId = asString(message['tool_call_id']);
  if (callId !== undefined) {
    const id = hashedToolCallId(callId, length);
    return id === callId ? message : { ...message, tool_call_id: id };
  }
  const calls = asArray(message['tool_calls']);
  const hashed = calls.map((call) => {
    const id = isObject(call) ? asString(call['id']) : undefined;
    if (!isObject(call) || id === undefined || hashedToolCallId(id, length) === id) return call;
    return { ...call, id: hashedToolCallId(id, length) };
  });
  return hashed.some((call, index) => call !== calls[index]) ? { ...message, tool_calls: hashed } : message;
}

function withReasoning(message: JsonObject, as: ChangeOf<'reasoning'>['as'], body: QuirkedBody): JsonObject {
  const text = asString(message['reasoning_content']);
  if (message['role'] !== 'assistant' || text === undefined) return message;
  const rest = omitMembers(message, 'reasoning_content');
  switch (as) {
    case 'reasoning':
      return { ...rest, reasoning: text };
    case 'thinking parts':
      return text === ''
        ? rest
        : { ...rest, content: [thinkingPart(text), ...contentParts(rest['content'])] };
    case 'nothing':
      if (text !== '') body.lose('reasoning_content');
      return rest;
  }
}

function withSomeReasoning(message: JsonObject, of: ChangeOf<'needsReasoning'>['of']): JsonObject {
  if (message['role'] !== 'assistant' || message['reasoning_content'] !== undefined) return message;
  const callsTools = asArray(message['tool_calls']).length > 0;
  return of === 'every message' || callsTools ? { ...message, reasoning_content: '' } : message;
}

function thinkingPart(text: string): JsonObject {
  return { type: 'thinking', thinking: [{ type: 'text', text }] };
}

function contentParts(content: JsonValue | undefined): readonly JsonValue[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  return asArray(content);
}

/** `image_url` parts of the chat format and `image` blocks of Messages, tool results' included. */
function refuseImageUrls(messages: readonly JsonValue[]): void {
  for (const [index, message] of messages.entries()) {
    const parts = isObject(message) ? asArray(message['content']) : [];
    if (parts.some(hasImageUrl)) {
      throw invalidRequest(
        `messages[${index}].content`,
        'this provider takes images as data alone, not by URL; send the image as base64',
      );
    }
  }
}

function hasImageUrl(part: JsonValue): boolean {
  if (!isObject(part)) return false;
  if (isObject(part['source'])) return part['type'] === 'image' && part['source']['type'] === 'url';
  if (part['type'] === 'tool_result') return asArray(part['content']).some(hasImageUrl);
  const url = isObject(part['image_url']) ? asString(part['image_url']['url']) : asString(part['image_url']);
  return part['type'] === 'image_url' && url?.startsWith('data:') === false;
}
