import type { Conditions } from '../../../config/conditionSchema.ts';
import type { ConditionCheck } from './conditionCheck.ts';

/** `tokens`: the estimated size of the prompt lies between `min` and `max`, both included. */
export function tokensCheck({ min, max }: NonNullable<Conditions['tokens']>): ConditionCheck | [] {
  if (min === undefined && max === undefined) return [];
  return {
    asks: `a prompt of ${tokensText({ min, max })}`,
    test: ({ prompt }) => prompt.tokens() >= (min ?? 0) && prompt.tokens() <= (max ?? Infinity),
    found: ({ prompt }) => `this one has about ${prompt.tokens()}`,
  };
}

/** e.g. `1000 to 2000 tokens`, `at most 500 tokens`. */
export function tokensText({ min, max }: NonNullable<Conditions['tokens']>): string {
  if (min === undefined) return `at most ${max ?? 0} tokens`;
  return max === undefined ? `at least ${min} tokens` : `${min} to ${max} tokens`;
}
