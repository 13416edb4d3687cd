import type { AnswerContext } from '../codec.ts';
import type { NeutralAnswer, NeutralPart, ReasoningPart, ToolCallPart } from '../exchange.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { signatureText } from '../sealedSignature.ts';
import { encodeCitation } from './citations.ts';
import { messagesUsageOf } from './messagesUsage.ts';
import { estimateOutputTokens } from './outputEstimate.ts';
import { stopReasonOf } from './stopReason.ts';
import { toMessagesToolId } from './toolIds.ts';

/** A whole answer as Anthropic's `message` object, with every field that its clients read. */
export function encodeAnswer(answer: NeutralAnswer, context: AnswerContext): JsonObject {
  const seen = {
    toolCall: answer.content.some((part) => part.type === 'toolCall'),
    refusal: answer.content.some((part) => part.type === 'refusal'),
  };
  return {
    id: answer.id ?? context.id,
    type: 'message',
    role: 'assistant',
    model: answer.model ?? context.model,
    content: answer.content.map((part) => encodeAnswerBlock(part)).filter((block) => block !== undefined),
    stop_reason: stopReasonOf(answer.finishReason, seen),
    stop_sequence: answer.stopSequence ?? null,
    usage: messagesUsageOf(answer.usage, {
      inputTokens: () => context.estimatedInputTokens,
      outputTokens: () => estimateOutputTokens(lengthOf(answer)),
    }),
  };
}

/** undefined for what no client of this format can read. */
function encodeAnswerBlock(part: NeutralPart): JsonObject | undefined {
  switch (part.type) {
    case 'text':
      if (part.text === '') return undefined;
      return {
        type: 'text',
        text: part.text,
        ...(part.citations === undefined ? {} : { citations: part.citations.map(encodeCitation) }),
      };
    case 'refusal':
      return { type: 'text', text: part.text };
    case 'reasoning':
      return encodeReasoning(part);
    case 'toolCall':
      return {
        type: 'tool_use',
        id: toMessagesToolId(part.id, part.signature),
        name: part.name,
        input: inputOf(part),
      };
    case 'opaque':
      return part.format === 'messages' ? part.value : undefined;
    case 'image':
    case 'document':
    case 'audio':
    case 'toolResult':
      return undefined;
  }
}

/** Signatures of another format travel sealed: the client only keeps them. */
function encodeReasoning({ text, signature, redacted }: ReasoningPart): JsonObject {
  const sealed = signature === undefined ? '' : signatureText(signature, 'messages');
  return redacted === true
    ? { type: 'redacted_thinking', data: sealed }
    : { type: 'thinking', thinking: text, signature: sealed };
}

/** Arguments that were cut off (finish reason `length`) are no JSON: they are handed on as the text they are. */
function inputOf(part: ToolCallPart): JsonValue {
  if (part.argumentsJson.trim() === '') return {};
  try {
    return JSON.parse(part.argumentsJson) as JsonValue;
  } catch {
    return part.argumentsJson;
  }
}

function lengthOf(answer: NeutralAnswer): number {
  let length = 0;
  for (const part of answer.content) {
    if (part.type === 'toolCall') length += part.argumentsJson.length;
    else if ('text' in part) length += part.text.length;
  }
  return length;
}
