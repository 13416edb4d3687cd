import { randomUUID } from 'node:crypto';

/** What Anthropic and its clients accept as the id of a tool call. */
const validId = /^[a-zA-Z0-9_-]+$/;
const encodedPrefix = 'muxid_';

/**
 * A tool call's id as the messages format accepts it. Other providers' ids (`fs.readFile:1`) are written as base64url
 * behind a prefix: the same in every turn, and `fromMessagesToolId` finds the original without any memory.
 */
export function toMessagesToolId(id: string): string {
  if (validId.test(id) && !id.startsWith(encodedPrefix)) return id;
  return encodedPrefix + Buffer.from(id, 'utf8').toString('base64url');
}

/** The id that `toMessagesToolId` wrote differently; any other id stays as it is. */
export function fromMessagesToolId(id: string): string {
  if (!id.startsWith(encodedPrefix)) return id;
  const original = Buffer.from(id.slice(encodedPrefix.length), 'base64url').toString('utf8');
  return toMessagesToolId(original) === id ? original : id;
}

/** The id that a provider gave a call, or a new one when it gave none: results are matched to calls by id. */
export function toolIdOrNew(id: string | undefined): string {
  return id === undefined || id === '' ? `toolu_${randomUUID().replaceAll('-', '')}` : id;
}
