import type { RequestBody } from '../requestBody.ts';

/**
 * A request's body that has not been read yet; `json` or `pieces` is called, once. Reading throws GatewayError
 * `body_too_large`, `request_timeout` and `invalid_request`, and ClientGone.
 */
export interface ClientBody {
  readonly contentType: string | undefined;
  /** The request has none. */
  readonly isEmpty: boolean;
  /** In bytes, where the client said it and `pieces` gives them all unchanged. */
  readonly length: number | undefined;
  /** The whole of it as a JSON object. */
  json(): Promise<RequestBody>;
  /** The bytes as they come, content codings undone; asked for piece by piece. */
  pieces(): AsyncIterableIterator<Uint8Array, undefined>;
  /** Throws `body_too_large` when so many bytes may not be held at a time. */
  assertHeld(bytes: number): void;
}
