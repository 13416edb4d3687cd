import { createHash } from 'node:crypto';

/** What OpenAI refuses as the id of a call. */
const longestCallId = 64;

/** The prefixes of item ids that Muxgate makes. */
export const idPrefixes = {
  message: 'msg_',
  functionCall: 'fc_',
  customToolCall: 'ctc_',
  toolSearchCall: 'tsc_',
  /** No provider of this format made it. */
  reasoning: 'rs_mux_',
} as const;

/** Whether an id of a reasoning item was made here. */
export function isOwnReasoningId(id: string): boolean {
  return id.startsWith(idPrefixes.reasoning);
}

/** The id of an item: its kind, the response that it belongs to and its place there. */
export function itemId(prefix: string, responseId: string, index: number): string {
  const unique = responseId.replace(/^resp_/, '').replaceAll(/[^a-zA-Z0-9]/g, '');
  return `${prefix}${unique}${index.toString().padStart(3, '0')}`;
}

/** A call's id as OpenAI accepts it: a longer one becomes its hash, for call and result alike in every turn. */
export function toResponsesCallId(id: string): string {
  if (id.length <= longestCallId) return id;
  return `call_${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
}
