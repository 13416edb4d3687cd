import { GatewayError } from '../../errors.ts';
import { toolCallIdOrNew } from '../chat/toolCallId.ts';
import type { NeutralAnswer, NeutralPart } from '../exchange.ts';
import { asString, isObject, type JsonObject } from '../json.ts';
import { finishReasonOf } from './streamDecoder.ts';
import { encodeCall } from './streamEncoder.ts';
import { decodeThinking, thinkingSeal, withheldSeal } from './thinking.ts';

/** A whole answer: `{content: […], finishReason}`. Throws `provider_error` when the body is none. */
export function decodeAnswer(body: JsonObject): NeutralAnswer {
  if (!Array.isArray(body.content)) {
    throw new GatewayError(
      'provider_error',
      'VS Code answered something that is no answer (it has no content).',
    );
  }
  const content = body.content.filter(isObject).flatMap(decodePart);
  return {
    content,
    finishReason: finishReasonOf(
      body,
      content.some(({ type }) => type === 'toolCall'),
    ),
  };
}

function decodePart(part: JsonObject): NeutralPart[] {
  switch (part.type) {
    case 'text': {
      const text = asString(part.value) ?? '';
      return text === '' ? [] : [{ type: 'text', text }];
    }
    case 'thinking': {
      const reasoning = decodeThinking(part);
      return reasoning === undefined ? [] : [reasoning];
    }
    case 'toolCall': {
      const id = toolCallIdOrNew(asString(part.callId));
      const argumentsJson = JSON.stringify(part.input ?? {});
      return [{ type: 'toolCall', id, name: asString(part.name) ?? '', argumentsJson }];
    }
    default:
      return [];
  }
}

/** A whole answer as parts. Throws `provider_error` for a call whose arguments are no JSON object. */
export function encodeAnswer({ content, finishReason }: NeutralAnswer): JsonObject {
  return { content: content.flatMap(encodePart), finishReason };
}

function encodePart(part: NeutralPart): JsonObject[] {
  switch (part.type) {
    case 'text':
    case 'refusal':
      return part.text === '' ? [] : [{ type: 'text', value: part.text }];
    case 'reasoning': {
      const id = part.id === undefined ? {} : { id: part.id };
      const text = part.text === '' ? [] : [{ type: 'thinking', value: part.text, ...id }];
      const { signature, redacted } = part;
      if (signature === undefined) return text;
      return [...text, redacted === true ? withheldSeal(signature) : thinkingSeal({ ...part, signature })];
    }
    case 'toolCall':
      return [encodeCall(part, part.argumentsJson, part.signature)];
    case 'image':
    case 'document':
    case 'audio':
    case 'toolResult':
    case 'opaque':
      return [];
  }
}
