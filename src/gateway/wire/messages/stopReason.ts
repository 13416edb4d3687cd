import type { FinishReason } from '../exchange.ts';

const finishReasons: ReadonlyMap<string, FinishReason> = new Map([
  ['end_turn', 'stop'],
  ['stop_sequence', 'stopSequence'],
  ['max_tokens', 'length'],
  ['model_context_window_exceeded', 'length'],
  ['tool_use', 'toolCalls'],
  ['pause_turn', 'pause'],
  ['refusal', 'refusal'],
  ['sensitive', 'contentFilter'],
]);

const stopReasons: Readonly<Record<FinishReason, string>> = {
  stop: 'end_turn',
  stopSequence: 'stop_sequence',
  length: 'max_tokens',
  toolCalls: 'tool_use',
  pause: 'pause_turn',
  refusal: 'refusal',
  contentFilter: 'refusal',
};

/** The neutral reason of a `stop_reason`; an unknown or missing one means that the model ended by itself. */
export function finishReasonOf(stopReason: string | undefined, callsTool: boolean): FinishReason {
  return finishReasons.get(stopReason ?? '') ?? (callsTool ? 'toolCalls' : 'stop');
}

/**
 * The `stop_reason` of a neutral reason. A plain stop with a tool call is `tool_use` (some chat servers finish with
 * `stop` there), a plain stop with a refusal is `refusal`.
 */
export function stopReasonOf(reason: FinishReason, seen: { toolCall: boolean; refusal: boolean }): string {
  if (reason === 'stop' && seen.toolCall) return stopReasons.toolCalls;
  if (reason === 'stop' && seen.refusal) return stopReasons.refusal;
  return stopReasons[reason];
}
