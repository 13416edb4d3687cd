import type { FinishReason, StreamFailure } from '../exchange.ts';

/** Why a candidate ended, in our words. A reason that is not known here counts as a filter: it is no natural end. */
export function decodeFinishReason(reason: string, callsTool: boolean): FinishReason {
  switch (reason) {
    case 'STOP':
    case 'FINISH_REASON_UNSPECIFIED':
      return callsTool ? 'toolCalls' : 'stop';
    case 'MAX_TOKENS':
      return 'length';
    case 'CONTINUATION':
      return 'pause';
    default:
      return 'contentFilter';
  }
}

/** What went wrong where a candidate ended by the model's or Google's fault; the answer is then no answer. */
export function failedFinish(reason: string, message: string | undefined): StreamFailure | undefined {
  switch (reason) {
    case 'MALFORMED_FUNCTION_CALL':
    case 'UNEXPECTED_TOOL_CALL':
    case 'TOO_MANY_TOOL_CALLS':
    case 'MALFORMED_RESPONSE':
    case 'MISSING_THOUGHT_SIGNATURE':
      return {
        type: 'api_error',
        message: message ?? `The model’s answer ended with ${reason}.`,
        code: reason,
      };
    default:
      return undefined;
  }
}

/** The reason as Gemini's clients know it. They find tool calls by the parts, not by the reason. */
export function encodeFinishReason(reason: FinishReason): string {
  switch (reason) {
    case 'stop':
    case 'stopSequence':
    case 'toolCalls':
    case 'pause':
      return 'STOP';
    case 'length':
      return 'MAX_TOKENS';
    case 'contentFilter':
    case 'refusal':
      return 'SAFETY';
  }
}
