import type { IncomingMessage } from 'node:http';
import type { Clock } from '../../exchange/clock.ts';
import type { ClientBody } from '../../exchange/passedPaths/clientBody.ts';
import { parseJsonBody } from './parseJsonBody.ts';
import { bodyTooLarge } from './readBody.ts';
import { RequestPieces } from './requestPieces.ts';

export interface ClientBodyOptions {
  readonly clock: Clock;
  /** Longest silence between two pieces. */
  readonly idleTimeoutMs: number;
  readonly maxHeldBytes: number;
  /** Tells a client that waits for it to go on. */
  readonly begin: () => void;
  /** All bytes, content codings undone. */
  readonly whole: () => Promise<Buffer>;
}

/** The body of a request that is not read as a whole unless it must be. */
export function createClientBody(request: IncomingMessage, options: ClientBodyOptions): ClientBody {
  const { headers } = request;
  const length = headers['content-length'];
  const isCoded = !/^(?:identity)?$/i.test(headers['content-encoding'] ?? '');
  return {
    contentType: headers['content-type'],
    isEmpty: headers['transfer-encoding'] === undefined && Number(length ?? 0) === 0,
    length: length === undefined || isCoded ? undefined : Number(length),
    json: async () => parseJsonBody(await options.whole()),
    assertHeld: (bytes) => {
      if (bytes > options.maxHeldBytes) throw bodyTooLarge(options.maxHeldBytes);
    },
    pieces: () => {
      if (isCoded) return wholeAtOnce(options);
      options.begin();
      return new RequestPieces(request, options.clock, options.idleTimeoutMs);
    },
  };
}

async function* wholeAtOnce({ whole }: ClientBodyOptions): AsyncGenerator<Uint8Array, undefined, undefined> {
  yield await whole();
  return undefined;
}
