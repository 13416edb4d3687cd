import type { WireFormat } from './exchange.ts';
import type { JsonObject, JsonValue } from './json.ts';

/** The tools of a request in the neutral model (exchange.ts). */

export type NeutralTool =
  | {
      readonly type: 'function';
      readonly name: string;
      readonly description?: string;
      /** JSON schema; undefined when the client sent none. */
      readonly parameters?: JsonObject;
      readonly strict?: boolean;
      /** Responses groups tools; elsewhere the name says it (wire/tools). */
      readonly namespace?: string;
      readonly cacheControl?: JsonValue;
      /** The tool's other fields (`defer_loading`, `input_examples`): for the client's own format alone. */
      readonly extras?: JsonObject;
    }
  | CustomTool
  | { readonly type: 'opaque'; readonly format: WireFormat; readonly value: JsonObject };

/** A tool whose input is free text, perhaps bound by a grammar (OpenAI). */
export interface CustomTool {
  readonly type: 'custom';
  readonly name: string;
  readonly description?: string;
  /** `{type: 'text'}` or `{type: 'grammar', syntax, definition}`. */
  readonly format?: JsonObject;
  readonly namespace?: string;
  readonly extras?: JsonObject;
}

export type ToolChoice =
  | {
      readonly type: 'auto' | 'required' | 'none';
      /** Only these tools may be called, though others are defined. */
      readonly allowed?: readonly string[];
    }
  | { readonly type: 'tool'; readonly name: string; readonly namespace?: string; readonly custom?: boolean };
