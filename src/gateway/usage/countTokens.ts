import type { ChatRequest } from '../wire/exchange.ts';
import { estimateTextTokens } from './estimateTextTokens.ts';
import type { CountText } from './tokenCounter.ts';
import { TokenCounter } from './tokenCounter.ts';
import { weighRequest } from './weighRequest.ts';

/** The tokenizer is a megabyte of table: it is loaded when the first client asks for a count, not at start. */
const counter = new TokenCounter(loadTokenizer);

/**
 * The input tokens of a request by cl100k_base, in bounded time: for providers that have no count of their own. Models
 * have tokenizers of their own, so it is an estimate, good to about a tenth for text and code.
 */
export function countRequestTokens(request: ChatRequest): Promise<number> {
  return counter.count(request);
}

/** About how many input tokens a request has, from its length alone: without a tokenizer, and without waiting. */
export function estimateTokens(request: ChatRequest): number {
  const { texts, flatTokens } = weighRequest(request);
  return texts.reduce((tokens, text) => tokens + estimateTextTokens(text), flatTokens);
}

async function loadTokenizer(): Promise<CountText> {
  const { countTokens } = await import('gpt-tokenizer/encoding/cl100k_base');
  // Text that looks like a special token (`<|endoftext|>`) is text here, not an error.
  const disallowedSpecial = new Set<string>();
  return (text) => countTokens(text, { disallowedSpecial });
}
