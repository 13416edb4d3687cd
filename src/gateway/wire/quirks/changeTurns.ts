import { asArray, isObject, type JsonObject, type JsonValue } from '../json.ts';
import type { ChangeOf } from './changeField.ts';
import type { QuirkedBody } from './quirkedBody.ts';

type TurnsChange = ChangeOf<'alternates' | 'userAfterTool' | 'prefix'>;

/** Applies a quirk of the order of messages; a body without `messages` stays as it is. */
export function changeTurns(body: QuirkedBody, change: TurnsChange): void {
  const { messages } = body.body;
  if (!Array.isArray(messages)) return;
  const changed = changedTurns(messages, change);
  if (changed.length !== messages.length || changed.some((message, index) => message !== messages[index])) {
    body.set({ messages: [...changed] });
  }
}

function changedTurns(messages: readonly JsonValue[], change: TurnsChange): readonly JsonValue[] {
  switch (change.kind) {
    case 'alternates':
      return messages.reduce<readonly JsonValue[]>(withJoined, []);
    case 'userAfterTool':
      return messages.flatMap((message, index) =>
        roleOf(message) === 'user' && roleOf(messages[index - 1]) === 'tool'
          ? [{ role: 'assistant', content: change.text }, message]
          : [message],
      );
    case 'prefix':
      return messages.map((message, index) =>
        isObject(message) && index === messages.length - 1 && roleOf(message) === 'assistant'
          ? { ...message, prefix: true }
          : message,
      );
  }
}

/** The messages with one more, joined to the last where both are plain and of one role. */
function withJoined(messages: readonly JsonValue[], next: JsonValue): readonly JsonValue[] {
  const last = messages.at(-1);
  const isSameRole = roleOf(last) === roleOf(next) && roleOf(next) !== 'tool';
  if (!isSameRole || !isObject(last) || !isObject(next)) return [...messages, next];
  return [...messages.slice(0, -1), joined(last, next)];
}

function joined(first: JsonObject, second: JsonObject): JsonObject {
  const calls = [...asArray(first['tool_calls']), ...asArray(second['tool_calls'])];
  return {
    ...first,
    ...second,
    content: joinedContent(first['content'], second['content']),
    ...(calls.length === 0 ? {} : { tool_calls: calls }),
  };
}

function joinedContent(first: JsonValue | undefined, second: JsonValue | undefined): JsonValue {
  if (typeof first === 'string' && typeof second === 'string') return `${first}\n\n${second}`;
  return [...partsOf(first), ...partsOf(second)];
}

function partsOf(content: JsonValue | undefined): readonly JsonValue[] {
  return typeof content === 'string' ? [{ type: 'text', text: content }] : asArray(content);
}

function roleOf(message: JsonValue | undefined): JsonValue | undefined {
  return isObject(message) ? message['role'] : undefined;
}
