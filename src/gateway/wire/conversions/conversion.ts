/**
 * What an encoder does with one thing that a client may say, stated as data. A test runs the real encoder for every
 * statement (test/unit/gateway/wire/conversions), and docs/conversions.md is generated from them.
 */
export type Conversion =
  /** Said in this field of the target's body, a path such as `output_config.format`. */
  | { readonly kept: string }
  /** Said in another way; `reports` is the name in x-muxgate-dropped, where what is said so does not bind the model. */
  | { readonly emulated: string; readonly reports?: string }
  /** Left out; the value is the name in x-muxgate-dropped. */
  | { readonly dropped: string; readonly why: string }
  /** Answered with 400: leaving it out would change the question. */
  | { readonly refused: string }
  /** Left out without a word, as the target's answer is the same without it. */
  | { readonly ignored: string };

/** One row a field: a field that is added without a row in every table does not compile. */
export type ConversionTable<Field extends string> = Readonly<Record<Field, Conversion>>;

/** Why fields that no neutral field stands for are left out on the way to another format. */
export const ownFieldsOnly = 'only the client’s own format knows them';
