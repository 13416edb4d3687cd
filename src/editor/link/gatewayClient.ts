import type { LiveExchanges } from '../../protocol/exchanges.ts';
import type { RequestMethod, RequestParams, RequestResults } from '../../protocol/gatewayRequests.ts';
import type { GatewayStatus } from '../../protocol/status.ts';
import type {
  StreamedMethod,
  StreamedParams,
  StreamedParts,
  StreamedResults,
} from '../../protocol/streamedRequests.ts';

export interface RequestOptions {
  /** Aborting tells the gateway to stop, and rejects with code `cancelled`. */
  readonly signal?: AbortSignal;
  /** Longest wait; each method has its own default. */
  readonly timeoutMs?: number;
}

export interface StreamOptions<Part> {
  readonly signal?: AbortSignal;
  /** Called with each part, in order, before the result. What it throws ends the question. */
  readonly onPart: (part: Part) => void;
}

/** Questions to the gateway whose answers come in parts. */
export interface GatewayStreams {
  /**
   * Asks, gives each part to `onPart`, and resolves with the result.
   * @throws {GatewayRequestError} when it refuses or fails, is not running, or the signal aborts
   */
  stream<M extends StreamedMethod>(
    method: M,
    params: StreamedParams<M>,
    options: StreamOptions<StreamedParts[M]>,
  ): Promise<StreamedResults[M]>;
}

/** The running gateway as the rest of the editor sees it: what it says of itself, and questions to it. */
export interface GatewayClient {
  /** The newest status. Before the gateway has spoken: phase `starting` and empty lists. */
  readonly status: GatewayStatus;
  /** Calls the listener with every new status until disposed. */
  onStatus(listener: (status: GatewayStatus) => void): { dispose(): void };
  /** Calls the listener with what runs and what ends, until disposed; the gateway is told of it only while somebody watches. */
  watchExchanges(listener: (live: LiveExchanges) => void): { dispose(): void };
  /**
   * Asks the gateway and waits for its answer.
   * @throws {GatewayRequestError} when it refuses, does not answer in time, is not running, or the signal aborts
   */
  request<M extends RequestMethod>(
    method: M,
    params: RequestParams<M>,
    options?: RequestOptions,
  ): Promise<RequestResults[M]>;
}

/** Why a question to the gateway has no answer. */
export class GatewayRequestError extends Error {
  override readonly name = 'GatewayRequestError';
  /** `cancelled`, `timeout`, `not_running`, or a code of the gateway's error table. */
  readonly code: string;
  /** What an HTTP client would have got, where the gateway answered at all. */
  readonly status: number | undefined;

  constructor(code: string, message: string, status?: number) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Whether this is a GatewayRequestError, also of another bundle (esbuild.mjs), which has a class of its own. */
export function isGatewayRequestError(thrown: unknown): thrown is GatewayRequestError {
  return thrown instanceof Error && thrown.name === 'GatewayRequestError';
}
