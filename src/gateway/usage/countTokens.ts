import type { ChatRequest, NeutralRequest } from '../wire/exchange.ts';
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

/**
 * The same for at most 50 ms, the rest estimated: where an estimate decides whether a request is sent.
 * @param bytesPerToken of what is not counted
 */
export function countTokensQuickly(request: NeutralRequest, bytesPerToken: number): Promise<number> {
  const bounds = { maxMs: 50, now: () => performance.now(), bytesPerToken };
  return counter.count(asChat(request), bounds);
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

/** Prompts and inputs as one message, so that there is one way to count. */
function asChat(request: NeutralRequest): ChatRequest {
  if (request.kind === 'chat') return request;
  const texts =
    request.kind === 'completion'
      ? [request.prompt, request.suffix ?? '']
      : request.input.filter((input) => typeof input === 'string');
  return {
    kind: 'chat',
    model: request.model,
    stream: false,
    includeUsage: false,
    messages: [{ role: 'user', content: texts.map((text) => ({ type: 'text', text })) }],
    tools: [],
    stop: [],
    extras: {},
  };
}
