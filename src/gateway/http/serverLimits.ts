/** Bounds of a connection, so that slow or silent clients hold nothing up. */
export interface ServerLimits {
  /** An idle connection is kept this long. */
  readonly keepAliveTimeoutMs: number;
  /** For the request line and all headers. */
  readonly headersTimeoutMs: number;
  /** Longest silence within a body. */
  readonly bodyIdleTimeoutMs: number;
  /** For a whole body. */
  readonly bodyTimeoutMs: number;
  /** How often Node looks for connections whose headers are late. */
  readonly checkIntervalMs: number;
}

export const defaultServerLimits: ServerLimits = {
  keepAliveTimeoutMs: 120_000,
  headersTimeoutMs: 20_000,
  bodyIdleTimeoutMs: 30_000,
  bodyTimeoutMs: 300_000,
  checkIntervalMs: 5_000,
};

export const maxHeaderBytes = 64 * 1024;
