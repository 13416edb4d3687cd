import type { AnswerContext } from '../codec.ts';
import type { NeutralAnswer, NeutralPart, ToolCallPart } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import { encodeAnnotation } from './annotations.ts';
import { chatUsageOf } from './chatUsage.ts';
import { encodeCall } from './encodeCall.ts';
import { encodeFinishReason } from './finishReason.ts';
import { thinkingBlocks } from './reasoning.ts';

/** A whole answer as a `chat.completion`; reasoning as the stream encoder writes it, in one piece. */
export function encodeAnswer(answer: NeutralAnswer, context: AnswerContext): JsonObject {
  const isLegacy = context.legacyFunctions === true;
  const calls = answer.content.flatMap((part) => (part.type === 'toolCall' ? [part] : []));
  const callsTool = calls.length > 0;
  return {
    id: answer.id ?? context.id,
    object: 'chat.completion',
    created: answer.createdAtS ?? context.createdAtS,
    model: answer.model ?? context.model,
    choices: [
      {
        index: 0,
        message: { ...encodeText(answer, callsTool), ...encodeCalls(calls, isLegacy) },
        logprobs: answer.logprobs ?? null,
        finish_reason: encodeFinishReason(answer.finishReason, { callsTool, isLegacy }),
      },
    ],
    ...(answer.usage === undefined ? {} : { usage: chatUsageOf(answer.usage) }),
  };
}

/** Everything of the message but its calls. `content` is null only where calls or a refusal stand for it. */
function encodeText({ content }: NeutralAnswer, callsTool: boolean): JsonObject {
  const text = content.map((part) => (part.type === 'text' ? part.text : '')).join('');
  const refusal = content.map((part) => (part.type === 'refusal' ? part.text : '')).join('');
  const reasoning = content.map((part) => (part.type === 'reasoning' ? part.text : '')).join('');
  const blocks = content.flatMap((part) => (part.type === 'reasoning' ? thinkingBlocks(part) : []));
  const annotations = encodeAnnotations(content);
  return {
    role: 'assistant',
    content: text === '' && (callsTool || refusal !== '') ? null : text,
    refusal: refusal === '' ? null : refusal,
    ...(annotations.length === 0 ? {} : { annotations }),
    ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
    ...(blocks.length === 0 ? {} : { thinking_blocks: blocks }),
  };
}

function encodeAnnotations(content: readonly NeutralPart[]): JsonObject[] {
  let offset = 0;
  return content.flatMap((part) => {
    if (part.type !== 'text') return [];
    const from = offset;
    offset += part.text.length;
    return (part.citations ?? []).flatMap((citation) => encodeAnnotation(citation, from, part.text.length));
  });
}

/** A client of before tools can be told of one call alone. */
function encodeCalls(calls: readonly ToolCallPart[], isLegacy: boolean): JsonObject {
  const [first] = calls;
  if (first === undefined) return {};
  if (isLegacy) return { function_call: { name: first.name, arguments: first.argumentsJson } };
  return { tool_calls: calls.map(encodeCall) };
}
