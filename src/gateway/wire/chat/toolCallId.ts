import { createHash, randomUUID } from 'node:crypto';

/** OpenAI refuses longer ids. */
const longestId = 40;

/** The id that a provider gave a call, or a new one when it gave none: results are matched to calls by id. */
export function toolCallIdOrNew(id: string | undefined): string {
  return id === undefined || id === '' ? `call_${randomUUID().replaceAll('-', '')}` : id;
}

/** A tool call's id as chat servers accept it: a longer one becomes its hash, for call and result alike in every turn. */
export function toChatToolCallId(id: string): string {
  if (id.length <= longestId) return id;
  return `call_${createHash('sha256').update(id).digest('hex').slice(0, 32)}`;
}
