import type { AnswerContext } from '../codec.ts';
import type { NeutralAnswer, NeutralPart } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import { encodeCallSignature } from './callSignature.ts';
import { chatUsageOf } from './chatUsage.ts';
import { encodeFinishReason } from './finishReason.ts';
import { thinkingBlocks } from './reasoning.ts';

/** A whole answer as a `chat.completion`; reasoning as the stream encoder writes it, in one piece. */
export function encodeAnswer(answer: NeutralAnswer, context: AnswerContext): JsonObject {
  const calls = answer.content.flatMap(encodeCall);
  const callsTool = calls.length > 0;
  return {
    id: answer.id ?? context.id,
    object: 'chat.completion',
    created: answer.createdAtS ?? context.createdAtS,
    model: answer.model ?? context.model,
    choices: [
      {
        index: 0,
        message: { ...encodeText(answer, callsTool), ...(callsTool ? { tool_calls: calls } : {}) },
        logprobs: answer.logprobs ?? null,
        finish_reason: encodeFinishReason(answer.finishReason, callsTool),
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
  return {
    role: 'assistant',
    content: text === '' && (callsTool || refusal !== '') ? null : text,
    refusal: refusal === '' ? null : refusal,
    ...(reasoning === '' ? {} : { reasoning_content: reasoning }),
    ...(blocks.length === 0 ? {} : { thinking_blocks: blocks }),
  };
}

function encodeCall(part: NeutralPart): JsonObject[] {
  if (part.type !== 'toolCall') return [];
  if (part.custom === true) {
    return [{ id: part.id, type: 'custom', custom: { name: part.name, input: part.argumentsJson } }];
  }
  const details = { name: part.name, arguments: part.argumentsJson };
  return [{ id: part.id, type: 'function', function: details, ...encodeCallSignature(part.signature) }];
}
