import type { JsonObject } from '../wire/json.ts';
import type { ByteMember } from '../wire/jsonMembers.ts';

/** A request's body, read once: the bytes that may pass through, and what they say. */
export interface RequestBody {
  /** Valid UTF-8 JSON without a byte order mark, content codings undone. */
  readonly bytes: Buffer;
  readonly json: JsonObject;
  /** Where its members stand in the bytes; undefined: nobody has looked. */
  readonly members?: readonly ByteMember[];
  /** The response whose conversation was put before the input, where that is kept here (responseStore/). */
  readonly previousResponseId?: string;
}
