import type { QuestionHandlers } from '../../protocol/editorQuestions.ts';
import { QuestionError } from '../link/questionAnswers.ts';

/** What the gateway asks of the models that VS Code has. */
export function vscodeModelQuestions(): QuestionHandlers {
  return {
    vscodeModels: () => Promise.resolve({ models: [] }),
    vscodeAsk: () => Promise.reject(new QuestionError('not_found', 'VS Code’s models are not asked yet.')),
  };
}
