import { GatewayError } from '../../errors.ts';
import type { NeutralAnswer, NeutralPart } from '../exchange.ts';
import { asString, isObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { openSignature } from '../sealedSignature.ts';
import { decodeCitation } from './citations.ts';
import { MessagesUsage } from './messagesUsage.ts';
import { finishReasonOf } from './stopReason.ts';
import { toolIdOrNew } from './toolIds.ts';

/**
 * A whole answer of `POST /v1/messages`. Blocks that only this format knows become opaque. Throws `provider_error` when
 * the body is an error or no message at all.
 */
export function decodeAnswer(body: JsonObject): NeutralAnswer {
  if (!Array.isArray(body.content)) {
    const error = isObject(body.error) ? asString(body.error.message) : undefined;
    throw new GatewayError(
      'provider_error',
      error ?? 'The provider answered something that is not a message (its content is no list of blocks).',
    );
  }
  const content = body.content.map(decodeAnswerBlock).filter((part) => part !== undefined);
  const callsTool = content.some((part) => part.type === 'toolCall');
  return {
    id: asString(body.id),
    model: asString(body.model),
    content,
    finishReason: finishReasonOf(asString(body.stop_reason), callsTool),
    stopSequence: asString(body.stop_sequence),
    usage: new MessagesUsage().merge(body.usage),
  };
}

function decodeAnswerBlock(block: JsonValue): NeutralPart | undefined {
  if (!isObject(block)) return undefined;
  switch (block.type) {
    case 'text':
      return {
        type: 'text',
        text: asString(block.text) ?? '',
        ...(Array.isArray(block.citations) ? { citations: block.citations.map(decodeCitation) } : {}),
      };
    case 'thinking': {
      const signature = asString(block.signature);
      const text = asString(block.thinking) ?? '';
      return signature === undefined || signature === ''
        ? { type: 'reasoning', text }
        : { type: 'reasoning', text, signature: openSignature(signature, 'messages') };
    }
    case 'redacted_thinking':
      return {
        type: 'reasoning',
        text: '',
        redacted: true,
        signature: openSignature(asString(block.data) ?? '', 'messages'),
      };
    case 'tool_use':
      return {
        type: 'toolCall',
        id: toolIdOrNew(asString(block.id)),
        name: asString(block.name) ?? '',
        argumentsJson: JSON.stringify(block.input ?? {}),
      };
    default:
      return { type: 'opaque', format: 'messages', value: block };
  }
}
