import { randomUUID } from 'node:crypto';
import type { Signature } from '../exchange.ts';
import { openSignature, sealSignature } from '../sealedSignature.ts';

/** What Anthropic and its clients accept as the id of a tool call. */
const validId = /^[a-zA-Z0-9_-]+$/;
const encodedPrefix = 'muxid_';
/** Between an id and the sealed signature of its call; no provider writes it into an id. */
const signatureMark = '\u0000';

/**
 * A tool call's id as the messages format accepts it. Other providers' ids (`fs.readFile:1`) are written as base64url
 * behind a prefix: the same in every turn, and `decodeToolId` finds the original without any memory. The signature of a
 * call, which this format has no field for, travels in its id, as clients keep ids in calls and results alike.
 */
export function toMessagesToolId(id: string, signature?: Signature): string {
  if (signature !== undefined) return encoded(id + signatureMark + sealSignature(signature));
  return validId.test(id) && !id.startsWith(encodedPrefix) ? id : encoded(id);
}

/** The id, and the signature with it, that `toMessagesToolId` wrote differently; any other id stays as it is. */
export function decodeToolId(text: string): { readonly id: string; readonly signature?: Signature } {
  if (!text.startsWith(encodedPrefix)) return { id: text };
  const original = Buffer.from(text.slice(encodedPrefix.length), 'base64url').toString('utf8');
  if (encoded(original) !== text) return { id: text };
  const mark = original.indexOf(signatureMark);
  if (mark === -1) return toMessagesToolId(original) === text ? { id: original } : { id: text };
  return { id: original.slice(0, mark), signature: openSignature(original.slice(mark + 1), 'messages') };
}

/** The id that a provider gave a call, or a new one when it gave none: results are matched to calls by id. */
export function toolIdOrNew(id: string | undefined): string {
  return id === undefined || id === '' ? `toolu_${randomUUID().replaceAll('-', '')}` : id;
}

function encoded(text: string): string {
  return encodedPrefix + Buffer.from(text, 'utf8').toString('base64url');
}
