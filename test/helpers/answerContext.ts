import type { AnswerContext } from '../../src/gateway/wire/codec.ts';

/** The facts of a client's request that an answer is written with. */
export function answerContext(facts: Partial<AnswerContext> = {}): AnswerContext {
  return {
    id: 'answer-1',
    model: 'asked-model',
    createdAtS: 1_760_000_000,
    includeUsage: true,
    elapsedMs: () => 0,
    estimatedInputTokens: 77,
    ...facts,
  };
}
