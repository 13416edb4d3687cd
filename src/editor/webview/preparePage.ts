import { randomUUID } from 'node:crypto';
import { firstQuestions } from '../../protocol/firstQuestions.ts';
import type {
  PageMethod,
  PagePlace,
  PreparedAnswer,
  PreparedAnswers,
} from '../../protocol/webviewMessages.ts';

export interface PreparedPage {
  /** Answers a question of the page. */
  readonly ask: (method: PageMethod, params: unknown) => Promise<unknown>;
  /** Where the page is going to begin, as far as that is known. */
  readonly page: PagePlace['page'] | undefined;
  /** What is not answered when this settles, or cannot be, the page asks itself. */
  readonly deadline: Promise<unknown>;
  /** Time in ms. */
  readonly now: () => number;
}

/** Asks what a new page is going to ask first, while VS Code makes its frame. */
export async function preparePage({ ask, page, deadline, now }: PreparedPage): Promise<PreparedAnswers> {
  const atMs = now();
  const answers: PreparedAnswer[] = [];
  const asked = firstQuestions(page).map(async (question) => {
    answers.push({ ...question, result: await ask(question.method, question.params) });
  });
  await Promise.race([Promise.allSettled(asked), deadline]);
  return { id: randomUUID(), atMs, answers: [...answers] };
}
