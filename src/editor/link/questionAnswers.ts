import type { QuestionFailure, QuestionHandlers, QuestionMethod } from '../../protocol/editorQuestions.ts';
import type { EditorMessage, GatewayMessage } from '../../protocol/gatewayMessages.ts';
import { PartFlow } from '../../protocol/partFlow.ts';
import type { PartSink } from '../../protocol/streamedRequests.ts';

export type QuestionMessage = Extract<
  GatewayMessage,
  { type: 'question' | 'question-taken' | 'question-cancel' }
>;

export interface QuestionAnswersOptions {
  readonly send: (message: EditorMessage) => boolean;
  readonly handlers: QuestionHandlers;
}

/** Why the editor has no answer, in words that the gateway understands. */
export class QuestionError extends Error {
  override readonly name = 'QuestionError';
  readonly code: QuestionFailure['code'];

  constructor(code: QuestionFailure['code'], message: string) {
    super(message);
    this.code = code;
  }
}

interface Running {
  readonly controller: AbortController;
  readonly flow: PartFlow;
}

/** The editor's end of what the gateway asks: runs the handler, sends its parts as fast as they are taken, then one reply. */
export class QuestionAnswers {
  readonly #options: QuestionAnswersOptions;
  readonly #running = new Map<number, Running>();

  constructor(options: QuestionAnswersOptions) {
    this.#options = options;
  }

  receive(message: QuestionMessage): void {
    switch (message.type) {
      case 'question':
        void this.#answer(message.id, message.method, message.params);
        return;
      case 'question-taken':
        this.#running.get(message.id)?.flow.taken(message.count);
        return;
      case 'question-cancel':
        this.#running.get(message.id)?.controller.abort();
    }
  }

  /** Ends everything that runs: nobody waits for it any more. */
  cancelAll(): void {
    for (const { controller } of this.#running.values()) controller.abort();
  }

  async #answer(id: number, method: QuestionMethod, params: unknown): Promise<void> {
    const running = { controller: new AbortController(), flow: new PartFlow() };
    const { signal } = running.controller;
    this.#running.set(id, running);
    const sink = {
      signal,
      send: async (part: unknown): Promise<void> => {
        await running.flow.room(signal);
        this.#options.send({ type: 'answer-part', id, part });
      },
    };
    try {
      const handle = this.#options.handlers[method] as
        ((params: unknown, sink: PartSink<unknown>) => Promise<unknown>) | undefined;
      if (handle === undefined) throw new Error(`This window knows no question "${method}".`);
      const result = await handle(params, sink);
      this.#options.send({ type: 'answer', id, result });
    } catch (thrown) {
      this.#options.send({ type: 'answer-failure', id, error: failureOf(thrown, signal) });
    } finally {
      this.#running.delete(id);
    }
  }
}

function failureOf(thrown: unknown, signal: AbortSignal): QuestionFailure {
  if (signal.aborted) return { code: 'cancelled', message: 'Cancelled.' };
  if (isQuestionError(thrown)) return { code: thrown.code, message: thrown.message };
  return { code: 'failed', message: thrown instanceof Error ? thrown.message : String(thrown) };
}

/** Handlers are in a bundle of their own (esbuild.mjs), which has a class of its own. */
function isQuestionError(thrown: unknown): thrown is QuestionError {
  return thrown instanceof Error && thrown.name === 'QuestionError';
}
