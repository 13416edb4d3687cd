import type { EditorMessage, GatewayMessage } from '../../protocol/gatewayMessages.ts';
import type { RequestMethod, RequestParams, RequestResults } from '../../protocol/gatewayRequests.ts';
import type { StartTimer } from '../startTimer.ts';
import { GatewayRequestError, type RequestOptions } from './gatewayClient.ts';

export type Reply = Extract<GatewayMessage, { type: 'response' | 'failure' }>;

/** Longest waits: what stays inside the gateway answers at once, what reaches out to providers may take its time. */
const defaultTimeoutMs: Record<RequestMethod, number> = {
  explain: 5_000,
  validate: 5_000,
  previewRules: 5_000,
  providerTypes: 5_000,
  discover: 15_000,
  testProvider: 60_000,
  refreshModels: 60_000,
  refreshPrices: 60_000,
  sendTestRequest: 120_000,
  beginSignIn: 30_000,
  // As long as the user takes; the server's code ends before.
  finishSignIn: 20 * 60_000,
  exportUsage: 60_000,
  usage: 60_000,
};

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
}

export interface RequestTableOptions {
  /** Returns whether there is a gateway to send to. */
  readonly send: (message: EditorMessage) => boolean;
  readonly startTimer: StartTimer;
}

/** Questions that wait for the gateway's answer; each is settled exactly once. */
export class RequestTable {
  readonly #options: RequestTableOptions;
  readonly #pending = new Map<number, Pending>();
  #lastId = 0;

  constructor(options: RequestTableOptions) {
    this.#options = options;
  }

  /**
   * Sends a question.
   * @throws {GatewayRequestError} `not_running`, `timeout`, `cancelled`, or the gateway's own code
   */
  async request<M extends RequestMethod>(
    method: M,
    params: RequestParams<M>,
    { signal, timeoutMs = defaultTimeoutMs[method] }: RequestOptions = {},
  ): Promise<RequestResults[M]> {
    if (signal?.aborted) throw cancelled();
    const id = ++this.#lastId;
    if (!this.#options.send({ type: 'request', id, method, params })) {
      throw new GatewayRequestError('not_running', 'The gateway is not running.');
    }
    const answer = new Promise<unknown>((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    const giveUp = (error: GatewayRequestError): void => {
      this.#options.send({ type: 'cancel', id });
      this.#pending.get(id)?.reject(error);
    };
    const onAbort = (): void => giveUp(cancelled());
    signal?.addEventListener('abort', onAbort, { once: true });
    const stopTimer = this.#options.startTimer(timeoutMs, () =>
      giveUp(new GatewayRequestError('timeout', `The gateway gave no answer within ${timeoutMs / 1000} s.`)),
    );
    try {
      // The gateway is our own program, typed by the same table.
      return (await answer) as RequestResults[M];
    } finally {
      stopTimer();
      signal?.removeEventListener('abort', onAbort);
      this.#pending.delete(id);
    }
  }

  /** Settles the question that this reply belongs to; one that was given up is ignored. */
  receive(reply: Reply): void {
    const pending = this.#pending.get(reply.id);
    if (reply.type === 'response') pending?.resolve(reply.result);
    else pending?.reject(new GatewayRequestError(reply.error.code, reply.error.message));
  }

  /** Rejects everything that waits: its gateway has ended. */
  failAll(): void {
    for (const { reject } of this.#pending.values()) {
      reject(new GatewayRequestError('not_running', 'The gateway ended before it answered.'));
    }
  }
}

function cancelled(): GatewayRequestError {
  return new GatewayRequestError('cancelled', 'Cancelled.');
}
