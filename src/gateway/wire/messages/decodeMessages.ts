import type { NeutralMessage, NeutralPart } from '../exchange.ts';
import { FieldReader, wrongType } from '../fieldReader.ts';
import type { JsonValue } from '../json.ts';
import { decodeContent } from './decodeBlock.ts';

/**
 * The `system` field as one system message, or none. Claude Code's billing line is left out: it names the client's build
 * to Anthropic, differs from session to session and would spoil every other provider's prompt cache.
 */
export function decodeSystem(system: JsonValue | undefined): NeutralMessage[] {
  if (system === undefined) return [];
  const content = decodeContent(system, 'system', 'system').filter((part) => !isBillingHeader(part));
  return content.length === 0 ? [] : [{ role: 'system', content }];
}

/**
 * The `messages` field. A user turn with tool results becomes a `tool` message with the results and, when there is
 * more in it, a user message after it; `role: "system"` stays where it stands. Throws `invalid_request`.
 */
export function decodeMessages(messages: JsonValue | undefined): NeutralMessage[] {
  if (!Array.isArray(messages) || messages.length === 0) {
    throw wrongType('messages', 'a list of at least one message', messages);
  }
  return messages.flatMap((message, index) => decodeMessage(FieldReader.of(message, `messages[${index}]`)));
}

function decodeMessage(message: FieldReader): NeutralMessage[] {
  const role = message.requiredString('role');
  if (role !== 'user' && role !== 'assistant' && role !== 'system') {
    throw wrongType(message.path('role'), '"user", "assistant" or "system"', role);
  }
  const content = decodeContent(message.value('content'), message.path('content'), role);
  const extras = message.rest();
  if (role !== 'user') return [{ role, content, extras }];
  const results = content.filter((part) => part.type === 'toolResult');
  if (results.length === 0) return [{ role, content, extras }];
  const others = content.filter((part) => part.type !== 'toolResult');
  if (others.length === 0) return [{ role: 'tool', content: results, extras }];
  return [
    { role: 'tool', content: results },
    { role, content: others, extras },
  ];
}

function isBillingHeader(part: NeutralPart): boolean {
  return part.type === 'text' && part.text.startsWith('x-anthropic-billing-header');
}
