import type { WireFormat } from '../exchange.ts';
import type { JsonObject, JsonValue } from '../json.ts';

/**
 * What an API does otherwise than its format says, as data: one line a quirk, with the source that says so. Applied to the
 * bodies that Muxgate writes, after their encoder; with `always` also to bodies that pass through, because the API would
 * refuse them. What a change takes from the client's request is reported.
 */
export interface Quirk {
  readonly change: QuirkChange;
  /** Matched against the model's name in lower case without a vendor's prefix; absent: every model. */
  readonly models?: RegExp;
  /** The formats whose bodies it changes. */
  readonly formats: readonly WireFormat[];
  /** Applied to bodies that pass through, too. */
  readonly always?: true;
  /** The page or source file that says so. */
  readonly source: string;
}

export type QuirkChange =
  /** The field is answered with an error, or ignored where that changes the answer: left out and reported. */
  | { readonly kind: 'refuses'; readonly field: string }
  /** The field has another name. */
  | { readonly kind: 'renames'; readonly field: string; readonly to: string }
  /** A number must lie between these, ends included: clamped and reported. */
  | { readonly kind: 'range'; readonly field: string; readonly min: number; readonly max: number }
  /** A list may have so many entries: the further ones are left out and reported. */
  | { readonly kind: 'most'; readonly field: string; readonly count: number }
  /** A value is said in other fields; `*` stands for every other value. Reported where `loses`. */
  | {
      readonly kind: 'value';
      readonly field: string;
      readonly values: Readonly<Record<string, JsonObject>>;
      readonly loses?: true;
    }
  /** The field must stand there with this value, whatever the client says; a client's other value is reported unless `emulated`. */
  | {
      readonly kind: 'sets';
      readonly field: string;
      readonly value: JsonValue;
      /** Only where the client wrote none. */
      readonly unlessSet?: true;
      /** Only for answers that are not streamed. */
      readonly unlessStreamed?: true;
      /** The client gets what it asked for all the same. */
      readonly emulated?: true;
    }
  /** A field of every message is refused: left out and reported. */
  | { readonly kind: 'messageField'; readonly field: string }
  /** A role is not known: its messages get this one. */
  | { readonly kind: 'role'; readonly role: string; readonly to: string }
  /** Ids of tool calls must be of these letters and digits, and so long: others become their hash, in call and result alike. */
  | { readonly kind: 'toolCallIds'; readonly length: number }
  /** Reasoning in the history stands in another field, in `thinking` parts of the content, or nowhere (then reported). */
  | { readonly kind: 'reasoning'; readonly as: 'reasoning' | 'thinking parts' | 'nothing' }
  /** An assistant's message (one that calls tools) must have `reasoning_content`: an empty one where it has none. */
  | { readonly kind: 'needsReasoning'; readonly of: 'every message' | 'tool calls' }
  /** Turns must alternate: neighbours of one role are joined. */
  | { readonly kind: 'alternates' }
  /** No user message may follow a tool's result: an assistant's `text` is put between. */
  | { readonly kind: 'userAfterTool'; readonly text: string }
  /** An assistant's message at the end must say that it is to be continued. */
  | { readonly kind: 'prefix' }
  /** Images must come as data: one by URL is a 400. */
  | { readonly kind: 'imageUrls' }
  /** JSON-schema keywords in tools and answer formats that are refused: left out and reported. */
  | { readonly kind: 'schemaKeywords'; readonly keywords: readonly string[] }
  /** `json_schema` is not known: the schema goes into the system text and `json_object` is asked for. */
  | { readonly kind: 'schemaInPrompt' };

export type QuirkKind = QuirkChange['kind'];
