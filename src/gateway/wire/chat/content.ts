import type { ReasoningPart, RefusalPart, TextPart } from '../exchange.ts';
import { asString, isObject } from '../json.ts';
import type { JsonValue } from '../json.ts';
import { thinkingText } from './reasoning.ts';

/**
 * The `content` of an answer's message or delta: a string, or Mistral's list of text and thinking parts. Parts that are
 * no text (references, tool chunks) are left out.
 */
export function contentParts(content: JsonValue | undefined): (TextPart | ReasoningPart | RefusalPart)[] {
  if (typeof content === 'string') return content === '' ? [] : [{ type: 'text', text: content }];
  if (!Array.isArray(content)) return [];
  return content.flatMap((part) => {
    if (!isObject(part)) return contentParts(typeof part === 'string' ? part : undefined);
    if (part.type === 'thinking') {
      const text = thinkingText(part.thinking);
      return text === '' ? [] : [{ type: 'reasoning', text } as const];
    }
    if (part.type === 'refusal') return [{ type: 'refusal', text: asString(part.refusal) ?? '' } as const];
    return contentParts(asString(part.text));
  });
}
