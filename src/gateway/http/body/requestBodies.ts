import type { IncomingMessage, ServerResponse } from 'node:http';
import { Deadlines } from '../../deadlines.ts';
import type { ClientBody } from '../../exchange/passedPaths/clientBody.ts';
import type { GatewayServices } from '../../exchange/services.ts';
import type { ServerLimits } from '../serverLimits.ts';
import { createClientBody } from './clientBody.ts';
import { decodeContent } from './decodeContent.ts';
import { assertDeclaredLength, readBody } from './readBody.ts';

/** Takes in the bodies of requests, within the limits of the server and of the configuration that holds. */
export class RequestBodies {
  readonly #services: Pick<GatewayServices, 'clock' | 'config'>;
  readonly #limits: ServerLimits;
  readonly #deadlines: Deadlines;

  constructor(services: Pick<GatewayServices, 'clock' | 'config'>, limits: ServerLimits) {
    this.#services = services;
    this.#limits = limits;
    this.#deadlines = new Deadlines(services.clock);
  }

  /**
   * All bytes of a body, content codings undone. Throws what `readBody` and `decodeContent` throw.
   * @param waiting of a client that waits for a `100 Continue` before it sends its body
   */
  read(request: IncomingMessage, waiting: ServerResponse | undefined): Promise<Buffer> {
    const maxBytes = this.#maxBytes();
    assertDeclaredLength(request, maxBytes);
    waiting?.writeContinue();
    const { bodyIdleTimeoutMs, bodyTimeoutMs } = this.#limits;
    const limits = { maxBytes, idleTimeoutMs: bodyIdleTimeoutMs, totalTimeoutMs: bodyTimeoutMs };
    const sent = readBody(request, limits, this.#deadlines);
    const coding = request.headers['content-encoding'];
    return coding === undefined ? sent : sent.then((body) => decodeContent(body, coding, maxBytes));
  }

  /** A body that is read as it comes. */
  open(request: IncomingMessage, waiting: ServerResponse | undefined): ClientBody {
    return createClientBody(request, {
      clock: this.#services.clock,
      idleTimeoutMs: this.#limits.bodyIdleTimeoutMs,
      maxHeldBytes: this.#maxBytes(),
      begin: () => waiting?.writeContinue(),
      whole: () => this.read(request, waiting),
    });
  }

  #maxBytes(): number {
    return this.#services.config().bodyLimitMiB * 1024 * 1024;
  }
}
