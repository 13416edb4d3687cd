import type { EditorMessage, GatewayMessage } from '../../protocol/gatewayMessages.ts';
import type { RequestMethod, RequestParams, RequestResults } from '../../protocol/gatewayRequests.ts';
import type {
  StreamedMethod,
  StreamedParams,
  StreamedParts,
  StreamedResults,
} from '../../protocol/streamedRequests.ts';
import type { StartTimer } from '../startTimer.ts';
import { GatewayRequestError, type RequestOptions, type StreamOptions } from './gatewayClient.ts';

export type Reply = Extract<GatewayMessage, { type: 'response' | 'failure' | 'part' }>;

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
  completeCode: 20_000,
  beginSignIn: 30_000,
  // As long as the user takes; the server's code ends before.
  finishSignIn: 20 * 60_000,
  exportUsage: 60_000,
  // A check that takes longer than 20 s says so itself.
  doctor: 25_000,
  offeredModels: 10_000,
  countChatTokens: 10_000,
  usage: 60_000,
  listExchanges: 15_000,
  indexExchanges: 15_000,
  exchangeChoices: 15_000,
  exchange: 5_000,
  rateExchange: 5_000,
  rerunDecision: 5_000,
  testRules: 5_000,
};

interface Pending {
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: Error) => void;
  readonly onPart?: (part: unknown) => void;
}

export interface RequestTableOptions {
  /** Returns whether there is a gateway to send to. */
  readonly send: (message: EditorMessage) => boolean;
  readonly startTimer: StartTimer;
}

interface Question {
  readonly method: RequestMethod | StreamedMethod;
  readonly params: unknown;
  readonly signal?: AbortSignal;
  readonly timeoutMs?: number;
  readonly onPart?: (part: unknown) => void;
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
    // The gateway is our own program, typed by the same table.
    return (await this.#ask({ method, params, signal, timeoutMs })) as RequestResults[M];
  }

  /**
   * Sends a question whose answer comes in parts. There is no time limit: the gateway has its own.
   * @throws {GatewayRequestError} `not_running`, `cancelled`, or the gateway's own code
   */
  async stream<M extends StreamedMethod>(
    method: M,
    params: StreamedParams<M>,
    { signal, onPart }: StreamOptions<StreamedParts[M]>,
  ): Promise<StreamedResults[M]> {
    const onAnyPart = (part: unknown): void => onPart(part as StreamedParts[M]);
    return (await this.#ask({ method, params, signal, onPart: onAnyPart })) as StreamedResults[M];
  }

  async #ask({ method, params, signal, timeoutMs, onPart }: Question): Promise<unknown> {
    if (signal?.aborted) throw cancelled();
    const id = ++this.#lastId;
    if (!this.#options.send({ type: 'request', id, method, params })) {
      throw new GatewayRequestError('not_running', 'The gateway is not running.');
    }
    const answer = new Promise<unknown>((resolve, reject) =>
      this.#pending.set(id, { resolve, reject, onPart }),
    );
    const giveUp = (error: Error): void => {
      this.#options.send({ type: 'cancel', id });
      this.#pending.get(id)?.reject(error);
      this.#pending.delete(id);
    };
    const onAbort = (): void => giveUp(cancelled());
    signal?.addEventListener('abort', onAbort, { once: true });
    const stopTimer =
      timeoutMs === undefined
        ? () => undefined
        : this.#options.startTimer(timeoutMs, () =>
            giveUp(
              new GatewayRequestError('timeout', `The gateway gave no answer within ${timeoutMs / 1000} s.`),
            ),
          );
    try {
      return await answer;
    } finally {
      stopTimer();
      signal?.removeEventListener('abort', onAbort);
      this.#pending.delete(id);
    }
  }

  /** Settles the question that this reply belongs to; one that was given up is ignored. */
  receive(reply: Reply): void {
    const pending = this.#pending.get(reply.id);
    if (pending === undefined) return;
    switch (reply.type) {
      case 'part':
        this.#take(reply, pending);
        return;
      case 'response':
        pending.resolve(reply.result);
        return;
      case 'failure':
        pending.reject(new GatewayRequestError(reply.error.code, reply.error.message, reply.error.status));
    }
  }

  #take({ id, part }: Extract<Reply, { type: 'part' }>, { onPart, reject }: Pending): void {
    try {
      onPart?.(part);
      this.#options.send({ type: 'taken', id, count: 1 });
    } catch (error) {
      this.#options.send({ type: 'cancel', id });
      this.#pending.delete(id);
      reject(error instanceof Error ? error : new Error(String(error)));
    }
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
