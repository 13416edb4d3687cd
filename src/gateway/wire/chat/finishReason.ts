import type { FinishReason } from '../exchange.ts';

const finishReasons: ReadonlyMap<string, FinishReason> = new Map([
  ['stop', 'stop'],
  ['length', 'length'],
  ['max_tokens', 'length'],
  ['model_length', 'length'],
  ['tool_calls', 'toolCalls'],
  ['function_call', 'toolCalls'],
  ['content_filter', 'contentFilter'],
]);

const chatReasons: Readonly<Record<FinishReason, string>> = {
  stop: 'stop',
  stopSequence: 'stop',
  pause: 'stop',
  length: 'length',
  toolCalls: 'tool_calls',
  contentFilter: 'content_filter',
  refusal: 'content_filter',
};

/**
 * The neutral reason of a `finish_reason`. What was really answered decides between `stop` and `toolCalls`, as some
 * servers finish a tool call with `stop`; unknown and missing reasons count as `stop`.
 */
export function decodeFinishReason(reason: string | undefined, callsTool: boolean): FinishReason {
  const decoded = finishReasons.get(reason ?? '') ?? 'stop';
  if (decoded !== 'stop' && decoded !== 'toolCalls') return decoded;
  return callsTool ? 'toolCalls' : 'stop';
}

/** The `finish_reason` of a neutral reason; a plain stop with a tool call is `tool_calls`, its name of before tools `function_call`. */
export function encodeFinishReason(
  reason: FinishReason,
  { callsTool, isLegacy = false }: { readonly callsTool: boolean; readonly isLegacy?: boolean },
): string {
  const finished = reason === 'stop' && callsTool ? 'toolCalls' : reason;
  return finished === 'toolCalls' && isLegacy ? 'function_call' : chatReasons[finished];
}
