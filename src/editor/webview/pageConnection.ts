import {
  type HostMessage,
  isPageMethod,
  type PageMethod,
  type PageRequestHandlers,
  type PageResults,
  parsePageMessage,
  parsePageParams,
} from '../../protocol/webviewMessages.ts';

/** The host's end of the line to one page: checks every message and answers every request. */
export class PageConnection {
  readonly #post: (message: HostMessage) => void;
  readonly #handlers: PageRequestHandlers;
  readonly #warn: (text: string) => void;
  readonly #running = new Map<number, AbortController>();

  /** @param options.post sends to the page; a page that is gone loses it */
  constructor(options: {
    readonly post: (message: HostMessage) => void;
    readonly handlers: PageRequestHandlers;
    readonly warn: (text: string) => void;
  }) {
    this.#post = options.post;
    this.#handlers = options.handlers;
    this.#warn = options.warn;
  }

  /** Takes a message from the page, whatever it is. */
  receive(raw: unknown): void {
    const message = parsePageMessage(raw);
    if (message === undefined) {
      this.#warn('the settings page sent a message of unknown shape; it is ignored');
    } else if (message.type === 'cancel') {
      this.#running.get(message.id)?.abort();
    } else {
      void this.#answer(message.id, message.method, message.params);
    }
  }

  /**
   * Answers what the page would ask, before it does.
   * @throws what the page would be told
   */
  ask(method: PageMethod, params: unknown): Promise<unknown> {
    return this.#handle(method, params, new AbortController().signal);
  }

  /** Ends what the page still waits for; nobody is there to hear the answer. */
  dispose(): void {
    for (const controller of this.#running.values()) controller.abort();
    this.#running.clear();
  }

  async #answer(id: number, method: string, raw: unknown): Promise<void> {
    const controller = new AbortController();
    this.#running.set(id, controller);
    try {
      if (!isPageMethod(method))
        throw new Error(`the settings page asked for "${method}", which does not exist`);
      const result = await this.#handle(method, raw, controller.signal);
      this.#post({ type: 'response', id, result });
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : 'failed';
      const message = error instanceof Error ? error.message : String(error);
      this.#post({ type: 'failure', id, code, message });
    } finally {
      this.#running.delete(id);
    }
  }

  async #handle<M extends PageMethod>(method: M, raw: unknown, signal: AbortSignal): Promise<PageResults[M]> {
    const params = parsePageParams(method, raw);
    if (params === undefined)
      throw new Error(`the settings page asked for "${method}" with wrong parameters`);
    return this.#handlers[method](params, signal);
  }
}
