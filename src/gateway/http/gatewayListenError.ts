/** The gateway cannot listen: `EADDRINUSE`, `EACCES`, `EADDRNOTAVAIL` …, or `KEYS_NEEDED` for an address beyond loopback. */
export class GatewayListenError extends Error {
  override readonly name = 'GatewayListenError';
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/** What kept a server from listening, with the address in words. */
export function listenError(error: unknown, host: string, port: number): GatewayListenError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'UNKNOWN';
  const message = error instanceof Error ? error.message : String(error);
  return new GatewayListenError(code, `cannot listen on ${host}, port ${port}: ${message}`, error);
}
