import type { JsonObject } from '../wire/json.ts';
import type { ByteMember } from '../wire/jsonMembers.ts';
import type { SharedTexts } from '../wire/sharedTexts.ts';

/** A request's body, read once: the bytes that may pass through, and what they say. */
export interface RequestBody {
  /** UTF-8 without a byte order mark, content codings undone; valid JSON as far as `json` has been looked at. */
  readonly bytes: Buffer;
  /** Long members of a large body are parsed when they are first read; that throws `invalid_request` where they are no JSON. */
  readonly json: JsonObject;
  /** Where its members stand in the bytes; undefined: nobody has looked. */
  readonly members?: readonly ByteMember[];
  /** Of a large body: its long texts, as far as they were parsed. undefined: nobody notes them. */
  readonly texts?: SharedTexts;
  /** Of a large body: the marked words (wire/markedWords.ts) that stand in it. undefined: nobody has looked. */
  readonly words?: ReadonlySet<string>;
  /**
   * Of a large body: what `json` has with long texts cut in the middle, the last messages and the first tool alone. undefined:
   * there is none, and `json` is to be read.
   */
  readonly glimpse?: () => JsonObject | undefined;
  /** The response whose conversation was put before the input, where that is kept here (responseStore/). */
  readonly previousResponseId?: string;
}

/** The same request with another body. */
export function rewrittenBody({ previousResponseId }: RequestBody, json: JsonObject): RequestBody {
  return { bytes: Buffer.from(JSON.stringify(json)), json, previousResponseId };
}
