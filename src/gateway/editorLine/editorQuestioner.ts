import type {
  EditorQuestions,
  QuestionFailure,
  QuestionFailureCode,
  QuestionMethod,
} from '../../protocol/editorQuestions.ts';
import type { GatewayMessage, QuestionReply } from '../../protocol/gatewayMessages.ts';
import type { CallSignal } from '../upstream/callSignal.ts';

/** Why a window did not answer. */
export class QuestionFailed extends Error {
  override readonly name = 'QuestionFailed';
  readonly code: QuestionFailureCode;

  constructor({ code, message }: QuestionFailure) {
    super(message);
    this.code = code;
  }
}

/** One question's parts that have come, until somebody takes them. */
class Waiting {
  readonly parts: unknown[] = [];
  reply: { readonly result: unknown } | { readonly error: QuestionFailed } | undefined;
  wake: (() => void) | undefined;
}

/** Asks one editor window, over whatever line leads to it. */
export class EditorQuestioner {
  readonly #send: (message: GatewayMessage) => void;
  readonly #waiting = new Map<number, Waiting>();
  #lastId = 0;
  #isClosed = false;

  constructor(send: (message: GatewayMessage) => void) {
    this.#send = send;
  }

  /**
   * Asks, yields the parts of the answer as they come and returns its result. Pulling is back pressure; leaving early, or the
   * signal, cancels. Throws QuestionFailed, and the signal's reason.
   */
  async *ask<M extends QuestionMethod>(
    method: M,
    params: EditorQuestions[M]['params'],
    signal: CallSignal,
  ): AsyncGenerator<EditorQuestions[M]['part'], EditorQuestions[M]['result'], undefined> {
    signal.throwIfAborted();
    if (this.#isClosed) throw windowGone();
    const id = ++this.#lastId;
    const waiting = new Waiting();
    this.#waiting.set(id, waiting);
    const onAbort = (): void => waiting.wake?.();
    signal.addEventListener('abort', onAbort);
    try {
      this.#send({ type: 'question', id, method, params });
      while (true) {
        signal.throwIfAborted();
        const part = waiting.parts.shift();
        if (part !== undefined) {
          this.#send({ type: 'question-taken', id, count: 1 });
          yield part as EditorQuestions[M]['part'];
        } else if (waiting.reply !== undefined) {
          if ('error' in waiting.reply) throw waiting.reply.error;
          return waiting.reply.result as EditorQuestions[M]['result'];
        } else {
          await new Promise<void>((resolve) => (waiting.wake = resolve));
        }
      }
    } finally {
      signal.removeEventListener('abort', onAbort);
      this.#waiting.delete(id);
      if (waiting.reply === undefined) this.#send({ type: 'question-cancel', id });
    }
  }

  /** Takes what the window sent; a reply to a question that was given up is ignored. */
  receive(message: QuestionReply): void {
    const waiting = this.#waiting.get(message.id);
    if (waiting === undefined) return;
    switch (message.type) {
      case 'answer-part':
        waiting.parts.push(message.part);
        break;
      case 'answer':
        waiting.reply = { result: message.result };
        break;
      case 'answer-failure':
        waiting.reply = { error: new QuestionFailed(message.error) };
    }
    waiting.wake?.();
  }

  /** The window has gone: nothing will be answered. */
  close(): void {
    this.#isClosed = true;
    for (const waiting of this.#waiting.values()) {
      waiting.reply ??= { error: windowGone() };
      waiting.wake?.();
    }
  }
}

function windowGone(): QuestionFailed {
  return new QuestionFailed({ code: 'not_running', message: 'The editor window has gone.' });
}
