import type { AnswerContext } from '../codec.ts';
import type { NeutralAnswer, NeutralPart, ToolCallPart } from '../exchange.ts';
import { parseObject } from '../json.ts';
import type { JsonObject } from '../json.ts';
import { encodeCitations, type PlacedCitation } from './citations.ts';
import { encodeFinishReason } from './finishReason.ts';
import { encodeLogprobs } from './logprobs.ts';
import { toThoughtSignature } from './signatures.ts';
import { encodeUsageMetadata } from './usageMetadata.ts';

/** A whole answer as a `GenerateContentResponse` with one candidate. */
export function encodeAnswer(answer: NeutralAnswer, context: AnswerContext): JsonObject {
  const parts = answer.content.flatMap(encodeAnswerPart);
  const cited: PlacedCitation[] = [];
  let text = '';
  for (const part of answer.content) {
    if (part.type !== 'text') continue;
    for (const citation of part.citations ?? []) cited.push({ citation, offset: text.length });
    text += part.text;
  }
  const groundingMetadata = encodeCitations(cited, text);
  const logprobsResult = encodeLogprobs(answer.logprobs);
  return {
    candidates: [
      {
        // Clients look for a part in every candidate.
        content: { parts: parts.length === 0 ? [{ text: '' }] : parts, role: 'model' },
        finishReason: encodeFinishReason(answer.finishReason),
        index: 0,
        ...(groundingMetadata === undefined ? {} : { groundingMetadata }),
        ...(logprobsResult === undefined ? {} : { logprobsResult }),
      },
    ],
    usageMetadata: encodeUsageMetadata(answer.usage),
    modelVersion: answer.model ?? context.model,
    responseId: answer.id ?? context.id,
  };
}

function encodeAnswerPart(part: NeutralPart): JsonObject[] {
  switch (part.type) {
    case 'text': {
      if (part.text === '' && part.signature === undefined) return [];
      const thoughtSignature = part.signature && toThoughtSignature(part.signature);
      return [{ text: part.text, ...(thoughtSignature === undefined ? {} : { thoughtSignature }) }];
    }
    case 'refusal':
      return [{ text: part.text }];
    case 'reasoning': {
      if (part.text === '' && part.signature === undefined) return [];
      const thoughtSignature = part.signature && toThoughtSignature(part.signature, part.redacted);
      return [
        { text: part.text, thought: true, ...(thoughtSignature === undefined ? {} : { thoughtSignature }) },
      ];
    }
    case 'toolCall':
      return [functionCallPart(part)];
    case 'opaque':
      return part.format === 'gemini' ? [part.value] : [];
    case 'image':
    case 'document':
    case 'audio':
    case 'toolResult':
      return [];
  }
}

/** Arguments that were cut off (finish reason `length`) are no JSON: they are handed on as the text they are. */
export function functionCallPart(call: ToolCallPart): JsonObject {
  const text = call.argumentsJson.trim();
  const args = text === '' ? {} : (parseObject(text) ?? { input: call.argumentsJson });
  return {
    functionCall: { id: call.id, name: call.name, args },
    ...(call.signature === undefined ? {} : { thoughtSignature: toThoughtSignature(call.signature) }),
  };
}
