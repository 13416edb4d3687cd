import {
  editorMessageSchema,
  type EditorMessage,
  type GatewayMessage,
} from '../../protocol/gatewayMessages.ts';
import {
  isRequestMethod,
  parseRequestParams,
  type RequestHandlers,
  type RequestMethod,
  type RequestResults,
} from '../../protocol/gatewayRequests.ts';
import { PartFlow } from '../../protocol/partFlow.ts';
import {
  isStreamedMethod,
  parseStreamedParams,
  type StreamHandlers,
} from '../../protocol/streamedRequests.ts';
import { protocolVersion } from '../../protocol/version.ts';
import { EditorQuestioner } from './editorQuestioner.ts';
import { toGatewayError } from '../errors.ts';
import type { Log } from '../log.ts';

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
  readonly streams: StreamHandlers;
}

interface Running {
  readonly controller: AbortController;
  /** Of an answer in parts. */
  readonly flow: PartFlow;
}

/** The gateway's end of the line to its editor: checks every message and gives it to the handler of its type. */
export class EditorLink {
  readonly #port: MessagePort;
  readonly #handlers: EditorLinkHandlers;
  readonly #log: Log;
  readonly #running = new Map<number, Running>();
  readonly #onIdle: (() => void)[] = [];
  /** Asks this window. */
  readonly questions: EditorQuestioner;

  constructor(port: MessagePort, handlers: EditorLinkHandlers, log: Log) {
    this.#port = port;
    this.#handlers = handlers;
    this.#log = log;
    this.questions = new EditorQuestioner((message) => port.send(message));
    port.onMessage((message) => this.#receive(message));
  }

  /** Resolves when everything that the editor has asked is answered. */
  idle(): Promise<void> {
    return this.#running.size === 0
      ? Promise.resolve()
      : new Promise((resolve) => this.#onIdle.push(resolve));
  }

  /** The window has gone: what it asked is given up, and it answers nothing any more. */
  close(): void {
    for (const { controller } of this.#running.values()) controller.abort();
    this.questions.close();
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
        this.#running.get(message.id)?.controller.abort();
        return;
      case 'taken':
        this.#running.get(message.id)?.flow.taken(message.count);
        return;
      case 'answer-part':
      case 'answer':
      case 'answer-failure':
        this.questions.receive(message);
        return;
      case 'request':
        void this.#answer(message.id, message.method, message.params);
    }
  }

  async #answer(id: number, method: string, params: unknown): Promise<void> {
    const running = { controller: new AbortController(), flow: new PartFlow() };
    const { signal } = running.controller;
    this.#running.set(id, running);
    try {
      const result = await this.#handle(id, method, params, running);
      this.#port.send({ type: 'response', id, result });
    } catch (thrown) {
      const error = toGatewayError(thrown);
      const code = signal.aborted ? 'cancelled' : error.code;
      this.#port.send({ type: 'failure', id, error: { code, message: error.message, status: error.status } });
    } finally {
      this.#running.delete(id);
      if (this.#running.size === 0) for (const resolve of this.#onIdle.splice(0)) resolve();
    }
  }

  #handle(id: number, method: string, params: unknown, running: Running): Promise<unknown> {
    if (isRequestMethod(method)) return this.#request(method, params, running.controller.signal);
    if (isStreamedMethod(method)) return this.#stream(id, method, params, running);
    throw new Error(`unknown request "${method}"`);
  }

  #request<M extends RequestMethod>(
    method: M,
    raw: unknown,
    signal: AbortSignal,
  ): Promise<RequestResults[M]> {
    const params = parseRequestParams(method, raw);
    if (params === undefined) throw new Error(`bad parameters of "${method}"`);
    return this.#handlers.requests[method](params, signal);
  }

  #stream(
    id: number,
    method: keyof StreamHandlers,
    raw: unknown,
    { controller: { signal }, flow }: Running,
  ): Promise<unknown> {
    const params = parseStreamedParams(method, raw);
    if (params === undefined) throw new Error(`bad parameters of "${method}"`);
    return this.#handlers.streams[method](params, {
      signal,
      send: async (part) => {
        await flow.room(signal);
        this.#port.send({ type: 'part', id, part });
      },
    });
  }
}
