import type { EncodedRequest, EncodeTarget, RequestAddress } from '../codec.ts';
import type { EmbeddingsRequest, WireFormat } from '../exchange.ts';
import type { JsonObject } from '../json.ts';
import type { NeutralEmbeddings } from './neutralEmbeddings.ts';

/** Facts of the client's request that shape how its embeddings are written. */
export interface EmbeddingsContext {
  /** Written where the provider names no model. */
  readonly model: string;
  readonly encodingFormat?: 'float' | 'base64';
  /** Time since the request came. */
  readonly elapsedMs: () => number;
}

/** How a provider's embeddings are asked for and read. */
export interface EmbeddingsUpstream {
  readonly format: WireFormat;
  /** How many inputs one call may have; more become several calls. */
  readonly maxInputs?: number;
  /** The catalog's path for one call, where it says the model. Absent: the path as it is. */
  upstreamPath?(path: string, model: string): string;
  /** Throws `invalid_request` for inputs that the format cannot carry. */
  encodeRequest(request: EmbeddingsRequest, target: EncodeTarget): EncodedRequest;
  /** Throws `provider_error` when the body is an error or has no embeddings. */
  decodeAnswer(body: JsonObject): NeutralEmbeddings;
}

/** How a client asks for embeddings and reads them. */
export interface EmbeddingsInbound {
  readonly format: WireFormat;
  /** Throws `invalid_request` that names the field. */
  decodeRequest(body: JsonObject, address?: RequestAddress): EmbeddingsRequest;
  encodeAnswer(embeddings: NeutralEmbeddings, context: EmbeddingsContext): JsonObject;
  /** Its bodies do not pass through: an older endpoint, or the model's name stands all over them. */
  readonly isRewritten?: boolean;
}

/** Both sides of a format. */
export type EmbeddingsCodec = EmbeddingsUpstream & EmbeddingsInbound;
