/** Efforts from weakest to strongest, as OpenAI and Anthropic name them, with the thinking budget each stands for. */
const budgetTokensOf: ReadonlyMap<string, number> = new Map([
  ['minimal', 1024],
  ['low', 4096],
  ['medium', 10_240],
  ['high', 24_576],
  ['xhigh', 32_768],
  ['max', 65_536],
]);
const scale = [...budgetTokensOf.keys()];

/**
 * The effort to send to a model that accepts only some: the same, else the nearest weaker one, else its weakest.
 * A name that is on no scale is taken as `medium`. `accepted`: weakest first, not empty.
 */
export function clampEffort(effort: string, accepted: readonly string[]): string {
  if (accepted.includes(effort)) return effort;
  const wanted = scale.includes(effort) ? scale.indexOf(effort) : scale.indexOf('medium');
  const weaker = accepted.filter((candidate) => scale.indexOf(candidate) <= wanted);
  return weaker.at(-1) ?? accepted[0] ?? effort;
}

/** The thinking budget in tokens that an effort stands for; `medium`'s for an unknown name. */
export function budgetForEffort(effort: string): number {
  return budgetTokensOf.get(effort) ?? 10_240;
}

/** The strongest effort of low, medium, high and xhigh whose budget does not exceed `budgetTokens`; at least `low`. */
export function effortForBudget(budgetTokens: number): string {
  const affordable = ['low', 'medium', 'high', 'xhigh'].filter(
    (effort) => budgetForEffort(effort) <= budgetTokens,
  );
  return affordable.at(-1) ?? 'low';
}
