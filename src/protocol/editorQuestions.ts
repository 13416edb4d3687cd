import type { PartSink } from './streamedRequests.ts';
import type { VscodeChatRequest, VscodeModel, VscodePart } from './vscodeChat.ts';

/** What the gateway asks an editor window: one entry a method. The editor is our own program and takes it as typed. */
export interface EditorQuestions {
  /** The models that VS Code has, ours left out. */
  vscodeModels: {
    params: Record<string, never>;
    part: never;
    result: { readonly models: readonly VscodeModel[] };
  };
  /** Asks one of them; `model` is a `VscodeModel`'s id. */
  vscodeAsk: { params: VscodeChatRequest; part: VscodePart; result: Record<string, never> };
}

export type QuestionMethod = keyof EditorQuestions;

/** Why a question has no answer: `cancelled`, `not_running` (the window has gone), or the editor's reason. */
export type QuestionFailureCode =
  | 'cancelled'
  | 'not_running'
  /** The user has not allowed Muxgate to use the model, and may be asked only at a gesture. */
  | 'consent_required'
  | 'no_permissions'
  /** A quota is used up, or what was asked is filtered. */
  | 'blocked'
  | 'not_found'
  /** VS Code has no models but ours: nobody is signed in. */
  | 'no_models'
  | 'failed';

export interface QuestionFailure {
  readonly code: QuestionFailureCode;
  readonly message: string;
}

export type QuestionHandlers = {
  [M in QuestionMethod]: (
    params: EditorQuestions[M]['params'],
    sink: PartSink<EditorQuestions[M]['part']>,
  ) => Promise<EditorQuestions[M]['result']>;
};
