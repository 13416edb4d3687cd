import { GatewayError } from '../../errors.ts';
import type { NeutralAnswer, NeutralPart } from '../exchange.ts';
import { asArray, asNumber, asString, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { decodeAnnotations, withCitations } from './annotations.ts';
import { decodeCallSignature } from './callSignature.ts';
import { decodeChatUsage } from './chatUsage.ts';
import { contentParts } from './content.ts';
import { throwIfFailed } from './failure.ts';
import { decodeFinishReason } from './finishReason.ts';
import { reasoningParts } from './reasoning.ts';
import { toolCallIdOrNew } from './toolCallId.ts';

/**
 * A whole `chat.completion`, its first choice. Throws `provider_error` when the body is an error or no chat completion.
 */
export function decodeAnswer(body: JsonObject): NeutralAnswer {
  throwIfFailed(body);
  const choice = asArray(body.choices)[0];
  if (!isObject(choice) || !isObject(choice.message)) {
    throw new GatewayError(
      'provider_error',
      'The provider answered something that is not a chat completion (it has no choices with a message).',
    );
  }
  const content = messageParts(choice.message);
  const callsTool = content.some((part) => part.type === 'toolCall');
  return {
    id: asString(body.id) || undefined,
    model: asString(body.model) || undefined,
    createdAtS: asNumber(body.created) || undefined,
    content,
    finishReason: decodeFinishReason(asString(choice.finish_reason), callsTool),
    usage: decodeChatUsage(body.usage, body.service_tier),
    logprobs: choice.logprobs ?? undefined,
  };
}

function messageParts(message: JsonObject): NeutralPart[] {
  const refusal = asString(message.refusal) ?? '';
  const legacy = isObject(message.function_call) ? [{ function: message.function_call }] : [];
  return [
    ...reasoningParts(message),
    ...withCitations(contentParts(message.content), decodeAnnotations(message.annotations)),
    ...(refusal === '' ? [] : [{ type: 'refusal', text: refusal } as const]),
    ...[...asArray(message.tool_calls), ...legacy].flatMap(toolCallPart),
  ];
}

function toolCallPart(call: JsonValue): NeutralPart[] {
  if (!isObject(call)) return [];
  if (isObject(call.custom)) return [customCallPart(call, call.custom)];
  const details = isObject(call.function) ? call.function : {};
  return [
    {
      type: 'toolCall',
      id: toolCallIdOrNew(asString(call.id)),
      name: asString(details.name) || 'unnamed_tool',
      argumentsJson: argumentsOf(details.arguments),
      ...decodeCallSignature(call.extra_content),
    },
  ];
}

function customCallPart(call: JsonObject, { name, input }: JsonObject): NeutralPart {
  return {
    type: 'toolCall',
    id: toolCallIdOrNew(asString(call.id)),
    name: asString(name) || 'unnamed_tool',
    argumentsJson: asString(input) ?? '',
    custom: true,
  };
}

/** JSON text, or (some servers) the object itself; nothing is a call without arguments. */
function argumentsOf(value: JsonValue | undefined): string {
  if (isObject(value)) return JSON.stringify(value);
  const text = asString(value) ?? '';
  return text.trim() === '' ? '{}' : text;
}
