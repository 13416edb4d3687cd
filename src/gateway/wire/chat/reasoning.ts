import type { ReasoningPart } from '../exchange.ts';
import { asArray, asString, isObject, parseObject } from '../json.ts';
import type { JsonObject, JsonValue } from '../json.ts';
import { openSignature, signatureText } from '../sealedSignature.ts';

/**
 * Reasoning in chat messages and deltas follows conventions, no specification: a plain string under one of three names
 * (DeepSeek, vLLM, Groq, OpenRouter, Copilot), signatures and encrypted reasoning in `thinking_blocks` (LiteLLM, Envoy)
 * or in `reasoning_details` (OpenRouter), `thinking` parts inside `content` (Mistral).
 */

/** The plain reasoning text of a message or delta; undefined when it has none, or an empty one. */
export function reasoningText(source: JsonObject): string | undefined {
  return [source.reasoning_content, source.reasoning, source.reasoning_text]
    .map(asString)
    .find((text) => text !== undefined && text !== '');
}

/** The reasoning in `thinking_blocks` or `reasoning_details`, as it stands there: text, signature or encrypted data. */
export function reasoningBlocks(source: JsonObject): ReasoningPart[] {
  const blocks = asArray(source.thinking_blocks).map(thinkingPart).filter(isPart);
  if (blocks.length > 0) return blocks;
  return asArray(source.reasoning_details).map(detailPart).filter(isPart);
}

/** The reasoning of a whole message. A signature without text belongs to the plain reasoning text beside it. */
export function reasoningParts(message: JsonObject): ReasoningPart[] {
  const text = reasoningText(message);
  const blocks = reasoningBlocks(message);
  if (blocks.length === 0) return text === undefined ? [] : [{ type: 'reasoning', text }];
  if (text === undefined || blocks.some((block) => block.text !== '')) return blocks;
  const signed = blocks.find((block) => block.signature !== undefined);
  if (signed === undefined) return [{ type: 'reasoning', text }, ...blocks];
  return blocks.map((block) => (block === signed ? { ...block, text } : block));
}

/** The `thinking_blocks` entry of what a client has to send back unchanged: signed and encrypted reasoning; none of any other. */
export function thinkingBlocks({ text, signature, redacted }: ReasoningPart): JsonObject[] {
  if (signature === undefined) return [];
  const sealed = signatureText(signature, 'messages');
  return redacted === true
    ? [{ type: 'redacted_thinking', data: sealed }]
    : [{ type: 'thinking', thinking: text, signature: sealed }];
}

/** The text of one `thinking` part: Anthropic's string or Mistral's list of text parts. */
export function thinkingText(thinking: JsonValue | undefined): string {
  if (typeof thinking === 'string') return thinking;
  return asArray(thinking)
    .map((part) => (isObject(part) ? (asString(part.text) ?? '') : ''))
    .join('');
}

function thinkingPart(block: JsonValue): ReasoningPart | undefined {
  if (!isObject(block)) return undefined;
  if (block.type === 'redacted_thinking') {
    return redactedPart(asString(block.data) ?? '');
  }
  return signedPart(thinkingText(block.thinking), asString(block.signature));
}

/**
 * An entry of `reasoning_details`. What Anthropic signed or encrypted is a signature of its own format; any other vendor's
 * goes back as it came, to servers that know this field (OpenRouter).
 */
function detailPart(detail: JsonValue): ReasoningPart | undefined {
  if (!isObject(detail)) return undefined;
  const isEncrypted = detail.type === 'reasoning.encrypted';
  const text = asString(detail.text) ?? asString(detail.summary) ?? '';
  const data = (isEncrypted ? asString(detail.data) : asString(detail.signature)) ?? '';
  const maker = asString(detail.format) ?? (isEncrypted ? '' : 'anthropic');
  if (data !== '' && !maker.startsWith('anthropic')) {
    const signature = { format: 'chat', data: JSON.stringify(detail) } as const;
    return { type: 'reasoning', text, ...(isEncrypted ? { redacted: true } : {}), signature };
  }
  if (!isEncrypted) return signedPart(text, data);
  return data === '' ? undefined : redactedPart(data);
}

/** The `reasoning_details` entries of parts that came in such. */
export function reasoningDetails(parts: readonly ReasoningPart[]): JsonObject[] {
  return parts.flatMap(({ signature }) => {
    const detail = signature?.format === 'chat' ? parseObject(signature.data) : undefined;
    return detail === undefined ? [] : [detail];
  });
}

function signedPart(text: string, signature: string | undefined): ReasoningPart | undefined {
  if (signature !== undefined && signature !== '') {
    return { type: 'reasoning', text, signature: openSignature(signature, 'messages') };
  }
  return text === '' ? undefined : { type: 'reasoning', text };
}

function redactedPart(data: string): ReasoningPart {
  return { type: 'reasoning', text: '', redacted: true, signature: openSignature(data, 'messages') };
}

function isPart(part: ReasoningPart | undefined): part is ReasoningPart {
  return part !== undefined;
}
