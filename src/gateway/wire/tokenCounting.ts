import type { EncodedRequest, EncodeTarget, RequestAddress } from './codec.ts';
import type { ChatRequest } from './exchange.ts';
import type { JsonObject } from './json.ts';

/** The endpoints that count tokens, by their names in the provider catalog. */
export type TokenCountPath = 'count-tokens' | 'gemini-count-tokens' | 'responses-count-tokens';

/** The fields of a body that are counted, where an endpoint refuses the others. */
export function countedBody({ body }: EncodedRequest, fields: readonly string[]): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([field]) => fields.includes(field)));
}

/** How one format asks for a count of input tokens and answers it. */
export interface TokenCounting {
  readonly format: 'messages' | 'gemini' | 'responses';
  readonly pathName: TokenCountPath;
  /** Throws `invalid_request` that names the field. */
  decodeRequest(body: JsonObject, address?: RequestAddress): ChatRequest;
  /** Where a client's own body names the model: at its top, or nowhere but in what `renameModel` changes. */
  readonly modelPlace: 'body' | 'path';
  /** The body with the provider's name of the model where it stands deeper; undefined when it stands nowhere else. */
  renameModel?(body: JsonObject, model: string): JsonObject | undefined;
  encodeRequest(request: ChatRequest, target: EncodeTarget): JsonObject;
  /** The catalog's path for one call. */
  upstreamPath(path: string, model: string): string;
  /** undefined: the body is no count. */
  decodeCount(body: JsonObject): number | undefined;
  encodeCount(tokens: number): JsonObject;
}
