import { budgetForEffort, clampEffort, effortForBudget } from '../reasoningEffort.ts';
import type { JsonObject } from '../json.ts';
import type { RequestEncoding } from './requestEncoding.ts';

/** Levels that every model of the newer generations accepts, when the target names none. */
const commonLevels = ['low', 'high'];

/**
 * `thinkingConfig`: a level for Gemini 3 and later, a budget within the model's range for 2.5. Thoughts are asked for whenever
 * the client asks for reasoning. What the model cannot do (not think at all, or think) is reported.
 */
export function encodeThinking({ request, target, traits, body }: RequestEncoding): JsonObject | undefined {
  const { reasoning } = request;
  if (reasoning === undefined) return undefined;
  const thoughts = { includeThoughts: reasoning.display !== 'omitted' };
  const { effort, budgetTokens } = reasoning;
  if (traits.thinking === 'none') {
    if (reasoning.mode !== 'off') body.drop('reasoning_effort');
    return undefined;
  }
  if (reasoning.mode === 'off' || effort === 'none') {
    if (traits.canStopThinking) return { thinkingBudget: 0 };
    // Google has no word for it: the least thinking is what comes nearest.
    body.drop('reasoning_effort');
    return traits.thinking === 'budget'
      ? { thinkingBudget: traits.minBudgetTokens }
      : { thinkingLevel: levelsOf(target.reasoningEfforts)[0]?.toUpperCase() };
  }
  if (traits.thinking === 'level') {
    const wanted = effort ?? (budgetTokens === undefined ? undefined : effortForBudget(budgetTokens));
    if (wanted === undefined) return thoughts;
    return {
      thinkingLevel: clampEffort(wanted, levelsOf(target.reasoningEfforts)).toUpperCase(),
      ...thoughts,
    };
  }
  const budget = budgetTokens ?? (effort === undefined ? undefined : budgetForEffort(effort));
  if (budget === undefined) return { thinkingBudget: -1, ...thoughts };
  const { minBudgetTokens, maxBudgetTokens } = traits;
  return { thinkingBudget: Math.min(Math.max(budget, minBudgetTokens), maxBudgetTokens), ...thoughts };
}

function levelsOf(efforts: readonly string[]): readonly string[] {
  return efforts.length === 0 ? commonLevels : efforts;
}
