/** Every error that Muxgate itself answers with. The HTTP and protocol shapes are made at the edge, in wire/. */

export type ErrorCode = keyof typeof errorTable;

interface ErrorTableEntry {
  /** HTTP status. */
  readonly status: number;
  /** The `type` of OpenAI's and Anthropic's error objects. */
  readonly type: string;
  /** Documentation: when it happens and what to do. CONTRIBUTING's table is generated from this. */
  readonly meaning: string;
  /** Documentation: the keys of `details`. */
  readonly details: readonly string[];
}

/** One entry an error code: the only place where a code's status and type are decided. */
export const errorTable = {
  invalid_request: {
    status: 400,
    type: 'invalid_request_error',
    meaning: 'The request is malformed; the message names the field and what is expected.',
    details: ['field'],
  },
  previous_response_not_found: {
    status: 400,
    type: 'invalid_request_error',
    meaning:
      'No response of that id is kept here, and the provider that answers keeps none; send the conversation as `input`.',
    details: ['field'],
  },
  invalid_api_key: {
    status: 401,
    type: 'authentication_error',
    meaning:
      'Access keys are configured and the request carries none of them, or a provider with passthrough needs a key of the client and may not have it or got none.',
    details: [],
  },
  insufficient_budget: {
    status: 402,
    type: 'billing_error',
    meaning:
      'The request is estimated to cost more than is left of a hard budget; `budget` names it, `cheaper` models that would fit.',
    details: ['budget', 'limit', 'left', 'estimate', 'resetsAt', 'cheaper'],
  },
  forbidden_host: {
    status: 403,
    type: 'permission_error',
    meaning: 'The Host header is no loopback name and not configured (protection from DNS rebinding).',
    details: ['host'],
  },
  forbidden_origin: {
    status: 403,
    type: 'permission_error',
    meaning: 'A web page of a foreign origin, or another user of this machine, made the request.',
    details: ['origin'],
  },
  policy_violation: {
    status: 403,
    type: 'permission_error',
    meaning: 'A localOnly rule covers a file of this request and no local model can answer.',
    details: ['rule', 'file'],
  },
  unknown_path: {
    status: 404,
    type: 'not_found_error',
    meaning: 'There is nothing at this path; the message lists what there is.',
    details: ['path'],
  },
  model_not_found: {
    status: 404,
    type: 'not_found_error',
    meaning: 'A named provider, model, route or workspace does not exist.',
    details: ['model'],
  },
  method_not_allowed: {
    status: 405,
    type: 'invalid_request_error',
    meaning: 'The path exists, but not with this method; see the Allow header.',
    details: ['allow'],
  },
  request_timeout: {
    status: 408,
    type: 'invalid_request_error',
    meaning: 'The request did not arrive in time.',
    details: [],
  },
  body_too_large: {
    status: 413,
    type: 'request_too_large',
    meaning: 'The body is over the limit (bodyLimitMiB, 64 by default).',
    details: ['limit'],
  },
  upgrade_required: {
    status: 426,
    type: 'invalid_request_error',
    meaning:
      'The client asked for a WebSocket; Muxgate answers over plain HTTP, where the client tries next.',
    details: [],
  },
  rate_limit_exceeded: {
    status: 429,
    type: 'rate_limit_error',
    meaning: 'A configured limit is reached.',
    details: ['current', 'limit', 'window'],
  },
  headers_too_large: {
    status: 431,
    type: 'invalid_request_error',
    meaning: 'The request line and headers are over 64 KiB.',
    details: [],
  },
  internal_error: {
    status: 500,
    type: 'api_error',
    meaning: 'A fault in Muxgate itself; please report it with the request id.',
    details: [],
  },
  provider_error: {
    status: 502,
    type: 'api_error',
    meaning:
      'The provider answered something that is not an answer, or its stream broke off; `status` is its own, where it sent one.',
    details: ['provider', 'status'],
  },
  provider_unavailable: {
    status: 503,
    type: 'api_error',
    meaning: 'The provider cannot be reached; or none is configured, and then no `provider` is named.',
    details: ['provider'],
  },
  provider_timeout: {
    status: 504,
    type: 'api_error',
    meaning: 'The provider took longer than its connect, first-byte or idle timeout.',
    details: ['provider'],
  },
} as const satisfies Record<string, ErrorTableEntry>;

export interface GatewayErrorOptions {
  readonly cause?: unknown;
  readonly details?: Readonly<Record<string, unknown>>;
  /** Extra response headers, such as `allow` or `retry-after`. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** An error with a stable code from `errorTable`. The message says what is wrong and what would be right. */
export class GatewayError extends Error {
  override readonly name: string = 'GatewayError';
  readonly code: ErrorCode;
  readonly details: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: ErrorCode, message: string, options: GatewayErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.code = code;
    this.details = options.details ?? {};
    this.headers = options.headers ?? {};
  }

  get status(): number {
    return errorTable[this.code].status;
  }

  get type(): string {
    return errorTable[this.code].type;
  }
}

/** The shorthand for the most frequent error: a malformed request, naming the field. */
export function invalidRequest(field: string, message: string, cause?: unknown): GatewayError {
  return new GatewayError('invalid_request', message, { cause, details: { field } });
}

/**
 * An error answer of a provider: its status, body and `retry-after` survive to the client.
 * `body` is the provider's own bytes; the edge forwards them when the formats match and else re-shapes `message`.
 */
export class UpstreamAnswerError extends GatewayError {
  override readonly name = 'UpstreamAnswerError';
  readonly upstreamStatus: number;
  readonly upstreamBody: Uint8Array;
  readonly upstreamHeaders: Readonly<Record<string, string>>;
  /** The provider's own `type` and `code`, where its body has them. */
  readonly upstreamType: string | undefined;
  readonly upstreamCode: string | undefined;
  /** It stood inside an answer of status 200. */
  readonly insideAnswer: boolean;

  constructor(answer: {
    provider: string;
    status: number;
    message: string;
    type?: string;
    code?: string;
    body: Uint8Array;
    headers: Readonly<Record<string, string>>;
    insideAnswer?: boolean;
    details?: Readonly<Record<string, unknown>>;
  }) {
    super('provider_error', answer.message, {
      details: { provider: answer.provider, status: answer.status, ...answer.details },
    });
    this.upstreamStatus = answer.status;
    this.upstreamBody = answer.body;
    this.upstreamHeaders = answer.headers;
    this.upstreamType = answer.type;
    this.upstreamCode = answer.code;
    this.insideAnswer = answer.insideAnswer ?? false;
  }

  override get status(): number {
    return this.upstreamStatus;
  }
}

/** Turns anything thrown into a GatewayError, so that the edge has one shape to write. */
export function toGatewayError(thrown: unknown): GatewayError {
  if (thrown instanceof GatewayError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new GatewayError('internal_error', `Muxgate failed to handle the request: ${message}`, {
    cause: thrown,
  });
}
