import { editorMessageSchema, type EditorMessage, type GatewayMessage } from '../protocol/gatewayMessages.ts';
import {
  isRequestMethod,
  parseRequestParams,
  type RequestHandlers,
  type RequestMethod,
  type RequestResults,
} from '../protocol/gatewayRequests.ts';
import { protocolVersion } from '../protocol/version.ts';
import { toGatewayError } from './errors.ts';
import type { Log } from './log.ts';

/** The line to the editor: messages of plain JSON. */
export interface MessagePort {
  send(message: GatewayMessage): void;
  onMessage(listener: (message: unknown) => void): void;
}

export interface EditorLinkHandlers {
  readonly hello: (message: Extract<EditorMessage, { type: 'hello' }>) => void;
  readonly configure: (message: Extract<EditorMessage, { type: 'configure' }>) => void;
  readonly keys: (message: Extract<EditorMessage, { type: 'keys' }>) => void;
  readonly context: (message: Extract<EditorMessage, { type: 'context' }>) => void;
  readonly override: (message: Extract<EditorMessage, { type: 'override' }>) => void;
  readonly watchExchanges: (message: Extract<EditorMessage, { type: 'watchExchanges' }>) => void;
  readonly shutdown: () => void;
  readonly requests: RequestHandlers;
}

/** The gateway's end of the line to its editor: checks every message and gives it to the handler of its type. */
export class EditorLink {
  readonly #port: MessagePort;
  readonly #handlers: EditorLinkHandlers;
  readonly #log: Log;
  readonly #running = new Map<number, AbortController>();

  constructor(port: MessagePort, handlers: EditorLinkHandlers, log: Log) {
    this.#port = port;
    this.#handlers = handlers;
    this.#log = log;
    port.onMessage((message) => this.#receive(message));
  }

  #receive(raw: unknown): void {
    const parsed = editorMessageSchema.safeParse(raw);
    if (!parsed.success) {
      this.#log.error(
        `the editor sent a message that protocol ${protocolVersion} does not know; it is ignored`,
      );
      return;
    }
    const message = parsed.data;
    switch (message.type) {
      case 'hello':
        this.#handlers.hello(message);
        this.#port.send({ type: 'welcome', protocolVersion, pid: process.pid });
        return;
      case 'configure':
        this.#handlers.configure(message);
        return;
      case 'keys':
        this.#handlers.keys(message);
        return;
      case 'context':
        this.#handlers.context(message);
        return;
      case 'override':
        this.#handlers.override(message);
        return;
      case 'watchExchanges':
        this.#handlers.watchExchanges(message);
        return;
      case 'shutdown':
        this.#handlers.shutdown();
        return;
      case 'cancel':
        this.#running.get(message.id)?.abort();
        return;
      case 'request':
        void this.#answer(message.id, message.method, message.params);
    }
  }

  async #answer(id: number, method: string, params: unknown): Promise<void> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      if (!isRequestMethod(method)) throw new Error(`unknown request "${method}"`);
      const result: unknown = await this.#handle(method, params, controller.signal);
      this.#port.send({ type: 'response', id, result });
    } catch (thrown) {
      const error = toGatewayError(thrown);
      const code = controller.signal.aborted ? 'cancelled' : error.code;
      this.#port.send({ type: 'failure', id, error: { code, message: error.message } });
    } finally {
      this.#running.delete(id);
    }
  }

  #handle<M extends RequestMethod>(method: M, raw: unknown, signal: AbortSignal): Promise<RequestResults[M]> {
    const params = parseRequestParams(method, raw);
    if (params === undefined) throw new Error(`bad parameters of "${method}"`);
    return this.#handlers.requests[method](params, signal);
  }
}
