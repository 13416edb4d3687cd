import type {
  HostMessage,
  PageMethod,
  PageParams,
  PageResults,
  PreparedAnswer,
} from '../../../src/protocol/webviewMessages.ts';
import { sameJson } from '../../../src/protocol/sameJson.ts';
import type { VscodeApi } from './vscodeApi.ts';

/** A request that the host did not answer with a result. */
class HostRequestError extends Error {
  override readonly name = 'HostRequestError';
  /** `cancelled`, `timeout`, `not_running`, … */
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.code = code;
  }
}

type Unasked = Extract<HostMessage, { type: 'state' | 'show' | 'exchanges' }>;

interface Waiting {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: HostRequestError) => void;
}

/** The page's end of the line to the extension host. */
export class HostClient {
  readonly #post: VscodeApi['postMessage'];
  readonly #onUnasked: (message: Unasked) => void;
  readonly #waiting = new Map<number, Waiting>();
  #prepared: readonly PreparedAnswer[];
  #lastId = 0;

  /** @param prepared answers that are there already; they hold until {@link forgetPrepared} */
  constructor(
    post: VscodeApi['postMessage'],
    onUnasked: (message: Unasked) => void,
    prepared: readonly PreparedAnswer[] = [],
  ) {
    this.#post = post;
    this.#onUnasked = onUnasked;
    this.#prepared = prepared;
  }

  /** What was prepared is not of now any more. */
  forgetPrepared(): void {
    this.#prepared = [];
  }

  /**
   * Asks the host.
   * @param signal aborting it cancels the request there; it then rejects
   * @throws {HostRequestError}
   */
  request<M extends PageMethod>(
    method: M,
    params: PageParams<M>,
    signal?: AbortSignal,
  ): Promise<PageResults[M]> {
    const prepared = this.#prepared.find((one) => one.method === method && sameJson(one.params, params));
    if (prepared !== undefined) return Promise.resolve(prepared.result as PageResults[M]);
    const id = ++this.#lastId;
    signal?.addEventListener('abort', () => this.#post({ type: 'cancel', id }), { once: true });
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve: (result) => resolve(result as PageResults[M]), reject });
      this.#post({ type: 'request', id, method, params });
    });
  }

  /** Takes a message of the host. */
  receive(message: HostMessage): void {
    switch (message.type) {
      case 'response':
        this.#take(message.id)?.resolve(message.result);
        return;
      case 'failure':
        this.#take(message.id)?.reject(new HostRequestError(message.code, message.message));
        return;
      case 'state':
      case 'show':
      case 'exchanges':
        this.#onUnasked(message);
    }
  }

  #take(id: number): Waiting | undefined {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    return waiting;
  }
}
