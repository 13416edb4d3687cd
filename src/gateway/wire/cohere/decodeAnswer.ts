import { GatewayError } from '../../errors.ts';
import { throwIfFailed } from '../chat/failure.ts';
import { toolCallIdOrNew } from '../chat/toolCallId.ts';
import type { NeutralAnswer, NeutralPart } from '../exchange.ts';
import { asArray, asNumber, asString, isObject, type JsonObject } from '../json.ts';
import { decodeCitation, decodeFinishReason, decodeLogprobs, decodeUsage } from './answerFacts.ts';

/** A whole answer of `/v2/chat`. Throws `provider_error` when the body is an error or no answer, or says that it failed. */
export function decodeAnswer(body: JsonObject): NeutralAnswer {
  throwIfFailed(body);
  const { message } = body;
  if (!isObject(message)) {
    throw new GatewayError(
      'provider_error',
      'Cohere answered something that is no answer (it has no message).',
    );
  }
  const calls = asArray(message.tool_calls).filter(isObject).flatMap(decodeCall);
  const reason = asString(body.finish_reason) ?? '';
  const finishReason = decodeFinishReason(reason, calls.length > 0);
  if (finishReason === undefined) throw new GatewayError('provider_error', failureText(reason));
  const plan = asString(message.tool_plan) ?? '';
  const logprobs = decodeLogprobs(asArray(body.logprobs ?? message.logprobs));
  return {
    id: asString(body.id),
    content: [
      ...decodeContent(message),
      ...(plan === '' ? [] : [{ type: 'text', text: plan } as const]),
      ...calls,
    ],
    finishReason,
    usage: decodeUsage(body.usage),
    ...(logprobs === undefined ? {} : { logprobs }),
  };
}

/** What an answer says that ended with `ERROR` or `TIMEOUT` and gives no reason. */
export function failureText(reason: string): string {
  return `Cohere ended its answer with ${reason}.`;
}

function decodeContent(message: JsonObject): NeutralPart[] {
  const citations = asArray(message.citations).filter(isObject);
  return asArray(message.content).flatMap((block, index): NeutralPart[] => {
    if (!isObject(block)) return [];
    const thinking = asString(block.thinking) ?? '';
    if (thinking !== '') return [{ type: 'reasoning', text: thinking }];
    const text = asString(block.text) ?? '';
    if (text === '') return [];
    const own = citations
      .filter((citation) => (asNumber(citation.content_index) ?? 0) === index)
      .flatMap((citation) => decodeCitation(citation, text) ?? []);
    return [{ type: 'text', text, ...(own.length === 0 ? {} : { citations: own }) }];
  });
}

function decodeCall(call: JsonObject): NeutralPart[] {
  const details = isObject(call.function) ? call.function : {};
  const name = asString(details.name);
  if (name === undefined) return [];
  const argumentsJson = asString(details.arguments) || '{}';
  return [{ type: 'toolCall', id: toolCallIdOrNew(asString(call.id)), name, argumentsJson }];
}
