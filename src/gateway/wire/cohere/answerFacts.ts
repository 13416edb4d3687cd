import type { Citation, FinishReason, Usage } from '../exchange.ts';
import { asArray, asNumber, asString, isObject, type JsonObject, type JsonValue } from '../json.ts';

const finishReasons: ReadonlyMap<string, FinishReason> = new Map([
  ['COMPLETE', 'stop'],
  ['STOP_SEQUENCE', 'stopSequence'],
  ['MAX_TOKENS', 'length'],
  ['TOOL_CALL', 'toolCalls'],
]);

/** The neutral reason of a `finish_reason`; undefined for those that say that the answer failed (`ERROR`, `TIMEOUT`). */
export function decodeFinishReason(reason: string, callsTool: boolean): FinishReason | undefined {
  if (reason === 'ERROR' || reason === 'TIMEOUT') return undefined;
  const decoded = finishReasons.get(reason) ?? 'stop';
  return decoded === 'stop' && callsTool ? 'toolCalls' : decoded;
}

/** `tokens` are those that the model read and wrote; `billed_units`, without Cohere's own prompt, count where they are missing. */
export function decodeUsage(value: JsonValue | undefined): Usage | undefined {
  if (!isObject(value)) return undefined;
  const tokens = isObject(value.tokens) ? value.tokens : {};
  const billed = isObject(value.billed_units) ? value.billed_units : {};
  const inputTokens = asNumber(tokens.input_tokens) ?? asNumber(billed.input_tokens);
  const outputTokens = asNumber(tokens.output_tokens) ?? asNumber(billed.output_tokens);
  const cached = asNumber(value.cached_tokens);
  if (inputTokens === undefined && outputTokens === undefined) return undefined;
  return {
    inputTokens,
    outputTokens,
    ...(cached === undefined ? {} : { cachedInputTokens: Math.min(cached, inputTokens ?? cached) }),
  };
}

/**
 * A citation of the answer's text; undefined for one of its plan or thoughts. Cohere counts characters, the neutral model
 * UTF-16 units.
 * @param text the block's text so far
 */
export function decodeCitation(citation: JsonObject, text: string): Citation | undefined {
  const type = asString(citation.type) ?? 'TEXT_CONTENT';
  if (type !== 'TEXT_CONTENT') return undefined;
  const source = asArray(citation.sources).find(isObject);
  const document = source !== undefined && isObject(source.document) ? source.document : {};
  const facts = {
    url: asString(document.url),
    title: asString(document.title),
    citedText: asString(document.snippet) ?? asString(document.text),
    start: utf16Offset(text, asNumber(citation.start)),
    end: utf16Offset(text, asNumber(citation.end)),
  };
  const known = Object.entries(facts).filter(([, value]) => value !== undefined);
  return { ...Object.fromEntries(known), original: { format: 'cohere-chat', value: citation } };
}

/** Cohere's stretches of text with the log probabilities of their tokens, as OpenAI's `choices[0].logprobs`. */
export function decodeLogprobs(items: readonly JsonValue[]): JsonValue | undefined {
  const stretches = items.filter(isObject);
  if (stretches.length === 0) return undefined;
  return {
    content: stretches.map((item) => ({
      token: asString(item.text) ?? '',
      // A stretch of several tokens is as likely as all of them together.
      logprob: asArray(item.logprobs).reduce<number>((sum, one) => sum + (asNumber(one) ?? 0), 0),
      bytes: null,
      top_logprobs: [],
    })),
    refusal: null,
  };
}

function utf16Offset(text: string, characters: number | undefined): number | undefined {
  if (characters === undefined) return undefined;
  return Array.from(text).slice(0, characters).join('').length;
}
