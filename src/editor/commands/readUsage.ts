import type { GatewayClient } from '../link/gatewayClient.ts';

export interface UsageFile {
  readonly bytes: Uint8Array;
  readonly rows: number;
}

/**
 * Fetches the record of requests piece by piece, so that it can be stopped between two.
 * @param onProgress told after each piece how many of how many rows are here
 * @throws {GatewayRequestError} `cancelled` when the signal aborts, else what the gateway says
 */
export async function readUsage(
  gateway: Pick<GatewayClient, 'request'>,
  what: { readonly format: 'csv' | 'json'; readonly sinceMs?: number },
  signal: AbortSignal,
  onProgress: (rows: number, total: number) => void,
): Promise<UsageFile> {
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  let rows = 0;
  let total = 0;
  let before: number | undefined;
  do {
    const piece = await gateway.request('exportUsage', { ...what, before }, { signal });
    pieces.push(encoder.encode(piece.text));
    rows += piece.rows;
    total = piece.total ?? total;
    onProgress(rows, total);
    before = piece.next;
  } while (before !== undefined);
  return { bytes: Buffer.concat(pieces), rows };
}
