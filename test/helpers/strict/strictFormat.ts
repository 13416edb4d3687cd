import type { JsonObject, JsonValue } from '../../../src/gateway/wire/json.ts';
import type { SpokenAnswer } from './spokenAnswer.ts';

/** One call as a fake provider sees it. */
export interface StrictCall {
  /** Without query. */
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: JsonObject;
}

/** A provider's protocol as the provider itself understands it: what it refuses, and how it says things. */
export interface StrictFormat {
  readonly name: string;
  /** Whether calls of this path are in this format. */
  readonly takes: (path: string) => boolean;
  /** The type of requestTypes.ts that the body must have. */
  readonly bodyType: string;
  /** Fields, wherever they stand, that the provider takes although its schema does not have them. */
  readonly tolerated?: readonly string[];
  /** A field's value as the schema has it, where the provider takes others, too. */
  readonly readValue?: (key: string, value: JsonValue) => JsonValue;
  /** What the schema cannot say: why the provider would answer 400, or undefined. */
  readonly refusalOf: (call: StrictCall) => string | undefined;
  readonly wantsStream: (call: StrictCall) => boolean;
  readonly whole: (answer: SpokenAnswer, call: StrictCall) => JsonObject;
  /** The stream in the pieces in which it is written, its proper end included. */
  readonly stream: (answer: SpokenAnswer, call: StrictCall) => string[];
  /** The failure of a stream that has begun; undefined where the protocol has none and the connection breaks. */
  readonly streamFailure: (message: string) => string | undefined;
  readonly errorBody: (status: number, message: string) => JsonObject;
  readonly streamType: string;
}

/** What OpenAI's own libraries add to an answer's copy and send back with it: an answer of JSON, parsed. */
export const openaiEchoes = ['parsed', 'parsed_arguments'] as const;

/** One server-sent event. */
export function sseEvent(data: JsonObject, name?: string): string {
  return `${name === undefined ? '' : `event: ${name}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/** The same provider with models that keep their thoughts to themselves. */
export function withoutReasoning(format: StrictFormat): StrictFormat {
  return {
    ...format,
    whole: (answer, call) => format.whole({ ...answer, reasoning: undefined }, call),
    stream: (answer, call) => format.stream({ ...answer, reasoning: undefined }, call),
  };
}

/** How OpenAI says an error. */
export function openaiErrorBody(status: number, message: string): JsonObject {
  const type = status === 429 ? 'rate_limit_error' : status < 500 ? 'invalid_request_error' : 'server_error';
  return { error: { message, type, param: null, code: null } };
}
